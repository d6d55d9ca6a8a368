"""Forms about themes and series."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext, gettext_lazy

from aktionsplan.development.analysis import imports, queries, rules
from aktionsplan.development.analysis.models import Series
from aktionsplan.development.analysis.rules.catalogue import CATALOGUE
from aktionsplan.shared.fields import CheckField, DayField, LineField, PickField, PicksField, TextField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option
from aktionsplan.shared.saying import said
from aktionsplan.shared.words import Problem, Refused, mark

Pairs = list[tuple[str, str]]


class ThemeForm(PlainForm):
    """A theme."""

    name = LineField(
        label=gettext_lazy("Kurzer Name"), limit=40, help_text=gettext_lazy("Zum Beispiel: Hass und Gewalt")
    )
    title = LineField(label=gettext_lazy("Voller Name"), limit=120, required=False)
    field = PickField(label=gettext_lazy("Feld"), choices=[("", gettext_lazy("Bitte wählen")), *rules.FIELDS.items()])


def _where(places: Pairs) -> Pairs:
    named = [(key, word) for key, word in rules.AREAS.items() if key not in rules.OWN_AREAS]
    return [("", gettext("Bitte wählen")), *places, *((key, gettext(word)) for key, word in named)]


class SeriesForm(PlainForm):
    """A series of figures and where they come from."""

    name = LineField(label=gettext_lazy("Was wird gezählt?"), limit=120)
    unit = LineField(label=gettext_lazy("Einheit"), limit=40, help_text=gettext_lazy("Zum Beispiel: Fälle, Prozent"))
    kind = PickField(label=gettext_lazy("Art der Zahl"), choices=rules.KINDS.items())
    numerator = LineField(
        label=gettext_lazy("Bei einem Anteil: was ist der Zähler?"),
        limit=120,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: Zweitstimmen für extrem rechte Parteien"),
    )
    denominator = LineField(
        label=gettext_lazy("Bei einem Anteil: was ist der Nenner?"),
        limit=120,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: gültige Zweitstimmen"),
    )
    theme = PickField(label=gettext_lazy("Thema"), required=False)
    place = PickField(label=gettext_lazy("Für welches Gebiet?"))
    area_name = LineField(label=gettext_lazy("Name des Gebiets, wenn es nicht unseres ist"), limit=80, required=False)
    source = LineField(label=gettext_lazy("Wer hat die Zahlen veröffentlicht?"), limit=200)
    licence = LineField(label=gettext_lazy("Lizenz"), limit=120, required=False)
    address = LineField(label=gettext_lazy("Adresse der Quelle im Netz"), limit=500, required=False)
    retrieved_on = DayField(label=gettext_lazy("Abgerufen am"), required=False)
    rhythm = PickField(label=gettext_lazy("Wie oft kommen neue Zahlen?"), choices=rules.RHYTHMS.items())
    owner = LineField(label=gettext_lazy("Wer kümmert sich?"), limit=120, required=False)
    inhabitants = PickField(label=gettext_lazy("Je 1.000 Menschen aus der Reihe"), required=False)
    comparability = TextField(label=gettext_lazy("Was muss man beim Vergleichen wissen?"), limit=800, required=False)
    zero_is_little = CheckField(
        label=gettext_lazy(
            "In dieser Quelle heißt 0: mehr als nichts, aber weniger als die Hälfte der kleinsten Einheit"
        ),
        required=False,
    )
    dash_means = PickField(
        label=gettext_lazy("Ein Strich heißt in dieser Quelle"), choices=rules.DASH_MEANINGS.items(), required=False
    )
    dot_means = PickField(
        label=gettext_lazy("Ein Punkt heißt in dieser Quelle"), choices=rules.DOT_MEANINGS.items(), required=False
    )
    NEEDED_LATER = frozenset({"area_name", "numerator", "denominator"})

    def __init__(self, *positional: Option, themes: Pairs, places: Pairs, others: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("theme", [("", gettext("keins")), *themes])
        self.offer("place", _where(places))
        self.offer("inhabitants", [("", gettext("keine")), *others])


class CatalogueForm(PlainForm):
    """Series of the catalogue for one place."""

    names = PicksField(
        label=gettext_lazy("Welche Reihen?"), choices=[(key, row.name) for key, row in CATALOGUE.items()]
    )
    place = PickField(label=gettext_lazy("Für welches Gebiet?"))

    def __init__(self, *positional: Option, places: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("place", [("", gettext("Bitte wählen")), *places, ("all", gettext(rules.AREAS["all"]))])


class EndForm(PlainForm):
    """Why no new figures are expected."""

    reason = TextField(label=gettext_lazy("Warum endet die Reihe?"), limit=400)


class GridForm(PlainForm):
    """Figures of several series and years, each cell as it was typed."""

    def __init__(
        self, *positional: Option, rows: Sequence[Series], years: Sequence[int], breaks: bool, **options: Option
    ) -> None:
        super().__init__(*positional, **options)
        self.rows, self.years, self.breaks = rows, years, breaks
        for row in rows:
            for year in years:
                self.fields[queries.cell_name(row.key, year)] = LineField(
                    label=f"{row.name} {year}", limit=40, required=False
                )
                if breaks:
                    self.fields[queries.break_name(row.key, year)] = LineField(
                        label=gettext("{year}: nicht vergleichbar mit früher, weil").format(year=year),
                        limit=200,
                        required=False,
                    )

    def clean(self) -> Fields:
        """Reads each cell; what is no figure is said at its place."""
        data = super().clean()
        entries = {}
        for row in self.rows:
            for year in self.years:
                note = data.get(queries.break_name(row.key, year)) if self.breaks else None
                name = queries.cell_name(row.key, year)
                kept = bool(data.get(name)) and data[name] == self.initial.get(name)
                entries[row.key, year] = queries.Entry(None if kept else self._cell(row, year, data), note, kept)
        return {"entries": entries, "seen": data.get("seen", "")}

    def _cell(self, row: Series, year: int, data: Fields) -> rules.Cell | None:
        name = queries.cell_name(row.key, year)
        whole = row.kind == "count"
        try:
            return rules.read_cell(
                data.get(name) or "",
                whole=whole,
                share=row.kind == "share",
                zero_is_little=row.zero_is_little,
                meanings=row.meanings,
            )
        except Refused as refused:
            self.add_problem(replace(refused.problem, field_name=name))
            return None

    def in_words(self, name: str, value: object) -> str:
        """A cell as it was typed."""
        return str(value or "–")


class BlockForm(PlainForm):
    """A block copied from a spreadsheet: years above, series below each other."""

    block = TextField(
        label=gettext_lazy("Block aus einer Tabelle"),
        limit=100_000,
        help_text=gettext_lazy("Oben die Jahre, links der Name der Reihe, wie er hier steht. Kopieren und einfügen."),
    )

    def __init__(self, *positional: Option, rows: Sequence[Series], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.rows = rows

    def clean(self) -> Fields:
        """Reads the block; what cannot be read or belongs to no series is said with its cell."""
        data = super().clean()
        try:
            block = rules.read_block(data.get("block") or "")
        except Refused as refused:
            self.add_problem(refused.problem)
            return data
        if problem := imports.mixed_problem(
            [
                (text, rules.address(n, line))
                for line, _name, cells in block.lines
                for n, text in enumerate(cells, start=1)
            ]
        ):
            self.add_problem(replace(problem, field_name="block"))
        entries: dict[tuple[str, int], queries.Entry] = {}
        for line, name, cells in block.lines:
            series = self._series(line, name)
            for column, (year, text) in enumerate(zip(block.years, cells, strict=False), start=1):
                if series is not None and text:
                    entries[series.key, year] = queries.Entry(self._cell(series, text, rules.address(column, line)))
        return {"entries": entries, "block": data.get("block", "")}

    def _series(self, line: int, name: str) -> Series | None:
        key = rules.match(name, [(row.key, row.name, row.area_name) for row in self.rows])
        if key is None:
            text = mark(
                "{cell}: Eine Reihe „{name}“ gibt es hier nicht, oder mehrere heißen so. Dann hilft „Name, Gebiet“."
            )
            params = {"cell": rules.address(0, line), "name": name[:60]}
            self.add_problem(Problem("series", text, params, "block"))
        return next((row for row in self.rows if row.key == key), None)

    def _cell(self, row: Series, text: str, place: str) -> rules.Cell | None:
        try:
            return rules.read_cell(
                text,
                whole=row.kind == "count",
                share=row.kind == "share",
                zero_is_little=row.zero_is_little,
                meanings=row.meanings,
            )
        except Refused as refused:
            told = Problem("cell", mark("{cell}: {what}"), {"cell": place, "what": said(refused.problem)}, "block")
            self.add_problem(told)
            return None
