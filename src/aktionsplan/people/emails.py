"""Mails about accounts and roles."""

from django.utils.translation import gettext, override

from aktionsplan.people.models import Account, Membership
from aktionsplan.people.permissions.roles import NAMES
from aktionsplan.shared.mail.operations import Letter


def role_granted(membership: Membership, address: str) -> Letter:
    """Tells somebody about a new role."""
    with override(membership.account.language):
        return Letter(
            recipient=membership.account.email,
            subject=gettext("Ihr Zugang zum Aktionsplan: {town}").format(town=membership.partnership.name),
            paragraphs=(
                gettext("Sie haben eine neue Aufgabe: {role}.").format(role=gettext(NAMES[membership.role])),
                gettext("Melden Sie sich mit Ihrer E-Mail-Adresse an. Sie bekommen dann einen Code zugeschickt."),
            ),
            link=address,
            link_text=gettext("Zur Anmeldung"),
        )


def code_mail(account: Account, subject: str, text: str) -> Letter:
    """A sign-in code or another message of the sign-in pages."""
    return Letter(recipient=account.email, subject=subject, paragraphs=tuple(text.split("\n\n")))
