"""Forms of registered fields: what is typed twice, what somebody else has saved meanwhile, how a component shows a field."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.fields import LISTS, CheckField, PickField, PicksField, SeenField, invalid, words_of
from aktionsplan.shared.words import Problem


class ShownField(forms.BoundField):
    """A field that its component can ask how it wants to be shown."""

    @property
    def is_choices(self) -> bool:
        """Several ticks."""
        return isinstance(self.field, PicksField)

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
    conflict: list[tuple[str, str, str]] | None = None
    """What somebody else has saved meanwhile (`meanwhile`), for the page."""
    NEEDED_LATER: frozenset[str] = frozenset()
    """Fields that may be empty now and are asked for later or in some cases."""

    @property
    def error_count(self) -> int:
        """How many fields (and the form itself) have something wrong."""
        return len(self.errors)

    def __init__(self, *positional: Any, of: Mapping[str, Any] | None = None, **options: Any) -> None:
        """`of` are the stored values of the thing that the form changes; it begins with them and carries their mark."""
        options.setdefault("label_suffix", "")
        if of is not None:
            options["initial"] = {**of, **options.get("initial", {}), "seen": seal(of)}
        super().__init__(*positional, **options)
        if of is not None:
            self.fields["seen"] = SeenField()

    def offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Sets what a field lets one pick from, in words that people wrote."""
        self.fields[name].widget.marked = False
        setattr(self.fields[name], "choices", choices)  # noqa: B010 -- Django's base field does not know choices

    def in_words(self, name: str, value: Any) -> str:
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

    def meanwhile(self, stored: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        """Label, typed and stored value of every field that somebody else has saved otherwise meanwhile.

        The form now stands on what is stored: sent once more, it saves what is typed.
        """
        known = {name: value for name, value in stored.items() if name in self.fields}
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        if "seen" in self.fields:
            data[self.add_prefix("seen")] = seal(stored)
        if "version" in known:
            data[self.add_prefix("version")] = str(known.pop("version"))
        self.data = data
        return self._compared(known)

    def _compared(self, stored: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        pairs = [
            (
                str(self.fields[name].label),
                self.in_words(name, self.cleaned_data.get(name)),
                self.in_words(name, value),
            )
            for name, value in stored.items()
        ]
        return [pair for pair in pairs if pair[1] != pair[2]]

    def add_problem(self, problem: Problem) -> None:
        """Shows a refusal at its field, or above the form."""
        self.add_error(problem.field_name if problem.field_name in self.fields else None, invalid(problem))

    def clean(self) -> dict[str, Any]:
        """Refuses the same single field sent twice."""
        data = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            if not isinstance(field, LISTS) and hasattr(self.data, "getlist") and len(self.data.getlist(key)) > 1:
                self.add_error(name, ValidationError(gettext("Diese Angabe kam doppelt an."), code="double"))
        return data
