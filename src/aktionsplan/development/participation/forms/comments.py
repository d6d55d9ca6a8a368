"""Forms about comments."""

from django.utils.translation import gettext_lazy

from aktionsplan.development.participation import rules
from aktionsplan.shared.fields import LineField, MailField, RadioField, TextField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.visitors import ProvedForm


class CommentForm(PlainForm):
    """What somebody inside says to a thing."""

    text = TextField(label=gettext_lazy("Ihr Kommentar"), limit=2000)


class SendCommentForm(ProvedForm):
    """What anybody says to a paragraph."""

    text = TextField(
        label=gettext_lazy("Ihr Kommentar zu diesem Absatz"),
        limit=2000,
        help_text=gettext_lazy("Bitte keine Namen von anderen."),
    )
    signature = LineField(
        label=gettext_lazy("Wer schreibt?"),
        limit=120,
        required=False,
        help_text=gettext_lazy("Zum Beispiel „Mutter aus den Heidedörfern“. So steht es öffentlich."),
    )
    email = MailField(
        label=gettext_lazy("Wohin sollen wir antworten?"),
        required=False,
        help_text=gettext_lazy("Nur für die Antwort. Danach löschen wir die Adresse."),
    )


class AnswerCommentForm(PlainForm):
    """What becomes of a comment."""

    verdict = RadioField(label=gettext_lazy("Was wird daraus?"), choices=rules.VERDICTS_ON_COMMENTS.items())
    answer = TextField(
        label=gettext_lazy("Unsere Antwort"),
        limit=1000,
        help_text=gettext_lazy("Ein bis drei Sätze, die alle lesen: wo steht es jetzt, oder warum nicht?"),
    )
    answered_in = LineField(
        label=gettext_lazy("Wo steht es jetzt?"),
        limit=40,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: Entwurf 0.5, Absatz 7.1"),
    )


class RefuseCommentForm(PlainForm):
    """Why a comment is not shown."""

    answer = TextField(
        label=gettext_lazy("Warum wird der Kommentar nicht gezeigt?"),
        limit=600,
        help_text=gettext_lazy("Wer eine Adresse hinterlassen hat, bekommt diesen Satz."),
    )
