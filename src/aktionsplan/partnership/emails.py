"""Mails of the town itself."""

from django.utils.translation import gettext

from aktionsplan.shared.mail.operations import Letter, german


@german
def barrier(recipient: str, text: str, email: str) -> Letter:
    """What a visitor of the portal cannot use, for the office."""
    answer = (
        gettext("Antwort erbeten an: {email}").format(email=email)
        if email
        else gettext("Eine Antwort ist nicht möglich: Es wurde keine Adresse angegeben.")
    )
    return Letter(
        recipient=recipient,
        subject=gettext("Barriere im Portal gemeldet"),
        paragraphs=(gettext("Jemand hat im Portal eine Barriere gemeldet:"), text, answer),
    )
