"""Forms about agreed steps."""

from django.utils.translation import gettext, gettext_lazy

from aktionsplan.shared.fields import DayField, LineField, PickField, TextField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Option


class FollowUpForm(PlainForm):
    """Who does what by when."""

    title = LineField(label=gettext_lazy("Was ist zu tun?"), limit=120)
    owner = PickField(label=gettext_lazy("Wer macht das?"))
    due = DayField(label=gettext_lazy("Bis wann?"), required=False)
    text = TextField(label=gettext_lazy("Mehr dazu"), limit=1000, required=False)
    effect = LineField(
        label=gettext_lazy("Was ist danach anders?"),
        limit=300,
        required=False,
        help_text=gettext_lazy("Ein Satz. Daran sieht man später, ob es geholfen hat."),
    )
    effect_on = DayField(label=gettext_lazy("Wann sehen wir nach?"), required=False)

    def __init__(self, *positional: Option, owners: list[tuple[str, str]], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("owner", [("", gettext("Bitte wählen")), *owners])


class FinishForm(PlainForm):
    """What came of a step."""

    result = TextField(label=gettext_lazy("Was kam dabei heraus?"), limit=1000, required=False)


class ReasonForm(PlainForm):
    """Why a step is not done."""

    reason = TextField(label=gettext_lazy("Warum nicht?"), limit=300)


class BlockForm(PlainForm):
    """Why a step is stuck."""

    reason = TextField(label=gettext_lazy("Woran hängt es?"), limit=300)
    helps = TextField(label=gettext_lazy("Was würde helfen?"), limit=300, required=False)
