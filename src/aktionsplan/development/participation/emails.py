"""Mails to those who signed up for an event or sent an idea and left an address."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from aktionsplan.development.participation import rules
from aktionsplan.development.participation.models import Comment, Event
from aktionsplan.development.participation.queries import shown_place
from aktionsplan.shared.mail.operations import Letter, german
from aktionsplan.shared.periods import BERLIN


def _portal(event: Event, page: str = "sign_up") -> str:
    """The address of a public page of the event."""
    return settings.AKTIONSPLAN_ADDRESS + reverse(f"visitor:{page}", args=[event.partnership.slug, event.key])


def _moment(event: Event) -> tuple[str, ...]:
    local = event.starts_at.astimezone(BERLIN)
    day = date_format(local.date(), "l, j. F Y")
    return (gettext("Wann: {day}, {time} Uhr").format(day=day, time=f"{local:%H:%M}"),)


def _when_and_where(event: Event) -> tuple[str, ...]:
    """Day, time and place as those who have places may read it; the exact place at risk is told by the office alone."""
    where = ", ".join(part for part in shown_place(event, signed=True) if part)
    told = (*_moment(event), gettext("Wo: {place}").format(place=where))
    return (*told, gettext("Den genauen Ort nennt Ihnen die Koordinierungsstelle.")) if event.at_risk else told


def _to_signed_up(recipient: str, event: Event, subject: str, *paragraphs: str) -> Letter:
    """A mail to somebody who signed up, with the way to change or cancel."""
    return Letter(
        recipient=recipient,
        subject=subject.format(title=event.title),
        paragraphs=paragraphs,
        link=_portal(event, "change_sign_up"),
        link_text=gettext("Ändern oder absagen"),
    )


def _sign(code: str) -> str:
    return gettext("Mit diesem Zeichen können Sie ändern oder absagen: {code}").format(code=code)


@german
def signed_up(recipient: str, event: Event, code: str) -> Letter:
    """The places are kept: where and when, and the code to change or cancel."""
    return _to_signed_up(
        recipient,
        event,
        gettext("Ihre Plätze: {title}"),
        gettext("Ihre Plätze sind gesichert."),
        *_when_and_where(event),
        _sign(code),
        gettext("Ihre Adresse löschen wir am Tag nach der Veranstaltung."),
    )


@german
def waiting(recipient: str, event: Event, code: str) -> Letter:
    """Full for now; word comes when places get free."""
    return _to_signed_up(
        recipient,
        event,
        gettext("Warteliste: {title}"),
        gettext("Gerade sind alle Plätze vergeben. Sie stehen auf der Warteliste."),
        *_moment(event),
        gettext("Werden Plätze frei, schreiben wir Ihnen sofort."),
        _sign(code),
    )


@german
def moved_up(recipient: str, event: Event) -> Letter:
    """Somebody cancelled: the waiting ones have their places now."""
    return _to_signed_up(
        recipient,
        event,
        gettext("Plätze frei geworden: {title}"),
        gettext("Sie haben jetzt Ihre Plätze."),
        *_when_and_where(event),
        gettext("Können Sie doch nicht? Bitte sagen Sie mit Ihrem Zeichen ab, dann rückt jemand nach."),
        gettext("Ihr Zeichen steht in der E-Mail „Warteliste“."),
    )


@german
def reminder(recipient: str, event: Event) -> Letter:
    """The day before."""
    return _to_signed_up(recipient, event, gettext("Morgen: {title}"), *_when_and_where(event))


@german
def changed(recipient: str, event: Event) -> Letter:
    """Day, time or place are others now."""
    words = gettext("Zeit oder Ort haben sich geändert.")
    return _to_signed_up(recipient, event, gettext("Geändert: {title}"), words, *_when_and_where(event))


@german
def cancelled(recipient: str, event: Event) -> Letter:
    """The event does not take place."""
    return Letter(
        recipient=recipient,
        subject=gettext("Fällt aus: {title}").format(title=event.title),
        paragraphs=(
            gettext("Die Veranstaltung fällt aus."),
            *_moment(event),
            event.cancelled_because,
            gettext("Ihre Adresse haben wir gelöscht."),
        ),
    )


@german
def invitation(recipient: str, event: Event) -> Letter:
    """An invitation for somebody who agreed to be invited; of the place only the town."""
    forget = settings.AKTIONSPLAN_ADDRESS + reverse("visitor:forget_contact", args=[event.partnership.slug])
    return Letter(
        recipient=recipient,
        subject=gettext("Einladung: {title}").format(title=event.title),
        paragraphs=(
            gettext("Sie haben uns gesagt, dass Sie mitmachen möchten. Wir laden Sie herzlich ein."),
            *_moment(event),
            gettext("Wo: {place}").format(place=event.town),
            gettext("Keine Einladungen mehr? Hier ziehen Sie Ihre Einwilligung zurück: {address}").format(
                address=forget
            ),
        ),
        link=_portal(event),
        link_text=gettext("Ansehen und anmelden"),
    )


@german
def idea_answered(recipient: str, title: str, answer: str) -> Letter:
    """What became of an idea."""
    return Letter(
        recipient=recipient,
        subject=gettext("Ihre Idee: {title}").format(title=title),
        paragraphs=(answer,),
    )


@german
def comment_answered(comment: Comment) -> Letter:
    """What became of a comment: to which paragraph it was said, whether it was taken over, and why; with the way to the draft."""
    place = comment.about_title
    if comment.place_number:
        place = gettext("{title}, Absatz {number}").format(title=place, number=comment.place_number)
    word = rules.VERDICTS_ON_COMMENTS.get(comment.verdict)
    paragraphs = (
        gettext("Sie haben geschrieben: {text}").format(text=comment.text[:300]),
        gettext("Zu: {place}").format(place=place),
        *((gettext("Ergebnis: {word}").format(word=gettext(word)),) if word else ()),
        comment.answer,
    )
    shown = (
        {}
        if comment.state == "refused"
        else {
            "link": settings.AKTIONSPLAN_ADDRESS + reverse("portal:plan_draft", args=[comment.partnership.slug]),
            "link_text": gettext("Den Entwurf und alle Antworten ansehen"),
        }
    )
    return Letter(
        recipient=comment.email, subject=gettext("Antwort auf Ihren Kommentar"), paragraphs=paragraphs, **shown
    )


@german
def ballot_code(recipient: str, title: str, code: str) -> Letter:
    """The code for a vote on ideas."""
    return Letter(
        recipient=recipient,
        subject=gettext("Ihr Code für die Abstimmung: {title}").format(title=title),
        paragraphs=(
            gettext("Mit diesem Code stimmen Sie ab: {code}").format(code=code),
            gettext(
                "Bis zum letzten Tag können Sie Ihre Stimme damit ändern. Welcher Code zu welcher "
                "Adresse gehört, halten wir nicht fest; den Inhalt dieser E-Mail löschen wir, sobald sie verschickt ist."
            ),
            gettext("Waren Sie das nicht? Dann müssen Sie nichts tun."),
        ),
    )


@german
def no_second_code(recipient: str, title: str) -> Letter:
    """Somebody asked again for a code with an address that had one."""
    return Letter(
        recipient=recipient,
        subject=gettext("Kein zweiter Code: {title}").format(title=title),
        paragraphs=(
            gettext(
                "Für Ihre Adresse wurde schon ein Code verschickt. Jede Adresse bekommt einen, egal wie sie geschrieben ist."
            ),
            gettext("Sehen Sie bitte in Ihrem Postfach nach, auch unter Spam."),
        ),
    )
