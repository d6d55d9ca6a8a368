"""The closed analysis as a document, as PDF and as Word file."""

import datetime as dt
from dataclasses import dataclass

from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.models import ClosedAnalysis
from aktionsplan.shared.documents.typesetting import render
from aktionsplan.shared.documents.word import Word
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.periods import german_day


@dataclass(frozen=True)
class Report:
    """Everything the report says, already in German words; each list is a table of texts."""

    town: str
    number: int
    day: str
    author: str
    summary: str
    findings: list[list[str]]
    offers: list[list[str]]
    gaps: list[str]
    left_open: list[list[str]]
    needs: list[list[str]]


def report(closing: ClosedAnalysis) -> Report:
    """The report of a closing, from what was frozen then."""
    content = closing.content
    return Report(
        town=closing.partnership.name,
        number=closing.number,
        day=german_day(closing.closed_on),
        author=closing.closed_by_name,
        summary=", ".join(
            _counted(len(content[name]), one, several)
            for name, one, several in (
                ("offers", "Eintrag im Bestand", "Einträge im Bestand"),
                ("gaps", "Lücke", "Lücken"),
                ("needs", "Bedarf", "Bedarfe"),
            )
        )
        + ".",
        findings=[_finding(row) for row in content["findings"]],
        offers=[_offer(row) for row in content["offers"]],
        gaps=list(content["gaps"]),
        left_open=[[row["what"], row["reason"]] for row in content["left_open"]],
        needs=[_need(row) for row in content["needs"]],
    )


def _counted(n: int, one: str, several: str) -> str:
    return f"{n} {one if n == 1 else several}"


def _finding(row: Json) -> list[str]:
    where = row["area"] or "ganzes Fördergebiet"
    return [
        str(row["number"]),
        row["sentence"],
        f"{row['theme']}, {where}",
        rules.CONFIDENCE[row["confidence"]],
        "; ".join(row["sources"]) or "–",
    ]


def _offer(row: Json) -> list[str]:
    ends = german_day(dt.date.fromisoformat(row["ends_on"])) if row["ends_on"] else "–"
    told = "–"
    if row["verdict"]:
        on = german_day(dt.date.fromisoformat(row["assessed_on"]))
        told = f"{rules.VERDICTS[row['verdict']]}. {row['assessment']} ({row['assessed_by']}, {on})"
    where = row["area"] or "ganzes Fördergebiet"
    return [row["title"], row["carrier"] or "–", f"{row['theme']}, {where}", ends, told]


def _need(row: Json) -> list[str]:
    follows = [f"Befund {number}" for number in row["findings"]] + [f"Lücke {gap}" for gap in row["gaps"]]
    return [str(row["number"]), row["title"], rules.PRIORITIES[row["priority"]], row["reason"], ", ".join(follows)]


def pdf(closing: ClosedAnalysis, *, at: dt.datetime) -> bytes:
    """The report as PDF/A-3a and PDF/UA-1."""
    return render("analysis", report(closing), at=at)


TABLES = (
    ("Bedarfe", "needs", ("Nr.", "Bedarf", "Priorität", "Grund", "Folgt aus")),
    ("Befunde", "findings", ("Nr.", "Befund", "Thema und Ort", "Sicherheit", "Belege")),
    ("Bewusst offen gelassen", "left_open", ("Was", "Warum")),
    (
        "Bestand und fachliche Einschätzung",
        "offers",
        ("Angebot", "Träger", "Thema und Ort", "Läuft bis", "Einschätzung"),
    ),
)
"""The tables of the report: heading, what they hold, columns."""


def docx(closing: ClosedAnalysis) -> bytes:
    """The report as a Word file with real headings and table headers."""
    told = report(closing)
    paper = Word(
        f"Auswertung {told.number}, {told.town}",
        f"Abgeschlossen am {told.day} von {told.author}",
        author=told.town,
        at=dt.datetime.combine(closing.closed_on, dt.time(12)),
    )
    paper.text(told.summary)
    for title, name, head in TABLES:
        rows = getattr(told, name)
        paper.heading(title, 1)
        if rows:
            paper.table(head, rows)
        else:
            paper.text("Keine Einträge.")
        if name == "findings":
            paper.heading("Lücken", 1)
            for gap in told.gaps or ["Keine Lücke."]:
                paper.text(gap, "List Bullet")
    return paper.content()
