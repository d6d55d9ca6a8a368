"""Mails about grants."""

from django.conf import settings
from django.utils.translation import gettext

from aktionsplan.implementation.grants.models import Act, Grant, Payment
from aktionsplan.shared.mail.operations import Letter, german


@german
def posted(grant: Grant, address: str) -> Letter:
    """Tells the sponsor that the notice is on its way."""
    return Letter(
        recipient=grant.application.account.email,
        subject=gettext("Ihr Bescheid ist unterwegs: {number}").format(number=grant.number),
        paragraphs=(
            gettext("Der Bescheid ist zur Post gegeben. Auf Ihrer Projektseite sehen Sie, wann er verbindlich ist."),
        ),
        link=address,
        link_text=gettext("Zum Projekt"),
    )


@german
def act_posted(act: Act) -> Letter:
    """Tells the applicant that a notice of another kind is on its way; what it says stands in the letter alone."""
    application = act.application
    return Letter(
        recipient=application.account.email,
        subject=gettext("Ein Brief ist unterwegs: {number}").format(number=act.number),
        paragraphs=(
            gettext("Zu Ihrem Antrag „{title}“ ist ein Bescheid zur Post gegeben.").format(title=application.title),
            gettext("Sie können ihn auch auf der Seite Ihres Antrags lesen."),
        ),
        link=f"{settings.AKTIONSPLAN_ADDRESS}/{act.partnership.slug}/intern/antraege/eigene/{application.key}/",
        link_text=gettext("Zum Antrag"),
    )


@german
def came_back(grant: Grant, address: str) -> Letter:
    """Tells the sponsor that the letter with the notice came back, so that a wrong entry is noticed too."""
    return Letter(
        recipient=grant.application.account.email,
        subject=gettext("Unser Brief kam zurück: {number}").format(number=grant.number),
        paragraphs=(
            gettext("Der Brief mit Ihrem Bescheid ist zurückgekommen. Der Bescheid gilt deshalb noch nicht."),
            gettext(
                "Bitte prüfen Sie die Anschrift Ihres Vereins. Haben Sie den Brief doch bekommen, sagen Sie es uns."
            ),
        ),
        link=address,
        link_text=gettext("Zum Verein"),
    )


@german
def binding(grant: Grant, address: str) -> Letter:
    """Tells the sponsor that the notice is final and money can be asked for."""
    return Letter(
        recipient=grant.application.account.email,
        subject=gettext("Sie können Geld anfordern: {number}").format(number=grant.number),
        paragraphs=(
            gettext("Ihr Bescheid ist bestandskräftig. Auf Ihrer Projektseite können Sie jetzt Geld anfordern."),
        ),
        link=address,
        link_text=gettext("Zum Projekt"),
    )


@german
def paid(payment: Payment, address: str) -> Letter:
    """Tells the sponsor that money has been released."""
    return Letter(
        recipient=payment.grant.application.account.email,
        subject=gettext("Auszahlung freigegeben: {number}").format(number=payment.grant.number),
        paragraphs=(
            gettext("Die Kasse hat eine Auszahlung freigegeben. Das Geld ist in wenigen Tagen auf Ihrem Konto."),
        ),
        link=address,
        link_text=gettext("Zum Projekt"),
    )


@german
def bounced(payment: Payment, address: str) -> Letter:
    """Tells the sponsor that the bank sent the money back."""
    return Letter(
        recipient=payment.grant.application.account.email,
        subject=gettext("Ihr Geld kam zurück: {number}").format(number=payment.grant.number),
        paragraphs=(
            gettext(
                "Die Bank hat die Auszahlung zurückgeschickt. Bitte prüfen Sie bei „Mein Verein“ die Bankverbindung."
            ),
            gettext("Das Amt ordnet die Auszahlung danach neu an. Sie müssen nichts neu anfordern."),
        ),
        link=address,
        link_text=gettext("Zum Projekt"),
    )


def page_of(grant: Grant) -> str:
    """The address of the sponsor's page of the project."""
    return f"{settings.AKTIONSPLAN_ADDRESS}/{grant.partnership.slug}/intern/projekte/eigene/{grant.key}/"
