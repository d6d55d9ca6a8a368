"""Mails to those who signed up for an event or sent an idea and left an address."""

import datetime as dt

from django.utils.translation import gettext

from aktionsplan.shared.mail.operations import Letter, german
from aktionsplan.shared.periods import BERLIN, german_day


def _when(starts_at: dt.datetime) -> str:
    local = starts_at.astimezone(BERLIN)
    return gettext("{day}, {time} Uhr").format(day=german_day(local.date()), time=f"{local:%H:%M}")


@german
def signed_up(recipient: str, title: str, starts_at: dt.datetime, place: str, code: str) -> Letter:
    """The places are kept: where and when, and the code to change or cancel."""
    return Letter(
        recipient=recipient,
        subject=gettext("Ihre Plätze: {title}").format(title=title),
        paragraphs=(
            gettext("Ihre Plätze sind gesichert."),
            gettext("Wann: {when}").format(when=_when(starts_at)),
            gettext("Wo: {place}").format(place=place),
            gettext("Mit diesem Zeichen können Sie ändern oder absagen: {code}").format(code=code),
            gettext("Ihre Adresse löschen wir am Tag nach der Veranstaltung."),
        ),
    )


@german
def waiting(recipient: str, title: str, code: str) -> Letter:
    """Full for now; word comes when places get free."""
    return Letter(
        recipient=recipient,
        subject=gettext("Warteliste: {title}").format(title=title),
        paragraphs=(
            gettext("Gerade sind alle Plätze vergeben. Sie stehen auf der Warteliste."),
            gettext("Werden Plätze frei, schreiben wir Ihnen sofort."),
            gettext("Mit diesem Zeichen können Sie ändern oder absagen: {code}").format(code=code),
        ),
    )


@german
def moved_up(recipient: str, title: str, starts_at: dt.datetime, place: str) -> Letter:
    """Somebody cancelled: the waiting ones have their places now."""
    return Letter(
        recipient=recipient,
        subject=gettext("Plätze frei geworden: {title}").format(title=title),
        paragraphs=(
            gettext("Sie haben jetzt Ihre Plätze."),
            gettext("Wann: {when}").format(when=_when(starts_at)),
            gettext("Wo: {place}").format(place=place),
            gettext("Können Sie doch nicht? Bitte sagen Sie mit Ihrem Zeichen ab, dann rückt jemand nach."),
        ),
    )


@german
def reminder(recipient: str, title: str, starts_at: dt.datetime, place: str) -> Letter:
    """The day before."""
    return Letter(
        recipient=recipient,
        subject=gettext("Morgen: {title}").format(title=title),
        paragraphs=(
            gettext("Wann: {when}").format(when=_when(starts_at)),
            gettext("Wo: {place}").format(place=place),
        ),
    )


@german
def changed(recipient: str, title: str, starts_at: dt.datetime, place: str) -> Letter:
    """Day, time or place are others now."""
    return Letter(
        recipient=recipient,
        subject=gettext("Geändert: {title}").format(title=title),
        paragraphs=(
            gettext("Zeit oder Ort haben sich geändert."),
            gettext("Wann: {when}").format(when=_when(starts_at)),
            gettext("Wo: {place}").format(place=place),
        ),
    )


@german
def cancelled(recipient: str, title: str, reason: str) -> Letter:
    """The event does not take place."""
    return Letter(
        recipient=recipient,
        subject=gettext("Fällt aus: {title}").format(title=title),
        paragraphs=(gettext("Die Veranstaltung fällt aus."), reason, gettext("Ihre Adresse haben wir gelöscht.")),
    )


@german
def invitation(recipient: str, title: str, starts_at: dt.datetime, town: str) -> Letter:
    """An invitation for somebody who agreed to be invited; of the place only the town."""
    return Letter(
        recipient=recipient,
        subject=gettext("Einladung: {title}").format(title=title),
        paragraphs=(
            gettext("Sie haben uns gesagt, dass Sie mitmachen möchten. Wir laden Sie herzlich ein."),
            gettext("Wann: {when}").format(when=_when(starts_at)),
            gettext("Wo: {place}").format(place=town),
            gettext("Anmelden können Sie sich im Portal unter Termine."),
            gettext("Ihre Einwilligung können Sie dort unter Mitmachen jederzeit zurückziehen."),
        ),
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
def ballot_code(recipient: str, title: str, code: str) -> Letter:
    """The code for a vote on ideas."""
    return Letter(
        recipient=recipient,
        subject=gettext("Ihr Code für die Abstimmung: {title}").format(title=title),
        paragraphs=(
            gettext("Mit diesem Code stimmen Sie ab: {code}").format(code=code),
            gettext(
                "Bis zum letzten Tag können Sie Ihre Stimme damit ändern. Niemand kann Code und Adresse verbinden, auch wir nicht."
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
