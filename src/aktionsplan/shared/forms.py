"""Forms of registered fields: what is typed twice, what somebody else has saved meanwhile, how a component shows a field."""

from collections.abc import Mapping, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext

from aktionsplan.shared.conflicts import mark_of, marks, seal
from aktionsplan.shared.fields import (
    LISTS,
    CheckField,
    PickField,
    PicksField,
    RadioField,
    SeenField,
    invalid,
    words_of,
)
from aktionsplan.shared.kinds import Fields, Option, Value
from aktionsplan.shared.words import Problem


class ShownField(forms.BoundField):
    """A field that its component can ask how it wants to be shown."""

    @property
    def is_choices(self) -> bool:
        """Several ticks, or one of a few in sight."""
        return isinstance(self.field, PicksField | RadioField)

    @property
    def choice_type(self) -> str:
        """How one of the choices is taken."""
        return "radio" if isinstance(self.field, RadioField) else "checkbox"

    @property
    def is_free(self) -> bool:
        """May stay empty for good; a draft may leave out what is needed before it is sent, or only in some cases."""
        return not self.field.required and self.name not in self.form.NEEDED_LATER  # type: ignore[attr-defined]

    @property
    def is_check(self) -> bool:
        """One tick."""
        return isinstance(self.field, CheckField)


class PlainForm(forms.Form):
    """A form of registered fields; a repeated single field or an unknown type is refused."""

    use_required_attribute = False
    bound_field_class = ShownField
    _seen = ""
    conflict: list[tuple[str, str, str]] | None = None
    """What somebody else has saved meanwhile (`meanwhile`), for the page."""
    NEEDED_LATER: frozenset[str] = frozenset()
    """Fields that may be empty now and are asked for later or in some cases."""

    @property
    def error_count(self) -> int:
        """How many fields (and the form itself) have something wrong."""
        return len(self.errors)

    def __init__(self, *positional: Option, of: Mapping[str, Value] | None = None, **options: Option) -> None:
        """`of` are the stored values of the thing that the form changes; it begins with them and carries their mark.

        A form with a version carries the marks of its `initial` values (`known`), to say who has changed what.
        """
        options.setdefault("label_suffix", "")
        start = options.get("initial") or {}
        if of is not None:
            options["initial"] = {**of, **start, "seen": seal(of)}
        versioned = of is None and "version" in self.base_fields and "version" in start
        if versioned:
            options["initial"] = {**start, "known": seal({name: v for name, v in start.items() if name != "version"})}
        super().__init__(*positional, **options)
        if of is not None:
            self.fields["seen"] = SeenField()
        elif versioned:
            self.fields["known"] = SeenField()

    def offer(self, name: str, choices: Sequence[tuple[str, str | Promise]]) -> None:
        """Sets what a field lets one pick from, in words that people wrote."""
        self.fields[name].widget.marked = False
        setattr(self.fields[name], "choices", choices)  # noqa: B010 -- Django's base field does not know choices

    def in_words(self, name: str, value: Value) -> str:
        """A value of the field as somebody reads it: the word of a choice, a sum, a day, yes or no."""
        field = self.fields[name]
        if value in (None, "", []):
            return "–"
        if isinstance(value, bool):
            return gettext("ja") if value else gettext("nein")
        if isinstance(field, PickField | PicksField):
            chosen = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
            return ", ".join(gettext(str(text)) for key, text in words_of(field) if str(key) in chosen) or "–"
        return str(field.prepare_value(value))

    def meanwhile(self, stored: Mapping[str, Value]) -> list[tuple[str, str, str]]:
        """Label, typed and stored value of every field that somebody else has saved otherwise meanwhile.

        The form now stands on what is stored: what was not touched here takes the stored value; sent once more, the form
        saves what is typed.
        """
        known = {name: value for name, value in stored.items() if name in self.fields}
        self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        before = marks(self._seen)
        for name, value in (
            ("seen", seal(stored)),
            ("known", seal({n: v for n, v in known.items() if n != "version"})),
        ):
            if name in self.fields:
                self._put(name, value)
        if "version" in known:
            self._put("version", known.pop("version"))
        rows = [self._compared(name, value, before.get(name, "")) for name, value in known.items()]
        return [row for row in rows if row is not None]

    def _compared(self, name: str, stored: Value, before: str) -> tuple[str, str, str] | None:
        """The field for the table of both versions, if somebody else changed it and it is not the same as here."""
        typed, label = self.cleaned_data.get(name), str(self.fields[name].label)
        if mark_of(stored) == before or self.in_words(name, typed) == self.in_words(name, stored):
            return None
        if before and mark_of(typed) == before:
            self._put(name, stored)
            return label, gettext("nicht geändert; übernommen wird das Gespeicherte"), self.in_words(name, stored)
        return label, self.in_words(name, typed), self.in_words(name, stored)

    def _put(self, name: str, value: Value) -> None:
        """The value into the sent data, as the field's own page would send it."""
        shown = self.fields[name].prepare_value(value)
        several = shown if isinstance(shown, list | tuple) else [shown]
        chosen = ["on" if one is True else str(one) for one in several if one not in (None, False)]
        self.data.setlist(self.add_prefix(name), chosen)  # type: ignore[attr-defined]  # a QueryDict

    def add_problem(self, problem: Problem) -> None:
        """Shows a refusal at its field, or above the form."""
        self.add_error(problem.field_name if problem.field_name in self.fields else None, invalid(problem))

    def clean(self) -> Fields:
        """Refuses the same single field sent twice."""
        data = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            if not isinstance(field, LISTS) and hasattr(self.data, "getlist") and len(self.data.getlist(key)) > 1:
                self.add_error(name, ValidationError(gettext("Diese Angabe kam doppelt an."), code="double"))
        self._seen = data.get("seen", "") or data.pop("known", "")
        return data
