"""Forms about bodies, seats and rules of procedure."""

from collections.abc import Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.bodies import rules
from aktionsplan.partnership.rules import procedure
from aktionsplan.people.models import Account
from aktionsplan.shared.fields import NOT_YET, CheckField, DayField, LineField, MailField, NumberField, PickField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option, Value
from aktionsplan.shared.words import mark


class BodyForm(PlainForm):
    """A body."""

    kind = PickField(label=gettext_lazy("Art"), choices=list(rules.BODY_KINDS.items()))
    name = LineField(label=gettext_lazy("Name"), limit=100)


class SeatForm(PlainForm):
    """A seat."""

    group = LineField(label=gettext_lazy("Gruppe oder Einrichtung"), limit=100)
    side = PickField(label=gettext_lazy("Seite"), choices=list(rules.SIDES.items()))
    voting = CheckField(label=gettext_lazy("Der Sitz hat eine Stimme"), required=False, initial=True)


class AppointForm(PlainForm):
    """A person on a seat."""

    capacity = PickField(label=gettext_lazy("Als"), choices=list(rules.CAPACITIES.items()))
    name = LineField(label=gettext_lazy("Name"), limit=80)
    email = MailField(label=gettext_lazy("E-Mail"), help_text=gettext_lazy("Damit bekommt die Person einen Zugang."))
    appointment = LineField(label=gettext_lazy("Wer hat wann berufen?"), limit=200)
    until = DayField(
        label=gettext_lazy("Amtszeit endet am"),
        help_text=gettext_lazy("Ab diesem Tag gehört der Person der Sitz nicht mehr. Leer: ohne festes Ende."),
        required=False,
    )


class HandOverForm(PlainForm):
    """Who follows on a seat."""

    name = LineField(label=gettext_lazy("Name"), limit=80)
    email = MailField(label=gettext_lazy("E-Mail"), help_text=gettext_lazy("Damit bekommt die Person einen Zugang."))
    appointment = LineField(label=gettext_lazy("Wer hat wann berufen?"), limit=200)
    until = DayField(
        label=gettext_lazy("Amtszeit endet am"),
        help_text=gettext_lazy("Ab diesem Tag gehört der Person der Sitz nicht mehr. Leer: ohne festes Ende."),
        required=False,
    )


class SecrecyForm(PlainForm):
    """The commitment to secrecy."""

    on = DayField(label=gettext_lazy("Verpflichtet am"))
    note = LineField(label=gettext_lazy("Wo liegt die Niederschrift darüber?"), limit=200)


class FunctionForm(PlainForm):
    """Who leads the body or writes its minutes."""

    function = PickField(label=gettext_lazy("Aufgabe"), choices=list(rules.FUNCTIONS.items()))
    account = PickField(label=gettext_lazy("Wer?"), choices=[])

    def __init__(self, *positional: Option, people: dict[str, Account], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("account", [NOT_YET, *((key, account.name) for key, account in people.items())])


class FundBodyForm(PlainForm):
    """Which fund the body is asked about."""

    code = PickField(label=gettext_lazy("Fonds"), choices=[])
    binding = PickField(
        label=gettext_lazy("Was tut das Gremium?"),
        choices=[
            ("0", gettext_lazy("Es empfiehlt, das Amt entscheidet")),
            ("1", gettext_lazy("Es entscheidet selbst")),
        ],
    )

    def __init__(self, *positional: Option, funds: dict[str, str], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("code", [NOT_YET, *funds.items()])


TRIAL = {"seats": 13, "present": 9, "recused": 0, "yes": 5, "no": 3, "abstain": 1}


class TrialForm(PlainForm):
    """Numbers to try the rules with; nothing is stored."""

    profile = PickField(
        label=gettext_lazy("Mit welchen Regeln?"),
        required=False,
        choices=[("", mark("die geltenden")), *((k, word) for k, (word, _v) in procedure.PROFILES.items())],
    )
    seats = NumberField(label=gettext_lazy("Sitze"), least=1, most=200)
    present = NumberField(label=gettext_lazy("Davon da und stimmberechtigt"), most=200)
    recused = NumberField(label=gettext_lazy("Davon befangen"), most=200)
    yes = NumberField(label=gettext_lazy("Ja"), most=200)
    no = NumberField(label=gettext_lazy("Nein"), most=200)
    abstain = NumberField(label=gettext_lazy("Enthaltungen"), most=200)

    def clean(self) -> Fields:
        """Refuses numbers that cannot be."""
        data = super().clean()
        if self.errors:
            return data
        if data["present"] + data["recused"] > data["seats"]:
            raise ValidationError({"present": gettext("Das sind mehr Personen als Sitze.")})
        if data["yes"] + data["no"] + data["abstain"] > data["present"]:
            raise ValidationError({"yes": gettext("Das sind mehr Stimmen als Anwesende.")})
        return data

    def verdict(self, values: Mapping[str, Value]) -> rules.Verdict:
        """What the rules say to these numbers."""
        data = self.cleaned_data
        used = procedure.profile_values(data["profile"]) if data["profile"] else values
        missing = data["seats"] - data["present"] - data["recused"]
        words = ["member"] * data["present"] + ["recused"] * data["recused"] + ["absent"] * missing
        chairs = [rules.RollSeat(str(n), "civil", word, linked=False) for n, word in enumerate(words)]
        counts = {name: data[name] for name in ("yes", "no", "abstain")}
        verdict = rules.decide(chairs=chairs, motion="adopt", values=used, text=gettext("Probe"), **counts)
        rule = f"{gettext(procedure.MAJORITIES[used['majority']])}, {used['majority_paragraph']}"
        return replace(verdict, rule_text=rule)
