"""Mails about applications: short, with a link behind the sign-in."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from aktionsplan.implementation.calls.models import Application, Call
from aktionsplan.implementation.calls.queries import Late
from aktionsplan.shared.mail.operations import Letter, german
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.periods import BERLIN
from aktionsplan.shared.words import known


@german
def received(application: Application, address: str) -> Letter:
    """Confirms that an application has come in."""
    moment, first = known(application.submitted_at).astimezone(BERLIN), application.first_submitted_at
    again = first is not None and first != application.submitted_at
    words = (
        gettext("Wir haben die Ergänzung Ihres Antrags am {day} um {time} Uhr bekommen.")
        if again
        else gettext("Wir haben Ihren Antrag am {day} um {time} Uhr bekommen.")
    )
    return Letter(
        recipient=application.account.email,
        subject=gettext("Ihr Antrag ist eingegangen: {number}").format(number=application.number),
        paragraphs=(
            words.format(day=moment.strftime("%d.%m.%Y"), time=moment.strftime("%H:%M")),
            gettext(
                "Als Nächstes prüfen wir, ob alles da ist. Die Eingangsbestätigung liegt auf Ihrer Antragsseite."
            ),
        ),
        link=address,
        link_text=gettext("Zum Antrag"),
    )


@german
def checked(application: Application, result: str, address: str) -> Letter:
    """Tells the sponsor what the formal check found."""
    words = {
        "admit": gettext("Ihr Antrag ist vollständig. Jetzt berät der Begleitausschuss."),
        "return": gettext("An Ihrem Antrag fehlt noch etwas. Bitte ergänzen Sie ihn."),
        "refuse": gettext(
            "Ihr Antrag erfüllt die Voraussetzungen nicht. Der Grund steht auf der Antragsseite. Verbindlich ist erst der "
            "Bescheid des Amtes; bis dahin können Sie sich dazu äußern."
        ),
    }
    return Letter(
        recipient=application.account.email,
        subject=gettext("Neues zu Ihrem Antrag {number}").format(number=application.number),
        paragraphs=(words[result],),
        link=address,
        link_text=gettext("Zum Antrag"),
    )


def _verdict(application: Application) -> str:
    """What the committee recommends for one application, in a sentence."""
    if application.state == "decided":
        words = gettext("Der Ausschuss empfiehlt, das Projekt mit {sum} zu fördern.")
        return words.format(sum=format_eur(known(application.awarded_eur)))
    if application.state == "waitlisted":
        return gettext("Ihr Antrag steht auf der Warteliste. Wird Geld frei, melden wir uns.")
    return gettext("Der Ausschuss empfiehlt, das Projekt nicht zu fördern. Die Gründe stehen im Bescheid des Amtes.")


@german
def recommended(applications: list[Application]) -> Letter:
    """Tells one applicant what the committee recommends for all its applications of a call; it promises nothing."""
    first = applications[0]
    lines = [
        gettext("„{title}“ ({number}): {verdict}").format(title=row.title, number=row.number, verdict=_verdict(row))
        for row in applications
    ]
    if first.call.reserved and any(row.state == "decided" for row in applications):
        lines.append(gettext("Das steht unter Vorbehalt: {reason}").format(reason=first.call.reservation))
    lines.append(
        gettext(
            "Das ist noch keine Zusage. Verbindlich ist erst der Bescheid, den Ihnen das Amt schickt. Beginnen Sie bitte "
            "vorher nicht."
        )
    )
    return Letter(
        recipient=first.account.email,
        subject=gettext("Der Ausschuss hat beraten: {title}").format(title=first.call.title),
        paragraphs=tuple(lines),
        link=page_of(first),
        link_text=gettext("Zum Antrag"),
    )


@german
def money_came(applications: list[Application]) -> Letter:
    """Tells one applicant that the reservation has ended."""
    first = applications[0]
    titles = ", ".join(f"„{row.title}“ ({row.number})" for row in applications)
    return Letter(
        recipient=first.account.email,
        subject=gettext("Der Vorbehalt ist entfallen: {title}").format(title=first.call.title),
        paragraphs=(
            gettext("Das Geld für diesen Aufruf ist da. Es geht um {titles}.").format(titles=titles),
            gettext("Das Amt schreibt jetzt den Bescheid. Erst er ist verbindlich; beginnen Sie bitte vorher nicht."),
        ),
        link=page_of(first),
        link_text=gettext("Zum Antrag"),
    )


def page_of(application: Application) -> str:
    """The address of the applicant's own page."""
    return f"{settings.AKTIONSPLAN_ADDRESS}/{application.partnership.slug}/intern/antraege/eigene/{application.key}/"


@german
def rate_please(call: Call, row: Late) -> Letter:
    """Reminds a rater: the last day and how many are missing, nothing of what anybody gave."""
    account = known(known(row.holder).account)
    words = ngettext(
        "Es fehlt noch eine Bewertung von Ihnen.", "Es fehlen noch {n} Bewertungen von Ihnen.", row.missing
    )
    until = date_format(known(call.rating_until), "l, j. F Y")
    return Letter(
        recipient=account.email,
        subject=gettext("Bitte bewerten: {title}").format(title=call.title),
        paragraphs=(
            words.format(n=row.missing),
            gettext("Bewertet wird bis {day}.").format(day=until),
        ),
        link=settings.AKTIONSPLAN_ADDRESS + reverse("calls:own_ratings", args=[call.partnership.slug, call.key]),
        link_text=gettext("Zur Bewertung"),
    )
