"""Mails about accounts and roles."""

from django.utils.translation import gettext

from aktionsplan.people.models import Membership
from aktionsplan.people.permissions.roles import NAMES
from aktionsplan.shared.mail.operations import Letter, german


@german
def role_granted(membership: Membership, address: str) -> Letter:
    """Tells somebody about a new role."""
    given = (
        gettext("Sie bekommen die Aufgabe {role}, sobald eine zweite Person sie bestätigt hat.")
        if membership.state == "proposed"
        else gettext("Sie haben eine neue Aufgabe: {role}.")
    )
    return Letter(
        recipient=membership.account.email,
        subject=gettext("Ihr Zugang zum Aktionsplan: {town}").format(town=membership.partnership.name),
        paragraphs=(
            given.format(role=gettext(NAMES[membership.role])),
            gettext("Melden Sie sich mit Ihrer E-Mail-Adresse an. Sie bekommen dann einen Code zugeschickt."),
        ),
        link=address,
        link_text=gettext("Zur Anmeldung"),
    )
