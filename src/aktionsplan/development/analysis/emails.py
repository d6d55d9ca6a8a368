"""Mails to those who reported something and left an address."""

from django.utils.translation import gettext

from aktionsplan.shared.mail.operations import Letter, german


@german
def question(recipient: str, text: str) -> Letter:
    """A question of the office about a report."""
    return Letter(
        recipient=recipient,
        subject=gettext("Eine Frage zu Ihrer Meldung"),
        paragraphs=(
            gettext("Sie haben uns einen Vorfall gemeldet. Dazu haben wir eine Frage:"),
            text,
            gettext("Schreiben Sie uns an die Adresse unter dieser E-Mail. Nennen Sie bitte keine Namen."),
        ),
    )


@german
def answer(recipient: str, text: str) -> Letter:
    """What became of a report."""
    return Letter(
        recipient=recipient,
        subject=gettext("Ihre Meldung ist bearbeitet"),
        paragraphs=(text, gettext("Ihre E-Mail-Adresse haben wir jetzt gelöscht.")),
    )
