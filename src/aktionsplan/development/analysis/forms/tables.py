"""Forms for taking over foreign tables."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from aktionsplan.development.analysis import imports, rules
from aktionsplan.development.analysis.forms.series import Pairs
from aktionsplan.shared.fields import (
    CheckField,
    DayField,
    LineField,
    NumberField,
    PickField,
    PicksField,
    RadioField,
    UploadField,
)
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option
from aktionsplan.shared.saying import said
from aktionsplan.shared.tables.reading import Sheet, address
from aktionsplan.shared.words import Problem, Refused, mark

SHOWN_WORDS = 60
MOST_ASSIGNED = 12
"""So many areas of a table are assigned one by one; of more, each is what its name says."""
FOREIGN = ("", None, "county", "land", "other")
"""Kinds of areas of which there may be several: each keeps its own name."""
MOST_TICKED = 20
"""A table with more series than that begins with none of them chosen."""
SHARE = re.compile(r"%|prozent|anteil|quote", re.IGNORECASE)
COUNT = re.compile(r"straftaten|fälle|stimmen|geburten|zuzüge|fortzüge|anzahl der (fälle|taten)", re.IGNORECASE)


class UploadTableForm(PlainForm):
    """A file with a table."""

    upload = UploadField(
        label=gettext_lazy("Datei (CSV, XLSX oder ODS)"),
        help_text=gettext_lazy("Höchstens 10 MB. Die Datei selbst bewahren wir nicht auf."),
    )


def letters(column: int) -> str:
    """The name of a column."""
    return address(column, 0).rstrip("1")


def columns_of(sheet: Sheet, layout: imports.Layout) -> Pairs:
    """Every column that holds anything, with its heading."""
    pairs = []
    for column, texts in imports.column_texts(sheet, layout).items():
        text = imports.heading(sheet, layout, column)
        if text or texts:
            pairs.append((str(column), f"{letters(column)}: {text[:SHOWN_WORDS] or '…'}"))
    return pairs


class LayoutForm(PlainForm):
    """How a table is laid out: rows as the spreadsheet counts them, from 1."""

    head_from = NumberField(label=gettext_lazy("Überschriften von Zeile"), least=1)
    head_to = NumberField(label=gettext_lazy("Überschriften bis Zeile"), least=1)
    first = NumberField(label=gettext_lazy("Zahlen von Zeile"), least=1)
    last = NumberField(label=gettext_lazy("Zahlen bis Zeile"), least=1)
    area = PickField(label=gettext_lazy("In welcher Spalte steht das Gebiet?"), required=False)
    name = PickField(label=gettext_lazy("In welcher Spalte steht, was gezählt wird?"), required=False)
    year = PickField(label=gettext_lazy("In welcher Spalte steht das Jahr?"), required=False)
    fixed_year = NumberField(
        label=gettext_lazy("Jahr, wenn keines in der Tabelle steht"),
        required=False,
        least=1900,
        most=2100,
    )
    since = NumberField(label=gettext_lazy("Nur Jahre ab"), required=False, least=1900, most=2100)
    until = NumberField(label=gettext_lazy("Nur Jahre bis"), required=False, least=1900, most=2100)
    search = LineField(
        label=gettext_lazy("Nur Gebiete, in deren Namen eines davon vorkommt"),
        limit=300,
        required=False,
        help_text=gettext_lazy("Mehrere mit Komma trennen. Leer: alle Gebiete der Tabelle."),
    )
    values = PicksField(label=gettext_lazy("Spalten mit Zahlen"))

    def __init__(self, *positional: Option, sheet: Sheet, layout: imports.Layout, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.sheet = sheet
        columns = columns_of(sheet, layout)
        for name in ("area", "name", "year"):
            self.offer(name, [("", gettext("in keiner")), *columns])
        self.offer("values", columns)

    def layout(self) -> imports.Layout:
        """What was chosen, counted from 0."""
        data = self.cleaned_data
        column = {name: int(data[name]) if data[name] else None for name in ("area", "name", "year")}
        return imports.Layout(
            (data["head_from"] - 1, data["head_to"] - 1),
            (data["first"] - 1, data["last"] - 1),
            values=tuple(int(one) for one in data["values"]),
            fixed_year=data["fixed_year"],
            **column,
        )

    def clean(self) -> Fields:
        """Refuses rows that are not there and rows in the wrong order."""
        data = super().clean()
        typed = [data.get(name) for name in ("head_from", "head_to", "first", "last")]
        rows = [row for row in typed if row is not None]
        if len(rows) == len(typed) and (sorted(rows) != rows or rows[1] == rows[2] or rows[3] > len(self.sheet.rows)):
            text = mark("Die Überschriften stehen über den Zahlen; die letzte Zeile dieses Blatts ist {last}.")
            self.add_problem(Problem("rows", text, {"last": len(self.sheet.rows)}, "last"))
        return data


def asked_of(found: imports.Found, search: str) -> Fields:
    """A proposed layout as the form shows it."""
    layout = found.layout
    return {
        "head_from": layout.head[0] + 1,
        "head_to": layout.head[1] + 1,
        "first": layout.data[0] + 1,
        "last": layout.data[1] + 1,
        "area": "" if layout.area is None else str(layout.area),
        "name": "" if layout.name is None else str(layout.name),
        "year": "" if layout.year is None else str(layout.year),
        "fixed_year": layout.fixed_year,
        "values": [str(column) for column in layout.values],
        "search": search,
    }


@dataclass(frozen=True)
class Line:
    """One series of the table, as the form asks about it: its number there, its name in the table and what is proposed."""

    number: int
    name: str
    proposed: str

    @property
    def unit(self) -> str:
        """The unit that the name speaks of."""
        return gettext("Prozent") if SHARE.search(self.name) else gettext("Anzahl")

    @property
    def kind(self) -> str:
        """The kind that the name speaks of; a share is a level until somebody says of what it is one."""
        return "count" if COUNT.search(self.name) and not SHARE.search(self.name) else "level"


class TakeSeriesForm(PlainForm):
    """Which areas and series are taken over, under which names, and where they come from."""

    areas = PicksField(label=gettext_lazy("Gebiete"))
    place = PickField(label=gettext_lazy("Für welches Gebiet gelten die Zahlen?"))
    place_name = LineField(
        label=gettext_lazy("Name des Gebiets, wenn es nicht unseres ist"), limit=80, required=False
    )
    source = LineField(label=gettext_lazy("Wer hat die Zahlen veröffentlicht?"), limit=200)
    licence = LineField(label=gettext_lazy("Lizenz"), limit=120, required=False)
    address = LineField(label=gettext_lazy("Adresse der Quelle im Netz"), limit=500, required=False)
    retrieved_on = DayField(label=gettext_lazy("Abgerufen am"), required=False)
    dash_means = RadioField(
        label=gettext_lazy("Ein Strich heißt in dieser Quelle"), choices=rules.DASH_MEANINGS.items()
    )
    dot_means = RadioField(label=gettext_lazy("Ein Punkt heißt in dieser Quelle"), choices=rules.DOT_MEANINGS.items())
    zero_is_little = CheckField(
        label=gettext_lazy(
            "In dieser Quelle heißt 0: mehr als nichts, aber weniger als die Hälfte der kleinsten Einheit"
        ),
        required=False,
    )
    COMMON = ("source", "licence", "address", "retrieved_on", "dash_means", "dot_means", "zero_is_little")

    def __init__(
        self,
        *positional: Option,
        areas: Sequence[tuple[str, str, str]],
        lines: Sequence[Line],
        places: Pairs,
        **options: Option,
    ) -> None:
        super().__init__(*positional, **options)
        self.lines = lines
        self.named = [name for name, _word, _meant in areas]
        kinds = [(key, gettext(rules.AREAS[key])) for key in ("all", "county", "land", "other")]
        if areas:
            self.offer("areas", [(name, word) for name, word, _meant in areas])
            del self.fields["place"], self.fields["place_name"]
        else:
            self.offer("place", [("", gettext("Bitte wählen")), *places, *kinds])
            del self.fields["areas"]
        if 0 < len(areas) <= MOST_ASSIGNED:
            del self.fields["areas"]
            for number, (name, _word, meant) in enumerate(areas):
                self.fields[f"area-{number}"] = PickField(label=name, required=False, initial=meant)
                self.NEEDED_LATER = self.NEEDED_LATER | {f"area-{number}"}
                self.offer(f"area-{number}", [("", gettext("nicht übernehmen")), *places, *kinds])
        for line in lines:
            self._ask(line)

    def _ask(self, line: Line) -> None:
        number = line.number
        self.fields[f"take-{number}"] = CheckField(label=line.name, required=False)
        self.fields[f"name-{number}"] = LineField(label=gettext("Name bei uns"), limit=120, required=False)
        self.fields[f"unit-{number}"] = LineField(label=gettext("Einheit"), limit=40, required=False)
        kinds = [(key, word) for key, word in rules.KINDS.items() if key != "share"]
        self.fields[f"kind-{number}"] = PickField(label=gettext("Art der Zahl"), choices=kinds, required=False)
        self.NEEDED_LATER = self.NEEDED_LATER | {f"{part}-{number}" for part in ("name", "unit", "kind")}

    def clean(self) -> Fields:
        """Refuses a series that is taken without a name or unit, and no series at all."""
        data = super().clean()
        taken = [line for line in self.lines if data.get(f"take-{line.number}")]
        for line in taken:
            for part in ("name", "unit"):
                if not data.get(f"{part}-{line.number}"):
                    text = mark("Bitte ausfüllen.")
                    self.add_problem(Problem("empty", text, {}, f"{part}-{line.number}"))
        if not taken:
            self.add_problem(Problem("none", mark("Bitte wählen Sie mindestens eine Reihe.")))
        ours = [data.get(f"area-{n}") for n in range(len(self.named)) if data.get(f"area-{n}") not in FOREIGN]
        if len(set(ours)) < len(ours):
            self.add_problem(
                Problem("same_area", mark("Zwei Gebiete der Tabelle können nicht dasselbe bei uns sein."))
            )
        if not self.errors and self.meant == {}:
            self.add_problem(Problem("no_area", mark("Bitte wählen Sie mindestens ein Gebiet.")))
        names = [data.get(f"name-{line.number}") for line in taken]
        if double := next((name for name in names if name and names.count(name) > 1), None):
            text = mark("„{name}“ steht zweimal da. Zwei Reihen brauchen zwei Namen.")
            self.add_problem(Problem("double", text, {"name": double}))
        return data

    def cell(self, text: str, place: str, kind: str) -> rules.Cell | None:
        """The cell as the rules read it with what its signs mean here; what is no figure is said with its place."""
        data = self.cleaned_data
        meanings = {"–": data["dash_means"], ".": data["dot_means"]}
        little = data["zero_is_little"]
        try:
            return rules.read_cell(
                text, whole=kind == "count", share=kind == "share", zero_is_little=little, meanings=meanings
            )
        except Refused as refused:
            told = mark("{cell}: {what}")
            self.add_problem(Problem("cell", told, {"cell": place, "what": said(refused.problem)}))
            return None

    @property
    def taken(self) -> dict[str, tuple[str, str, str]]:
        """Name, unit and kind of every chosen series by its name in the table."""
        data = self.cleaned_data
        return {
            line.name: (data[f"name-{n}"], data[f"unit-{n}"], data[f"kind-{n}"] or "level")
            for line in self.lines
            if data.get(f"take-{(n := line.number)}")
        }

    @property
    def meant(self) -> dict[str, str] | None:
        """What each chosen area of the table is for us: the key of a place, a kind of area, "" for what its name says.

        None for a table that names no areas.
        """
        if "areas" in self.fields:
            return dict.fromkeys(self.cleaned_data["areas"], "")
        if not self.named:
            return None
        picked = {name: self.cleaned_data[f"area-{number}"] for number, name in enumerate(self.named)}
        return {name: meant for name, meant in picked.items() if meant}

    @property
    def assigned(self) -> list:
        """The fields that say what each area of the table is for us."""
        return [self[name] for name in self.fields if name.startswith("area-")]

    @property
    def rows(self) -> list[tuple]:
        """The fields of each series, for the page."""
        parts = ("take", "name", "unit", "kind")
        return [(line, *(self[f"{part}-{line.number}"] for part in parts)) for line in self.lines]

    @property
    def common(self) -> list:
        """The fields that hold for all series."""
        return [self[name] for name in self.COMMON]


def proposed_series(lines: Sequence[Line], footer: tuple[str, str, str], areas: Sequence[str]) -> Fields:
    """What the form begins with."""
    source, licence, _day = footer
    start: Fields = {"source": source, "licence": licence, "areas": list(areas), "dash_means": "–", "dot_means": "."}
    for line in lines:
        number = line.number
        start |= {
            f"take-{number}": len(lines) <= MOST_TICKED,
            f"name-{number}": line.proposed[:120],
            f"unit-{number}": line.unit,
            f"kind-{number}": line.kind,
        }
    return start


OFFER_COLUMNS: Mapping[str, str] = {
    "title": mark("Name des Angebots"),
    "text": mark("Worum geht es?"),
    "carrier_name": mark("Träger"),
    "place": mark("Ort"),
    "target_groups": mark("Für wen?"),
    "reach": mark("Wie viele erreicht es?"),
    "staff": mark("Wer arbeitet dort?"),
    "begins_on": mark("Läuft seit"),
    "ends_on": mark("Läuft bis"),
    "funded_by": mark("Wer bezahlt es?"),
    "funded_until": mark("Geld gesichert bis"),
    "contact": mark("Ansprechperson"),
    "cooperations": mark("Arbeitet zusammen mit"),
}
"""What the columns of a list of offers may hold."""


class TakeOffersForm(PlainForm):
    """Which columns of a list hold what, and what holds for every row."""

    head = NumberField(label=gettext_lazy("Überschriften in Zeile"), least=1)
    kind = PickField(label=gettext_lazy("Art der Einträge"), choices=rules.OFFER_KINDS.items())
    theme = PickField(label=gettext_lazy("Hauptthema"))
    area = PickField(label=gettext_lazy("Ort, wenn die Liste keinen nennt"), required=False)
    ours = CheckField(label=gettext_lazy("Nur Zeilen, deren Ort zu uns gehört"), required=False)
    words = LineField(
        label=gettext_lazy("Nur Zeilen, in denen eines davon vorkommt"),
        limit=300,
        required=False,
        help_text=gettext_lazy("Mehrere mit Komma trennen."),
    )

    def __init__(
        self, *positional: Option, sheet: Sheet, head: int, themes: Pairs, places: Pairs, **options: Option
    ) -> None:
        super().__init__(*positional, **options)
        self.offer("theme", [("", gettext("Bitte wählen")), *themes])
        self.offer("area", [("", gettext(rules.AREAS["all"])), *places])
        row = sheet.rows[head] if head < len(sheet.rows) else ()
        columns = [(str(column), f"{letters(column)}: {text}") for column, text in enumerate(row) if text]
        for name, label in OFFER_COLUMNS.items():
            self.fields[f"column-{name}"] = PickField(label=gettext(label), required=name == "title")
            self.offer(f"column-{name}", [("", gettext("steht nicht in der Liste")), *columns])

    @property
    def columns(self) -> dict[str, int]:
        """The column of each part that the list holds."""
        chosen = {name: self.cleaned_data.get(f"column-{name}") for name in OFFER_COLUMNS}
        return {name: int(column) for name, column in chosen.items() if column}
