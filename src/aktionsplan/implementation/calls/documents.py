"""Data for the receipt and for exports of applications."""

from dataclasses import dataclass

from aktionsplan.implementation.calls import queries, rules
from aktionsplan.implementation.calls.models import Application, BudgetLine
from aktionsplan.shared.money import format_eur, format_figure
from aktionsplan.shared.periods import BERLIN
from aktionsplan.shared.words import known


@dataclass(frozen=True)
class Receipt:
    """What the sponsor keeps: that, when and what was submitted."""

    town: str
    number: str
    organisation: str
    title: str
    call: str
    submitted_day: str
    submitted_time: str
    deadline: str
    completed: str
    late: bool
    answers: list[list[str]]
    expenses: list[list[str]]
    income: list[list[str]]
    total: str
    requested: str
    checksum: str


def receipt(application: Application, checksum: str) -> Receipt:
    """The receipt of a submitted application."""
    moment = known(application.first_submitted_at or application.submitted_at).astimezone(BERLIN)
    completed = known(application.submitted_at).astimezone(BERLIN)
    lines = [queries.as_line(line) for line in queries.lines(application)]

    def side(name: str, words: dict[str, str]) -> list[list[str]]:
        return [[words[category], format_eur(amount)] for category, amount in rules.by_category(lines, name)]

    return Receipt(
        town=application.partnership.name,
        number=application.number,
        organisation=application.organisation.name,
        title=application.title,
        call=application.call.title,
        submitted_day=moment.strftime("%d.%m.%Y"),
        submitted_time=moment.strftime("%H:%M:%S"),
        deadline=application.call.deadline.strftime("%d.%m.%Y"),
        completed=completed.strftime("%d.%m.%Y") if completed != moment else "",
        late=application.late,
        answers=[
            ["Zeitraum", f"{application.starts_on:%d.%m.%Y} bis {application.ends_on:%d.%m.%Y}"],
            ["Ort", f"{known(application.district).municipality.name}, {known(application.district).name}"],
            ["Ziel", str(application.goal)],
            ["Ansprechperson", application.contact_name],
            [
                "Vertreten durch (laut Antrag)",
                f"{application.signatory_name}, {application.signatory_function}".rstrip(", "),
            ],
        ],
        expenses=side("expense", rules.EXPENSES),
        income=side("income", rules.INCOME),
        total=format_eur(application.total_eur),
        requested=format_eur(application.requested_eur),
        checksum=checksum,
    )


@dataclass(frozen=True)
class CommitteePaper:
    """What the members of a body read of an application: everything they judge it by, nobody's contact or bank data."""

    town: str
    number: str
    organisation: str
    title: str
    call: str
    facts: list[list[str]]
    texts: list[list[str]]
    expenses: list[list[str]]
    income: list[list[str]]
    total: str
    requested: str


def committee_paper(application: Application) -> CommitteePaper:
    """The application as the paper of an agenda item."""
    rows = queries.lines(application)

    def side(name: str) -> list[list[str]]:
        return [[row.label, _reckoned(row), format_eur(row.amount_eur)] for row in rows if row.side == name]

    groups = ", ".join(rules.TARGET_GROUPS[group] for group in application.target_groups)
    paragraphs = (
        ("Das Projekt in einem Satz", application.summary),
        ("Was geplant ist", application.description),
        ("Woran der Erfolg zu merken ist", application.success),
    )
    return CommitteePaper(
        town=application.partnership.name,
        number=application.number,
        organisation=application.organisation.name,
        title=application.title,
        call=application.call.title,
        facts=[
            ["Zeitraum", f"{application.starts_on:%d.%m.%Y} bis {application.ends_on:%d.%m.%Y}"],
            ["Ort", f"{known(application.district).municipality.name}, {known(application.district).name}"],
            ["Ziel", str(application.goal)],
            ["Für wen", groups],
            ["Erreicht werden sollen", f"{application.participants or 0} Menschen"],
            ["Es ist", rules.NEWNESS[application.newness]],
        ],
        texts=[[word, text] for word, text in paragraphs if text],
        expenses=side("expense"),
        income=side("income"),
        total=format_eur(application.total_eur),
        requested=format_eur(application.requested_eur),
    )


def _reckoned(row: BudgetLine) -> str:
    """Quantity times price in words; empty for a single sum."""
    if row.side == "income" or row.unit == "flat":
        return ""
    amount = format_figure(row.quantity)
    return f"{amount} {rules.UNITS[row.unit]} zu {format_eur(row.price_eur)}"
