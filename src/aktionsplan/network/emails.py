"""Mails about organisations."""

from django.conf import settings
from django.utils.translation import gettext

from aktionsplan.network.models import BankAccount, Organisation, OrganisationPerson
from aktionsplan.network.rules import masked_iban
from aktionsplan.shared.deeds import By
from aktionsplan.shared.mail.operations import Letter, german
from aktionsplan.shared.periods import local_day


def _called(organisation: Organisation) -> str:
    """The name in a mail: only one that the office has confirmed, so that nobody writes a subject in the town's name."""
    return organisation.name if organisation.state == "confirmed" else gettext("Ihren Verein")


@german
def bank_change(bank: BankAccount, address: str) -> Letter:
    """Tells the organisation's known address that somebody wants other bank data."""
    return Letter(
        recipient=bank.organisation.email,
        subject=gettext("Neue Bankverbindung für {name}").format(name=_called(bank.organisation)),
        paragraphs=(
            gettext("Jemand hat für Ihren Verein eine neue Bankverbindung eingetragen: {iban}.").format(
                iban=masked_iban(bank.iban)
            ),
            gettext("Waren Sie das nicht? Dann rufen Sie bitte sofort bei uns an."),
        ),
        link=address,
        link_text=gettext("Bankverbindung ansehen"),
    )


@german
def bank_decided(bank: BankAccount, address: str) -> Letter:
    """Tells the organisation from when its bank data count, or why they do not."""
    words = (
        gettext("Die neue Bankverbindung {iban} ist freigegeben. Sie gilt ab {day}.").format(
            iban=masked_iban(bank.iban), day=local_day(bank.effective_at).strftime("%d.%m.%Y")
        )
        if bank.effective_at
        else gettext("Die neue Bankverbindung {iban} ist abgelehnt. Grund: {reason}").format(
            iban=masked_iban(bank.iban), reason=bank.reason
        )
    )
    return Letter(
        recipient=bank.organisation.email,
        subject=gettext("Bankverbindung für {name}").format(name=_called(bank.organisation)),
        paragraphs=(words,),
        link=address,
        link_text=gettext("Bankverbindung ansehen"),
    )


@german
def address_changed(organisation: Organisation, former: str, address: str) -> Letter:
    """Tells the former address that the organisation's mail goes elsewhere now."""
    return Letter(
        recipient=former,
        subject=gettext("Neue E-Mail-Adresse für {name}").format(name=_called(organisation)),
        paragraphs=(
            gettext("Jemand hat für Ihren Verein eine andere E-Mail-Adresse eingetragen: {email}.").format(
                email=organisation.email
            ),
            gettext("Waren Sie das nicht? Dann rufen Sie bitte sofort bei uns an."),
        ),
        link=address,
        link_text=gettext("Zu Ihrem Verein"),
    )


@german
def invited(contact: OrganisationPerson, address: str) -> Letter:
    """Asks somebody to be a contact; a name that the office has not confirmed does not stand in the mail."""
    confirmed_name = contact.organisation.state == "confirmed"
    return Letter(
        recipient=contact.account.email if contact.account else "",
        subject=gettext("Einladung zum Aktionsplan {town}").format(town=contact.partnership.name),
        paragraphs=(
            gettext("Sie sollen Ansprechperson für „{name}“ werden.").format(name=contact.organisation.name)
            if confirmed_name
            else gettext("Sie sollen Ansprechperson für einen Verein werden."),
            gettext("Sagen Sie ja, können Sie für ihn Anträge schreiben und Geld anfordern."),
            gettext("Melden Sie sich mit Ihrer E-Mail-Adresse an. Sie bekommen dann einen Code zugeschickt."),
            gettext("Kennen Sie den Verein nicht? Dann brauchen Sie nichts zu tun."),
        ),
        link=address,
        link_text=gettext("Einladung ansehen"),
    )


@german
def confirmed(organisation: Organisation, address: str) -> Letter:
    """Tells the organisation that the office has confirmed it."""
    return Letter(
        recipient=organisation.email,
        subject=gettext("Ihr Verein ist bestätigt: {name}").format(name=organisation.name),
        paragraphs=(gettext("Wir haben die Angaben zu Ihrem Verein geprüft. Es ist alles in Ordnung."),),
        link=address,
        link_text=gettext("Zu Ihrem Verein"),
    )


def own_page(by: By) -> str:
    """The address of the sponsor's page of the own organisations."""
    return f"{settings.AKTIONSPLAN_ADDRESS}/{by.partnership.slug}/intern/verein/"
