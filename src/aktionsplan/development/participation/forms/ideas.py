"""Forms about ideas."""

from django.forms import HiddenInput
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.development.participation.forms.events import Pairs
from aktionsplan.shared.codes import new_code
from aktionsplan.shared.fields import LineField, MailField, PickField, TextField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option
from aktionsplan.shared.visitors import ProvedForm, VisitorForm


class IdeaForm(PlainForm):
    """An idea as the office writes it down."""

    title = LineField(label=gettext_lazy("Ihre Idee in einem Satz"), limit=120)
    text = TextField(label=gettext_lazy("Was genau?"), limit=1500, required=False)
    place = PickField(label=gettext_lazy("Wo?"), required=False)
    theme = PickField(label=gettext_lazy("Thema"), required=False)

    def __init__(self, *positional: Option, places: Pairs, themes: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("place", [("", gettext("überall")), *places])
        self.offer("theme", [("", gettext("weiß ich nicht")), *themes])


class SendIdeaForm(ProvedForm):
    """An idea of anybody; the code comes with the empty form, so that a double click shows the same."""

    sign = LineField(required=False, limit=40, widget=HiddenInput)
    title = LineField(label=gettext_lazy("Ihre Idee in einem Satz"), limit=120)
    text = TextField(
        label=gettext_lazy("Was genau?"),
        limit=1500,
        required=False,
        help_text=gettext_lazy("Bitte keine Namen von anderen Menschen."),
    )
    place = PickField(label=gettext_lazy("Wo?"), required=False)
    theme = PickField(label=gettext_lazy("Thema"), required=False)
    email = MailField(
        label=gettext_lazy("Wohin sollen wir antworten?"),
        required=False,
        help_text=gettext_lazy("Nur für die Antwort. Danach löschen wir die Adresse."),
    )

    def __init__(self, *positional: Option, places: Pairs, themes: Pairs, **options: Option) -> None:
        super().__init__(*positional, initial={"sign": new_code()}, **options)
        self.offer("place", [("", gettext("überall")), *places])
        self.offer("theme", [("", gettext("weiß ich nicht")), *themes])

    def clean(self) -> Fields:
        """The words of the idea together."""
        data = super().clean()
        fields = {name: data.pop(name, "") for name in ("title", "text", "place", "theme")}
        return data | {"fields": fields}


class IdeaCodeForm(VisitorForm):
    """The code of an idea."""

    sign = LineField(label=gettext_lazy("Ihr Zeichen"), limit=40)


class AnswerIdeaForm(PlainForm):
    """What the office says about an idea."""

    answer = TextField(
        label=gettext_lazy("Ihre Antwort"), limit=600, help_text=gettext_lazy("Das lesen alle im Portal.")
    )


class RefuseIdeaForm(PlainForm):
    """Why the portal does not show an idea."""

    answer = TextField(
        label=gettext_lazy("Warum nicht?"),
        limit=600,
        help_text=gettext_lazy("Liest nur, wer die Idee geschickt hat."),
    )
