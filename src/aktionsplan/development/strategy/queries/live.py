"""Live parts of the plan: each is a table made from the data of one day, in German words."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property

from aktionsplan.bodies import queries as bodies
from aktionsplan.development.analysis import queries as analysis
from aktionsplan.development.analysis import rules as situation
from aktionsplan.development.analysis.models import Finding, SeriesValue
from aktionsplan.development.participation.queries.presence import GROUP, steps
from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.models import Goal
from aktionsplan.development.strategy.queries.goals import GoalRow, goal_rows
from aktionsplan.development.strategy.queries.ways import field_rows, planned
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.disclosure import disclose
from aktionsplan.shared.kinds import Fields, Json
from aktionsplan.shared.money import ZERO, format_eur
from aktionsplan.shared.periods import german_day

PRESENCE_NOTE = (
    "Zur Zivilgesellschaft zählen Vereine und Einzelne ab 16 Jahren; jüngere Gäste sind nicht mitgezählt. „–“ heißt: Die Zahl ist "
    "so klein, dass sie nicht öffentlich wird. Bei Gremien und Gruppen zählen die besetzten Sitze."
)
PRESENCE = {
    "green": "die Hälfte oder mehr",
    "yellow": "weniger als die Hälfte",
    "red": "niemand: das ändern wir",
}
"""What the share of civil society at a step means. Source: programme.md 12, S1.9."""
GERMAN = str.maketrans(",.", ".,")


def figure(value: Decimal | None) -> str:
    """A figure in German form with points for thousands, `21.380`; a dash for none."""
    return "–" if value is None else f"{value.normalize():,f}".translate(GERMAN)


def table(head: list[str], rows: list[list[str]], numbers: tuple[int, ...] = ()) -> Json:
    """A live part as it is kept: heads, rows of texts, which columns are numbers. A chart has `bars` besides: for each row
    a length from 0 to 100, or none; a `note` says below the table how to read it."""
    return {"head": head, "rows": rows, "numbers": list(numbers)}


def said(goal: Goal) -> str:
    """A goal as one text, for comparing and freezing."""
    parts = [f"{goal.title}. {goal.text}".strip()]
    if goal.level == rules.OPERATIONAL:
        parts.append(f"{goal.indicator}: von {figure(goal.baseline)} auf {figure(goal.target)} {goal.unit}".strip())
        parts.append(f"bis {german_day(goal.target_date)}" if goal.target_date else "ohne Frist")
        parts.append(f"für {goal.target_group}" if goal.target_group else "")
    return " ".join(part for part in parts if part)


class Live:
    """The data of one partnership on one day, read once for all live parts of a plan."""

    def __init__(self, partnership: Partnership, today: dt.date) -> None:
        self.partnership, self.today = partnership, today

    @cached_property
    def rows(self) -> list[GoalRow]:
        """The goal tree."""
        return goal_rows(self.partnership, self.today)

    @cached_property
    def situation(self) -> Fields:
        """Findings, offers, gaps, needs."""
        return analysis.frozen(self.partnership, self.today)

    @cached_property
    def money(self) -> list[Json]:
        """Planned euros by Jahresziel and year."""
        return [
            {
                "key": row.goal.key,
                "number": row.goal.number,
                "title": row.goal.title,
                "year": row.year,
                "eur": str(row.amount_eur),
            }
            for row in sorted(planned(self.partnership), key=lambda row: (row.year, row.goal.number))
        ]

    def goals(self) -> list[Json]:
        """The goals as they are frozen."""
        return [
            {
                "key": row.goal.key,
                "number": row.goal.number,
                "level": row.goal.level,
                "title": row.goal.title,
                "said": said(row.goal),
                "responsible": row.goal.responsible,
                "parent": row.goal.parent.title if row.goal.parent else "",
            }
            for row in self.rows
        ]

    def part(self, kind: str) -> Json:
        """The live part of a kind."""
        made: Callable[[], Json] = getattr(self, f"_{kind}")
        return made()

    def _goals(self) -> Json:
        lines = []
        for row in self.rows:
            goal, name = row.goal, str(row.goal)
            if goal.level != rules.OPERATIONAL:
                lines.append([name, "", "", "", format_eur(row.planned_eur) if row.planned_eur else ""])
                continue
            now = figure(row.value.value) if row.value else "noch kein Wert"
            until = german_day(goal.target_date) if goal.target_date else "fehlt"
            target = f"{figure(goal.target)} {goal.unit}".strip() if goal.target is not None else "fehlt"
            lines.append([name, now, target, until, format_eur(row.planned_eur) if row.planned_eur else "–"])
        return table(["Ziel", "Heute", "Soll", "Bis", "Geplant"], lines, (1, 4))

    def _progress(self) -> Json:
        """A chart: a bar for each Jahresziel with a value; the table says the same in words."""
        lines, bars = [], []
        for row in self.rows:
            if row.goal.level != rules.OPERATIONAL:
                continue
            told = {rules.ON_THE_WAY: f"{row.way.percent} %", rules.HELD: "gehalten", rules.MOVED: "nicht gehalten"}
            lines.append([str(row.goal), _now(row), told.get(row.way.state, "–")])
            bars.append(row.way.bar)
        return table(["Jahresziel", "Stand", "Weg"], lines, (2,)) | {"bars": bars}

    def _money(self) -> Json:
        years = sorted({row["year"] for row in self.money})
        sums = {(row["key"], row["year"]): Decimal(row["eur"]) for row in self.money}
        lines = [
            [str(row.goal), *(_eur(sums.get((row.goal.key, year))) for year in years)]
            for row in self.rows
            if row.goal.level == rules.OPERATIONAL
        ]
        totals = [sum((Decimal(row["eur"]) for row in self.money if row["year"] == year), ZERO) for year in years]
        lines.append(["Zusammen", *(_eur(total) for total in totals)])
        return table(["Jahresziel", *(str(year) for year in years)], lines, tuple(range(1, len(years) + 1)))

    @cached_property
    def shown(self) -> list[Fields]:
        """The findings that the portal shows: a plan that anybody reads stands on these alone."""
        rows = Finding.objects.filter(partnership=self.partnership, state="shown")
        numbers = set(rows.values_list("number", flat=True))
        return [row for row in self.situation["findings"] if row["number"] in numbers]

    def _findings(self) -> Json:
        lines = [
            [
                str(row["number"]),
                row["sentence"],
                row["area"] or "ganzes Gebiet",
                situation.CONFIDENCE[row["confidence"]],
            ]
            for row in self.shown
        ]
        return table(["Nr.", "Befund", "Wo", "Sicherheit"], lines, (0,))

    def _offers(self) -> Json:
        lines = [
            [row["title"], row["carrier"] or "–", row["theme"], row["area"] or "ganzes Gebiet"]
            for row in self.situation["offers"]
            if not row["ends_on"] or row["ends_on"] >= self.today.isoformat()
        ]
        return table(["Angebot", "Träger", "Thema", "Wo"], lines)

    def _assessments(self) -> Json:
        counts: dict[str, int] = {}
        for row in self.situation["offers"]:
            word = situation.VERDICTS[row["verdict"]] if row["verdict"] else "noch nicht eingeschätzt"
            counts[word] = counts.get(word, 0) + 1
        return table(["Fachliche Einschätzung", "Angebote"], [[word, str(n)] for word, n in counts.items()], (1,))

    @cached_property
    def gaps(self) -> list[str]:
        """The gaps that follow from a finding that is shown."""
        named = {f"{row['theme']}: {row['area']}" for row in self.shown}
        return [gap for gap in self.situation["gaps"] if gap in named]

    def _gaps(self) -> Json:
        return table(["Lücke: ein Befund, aber kein Angebot"], [[gap] for gap in self.gaps])

    def _needs(self) -> Json:
        """Needs that rest on nothing hidden; their reasons stay inside."""
        shown, gaps = {row["number"] for row in self.shown}, set(self.gaps)
        lines = [
            [str(row["number"]), row["title"], situation.PRIORITIES.get(row["priority"], "–")]
            for row in self.situation["needs"]
            if set(row["findings"]) <= shown and set(row["gaps"]) <= gaps
        ]
        return table(["Nr.", "Bedarf", "Priorität"], lines, (0,))

    def _concepts(self) -> Json:
        lines = [
            [row.field.name, concept.title, concept.target_groups, german_day(max(days)) if days else "–"]
            for row in field_rows(self.partnership)
            for concept in row.concepts
            for days in [[step.day for step in concept.steps.all()]]
        ]
        return table(["Handlungsfeld", "Was wir tun", "Für wen", "Letzter Schritt bis"], lines)

    def _bodies(self) -> Json:
        lines = []
        for body in bodies.bodies(self.partnership):
            seats = bodies.seats(body, self.today)
            civil = sum(seat.side == "civil" for seat in seats)
            lines.append([body.name, str(len(seats)), str(civil)])
        return table(["Gremium", "Sitze", "davon Zivilgesellschaft"], lines, (1, 2))

    def _presence(self) -> Json:
        """Each step with the share of civil society; numbers from which a few people could be told apart stay inside."""
        lines = []
        for step in steps(self.partnership, self.today):
            civil = step.civil
            shown = disclose({"": {"civil": civil.civil, "other": civil.whole - civil.civil}}, least=5, distance=5)
            known = step.page == GROUP or not shown.hides
            counted = f"{civil.civil} von {civil.whole}" if known else "–"
            when = german_day(step.day) if step.day else "besetzte Sitze"
            named = ["Veranstaltung mit Schutz", "–"] if step.guarded else [step.name, when]
            lines.append([*named, counted, PRESENCE[civil.light]])
        return table(["Schritt", "Wann", "Zivilgesellschaft", "Anteil"], lines) | {"note": PRESENCE_NOTE}

    def _series(self) -> Json:
        latest: dict[int, SeriesValue] = {}
        values = SeriesValue.objects.filter(partnership=self.partnership, value__isnull=False).order_by("year")
        for value in values.select_related("series"):
            latest[value.series_id] = value
        lines = [
            [
                f"{row.series.name}, {row.series.area_name}".strip(", "),
                f"{figure(row.value)} {row.series.unit}".strip(),
                str(row.year),
                row.series.source + (" (erfunden)" if row.series.invented else ""),
            ]
            for row in latest.values()
        ]
        return table(["Zahl", "Wert", "Jahr", "Quelle"], lines, (1, 2))


def _now(row: GoalRow) -> str:
    """The value with both ends of the way: 8 Treffen (von 3 auf 12)."""
    goal = row.goal
    if row.value is None:
        return "noch kein Wert"
    ends = "" if goal.target is None else f" (von {figure(goal.baseline)} auf {figure(goal.target)})"
    return f"{figure(row.value.value)} {goal.unit}".strip() + ends


def _eur(amount: Decimal | None) -> str:
    return format_eur(amount) if amount else "–"
