"""What may be applied for: the balanced plan, caps, own share, deadlines, completeness."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.shared.kinds import Value
from aktionsplan.shared.money import ZERO, format_eur, round_eur
from aktionsplan.shared.periods import in_time, is_working_day, next_working_day
from aktionsplan.shared.words import Problem, mark

EXPENSES = {
    "staff": mark("Personal"),
    "fees": mark("Honorare"),
    "rent": mark("Miete und Technik"),
    "material": mark("Material und Druck"),
    "publicity": mark("Öffentlichkeitsarbeit"),
    "travel": mark("Fahrten"),
    "lodging": mark("Übernachtung"),
    "catering": mark("Verpflegung"),
    "insurance": mark("Versicherung, GEMA, KSK"),
    "other": mark("Sonstiges"),
}
INCOME = {
    "grant": mark("Zuwendung aus diesem Aufruf"),
    "own_funds": mark("Eigenmittel"),
    "fees_in": mark("Eintritt und Teilnahmebeiträge"),
    "donation": mark("Spenden"),
    "land": mark("Land"),
    "municipality": mark("Kommune"),
    "foundation": mark("Stiftung"),
    "other_in": mark("Sonstige Einnahmen"),
}
UNITS = {
    "hours": mark("Stunden"),
    "days": mark("Tage"),
    "pieces": mark("Stück"),
    "km": mark("km"),
    "persons": mark("Personen"),
    "portions": mark("Portionen"),
    "nights": mark("Nächte"),
    "flat": mark("Pauschale"),
}
TARGET_GROUPS = {
    "children": mark("Kinder bis 13"),
    "youth": mark("Jugendliche 14 bis 17"),
    "young_adults": mark("junge Erwachsene 18 bis 26"),
    "adults": mark("Erwachsene"),
    "seniors": mark("Menschen ab 65"),
    "parents": mark("Eltern"),
    "teachers": mark("pädagogische Fachkräfte"),
    "multipliers": mark("Multiplikatorinnen und Multiplikatoren"),
    "all": mark("alle"),
}
NEWNESS = {"new": mark("ein neues Projekt"), "further": mark("die Weiterentwicklung eines Projekts")}
MAX_LINES = 60
MAX_LINE_EUR = Decimal("9999999.99")
"""The largest amount of one line; sixty of them still fit the sum of an application."""


def line_amount(quantity: Decimal, price: Decimal) -> Decimal:
    """Quantity times price in euro, rounded half up once."""
    return round_eur(quantity * price)


@dataclass(frozen=True)
class Line:
    """One line of the plan: its side (`expense` or `income`), category and sum in euro."""

    side: str
    category: str
    amount_eur: Decimal
    unit: str = ""
    price_eur: Decimal = ZERO


@dataclass(frozen=True)
class Plan:
    """The sums of a cost and financing plan in euro."""

    expenses_eur: Decimal
    income_eur: Decimal
    grant_eur: Decimal

    @property
    def own_eur(self) -> Decimal:
        """Own funds and all other income."""
        return self.income_eur - self.grant_eur

    @property
    def gap_eur(self) -> Decimal:
        """Positive: income is missing; negative: income is too high."""
        return self.expenses_eur - self.income_eur


def plan(lines: Iterable[Line]) -> Plan:
    """The sums of the lines."""
    entries = list(lines)
    expenses = sum((line.amount_eur for line in entries if line.side == "expense"), ZERO)
    income = sum((line.amount_eur for line in entries if line.side == "income"), ZERO)
    grant = sum((line.amount_eur for line in entries if line.side == "income" and line.category == "grant"), ZERO)
    return Plan(expenses, income, grant)


def by_category(lines: Iterable[Line], side: str) -> list[tuple[str, Decimal]]:
    """The sums of one side per category, in the order of the catalogue."""
    entries = list(lines)
    catalogue = EXPENSES if side == "expense" else INCOME
    sums = [(c, sum((x.amount_eur for x in entries if x.side == side and x.category == c), ZERO)) for c in catalogue]
    return [(category, amount) for category, amount in sums if amount]


def gap_problem(sums: Plan) -> Problem | None:
    """None when both sides are equal, else what is missing where.

    Source: ANBest-P Nr. 1.2; programme.md 4.4: expenses and income must be equal.
    """
    if sums.gap_eur > 0:
        return Problem(
            "gap", mark("Es fehlen {amount} auf der Einnahmenseite"), {"amount": format_eur(sums.gap_eur)}, "budget"
        )
    if sums.gap_eur < 0:
        return Problem(
            "gap",
            mark("Die Einnahmen sind {amount} höher als die Ausgaben"),
            {"amount": format_eur(-sums.gap_eur)},
            "budget",
        )
    return None


def own_share_percent(sums: Plan) -> int:
    """Own funds and all other money as whole percent of all income, rounded down. Source: programme.md 4.4."""
    return 0 if sums.income_eur <= 0 else int(sums.own_eur * 100 / sums.income_eur)


def plan_problems(sums: Plan, *, max_amount: Decimal | None, own_percent: int) -> list[Problem]:
    """Everything that keeps the plan from being submitted: empty, unbalanced, over the cap, own share too small.

    Source: programme.md 4.4 (balanced plan; cap and own share are settings of the call).
    """
    problems = []
    if sums.expenses_eur == 0:
        problems.append(Problem("empty", mark("Tragen Sie mindestens eine Ausgabe ein."), {}, "budget"))
    if sums.grant_eur == 0:
        problems.append(Problem("no_grant", mark("Tragen Sie ein, welchen Betrag Sie beantragen."), {}, "budget"))
    if problem := gap_problem(sums):
        problems.append(problem)
    if max_amount is not None and sums.grant_eur > max_amount:
        problems.append(
            Problem("cap", mark("Höchstens {amount} sind möglich."), {"amount": format_eur(max_amount)}, "budget")
        )
    if sums.income_eur > 0 and sums.own_eur * 100 < own_percent * sums.income_eur:
        problems.append(
            Problem(
                "own_share",
                mark("Eigene Mittel, Eintritt und andere Gelder müssen mindestens {percent} % der Einnahmen sein."),
                {"percent": own_percent},
                "budget",
            )
        )
    return problems


def line_problem(line: Line, *, fee_per_hour: Decimal, fee_per_day: Decimal) -> Problem | None:
    """None when the line keeps its caps, else why not. Source: [GOTHA] fee caps per hour and per day (settings)."""
    if line.amount_eur > MAX_LINE_EUR:
        return Problem(
            "too_large",
            mark("Menge mal Preis ergibt mehr als {amount}. Prüfen Sie beide Zahlen."),
            {"amount": format_eur(MAX_LINE_EUR)},
            "price_eur",
        )
    if line.amount_eur == ZERO:
        return Problem("nothing", mark("Menge mal Preis ergibt 0 €. Prüfen Sie beide Zahlen."), {}, "price_eur")
    if line.category != "fees":
        return None
    if line.unit not in ("hours", "days"):
        return Problem("fee", mark("Bitte tragen Sie Honorare nach Stunden oder Tagen ein."), {}, "unit")
    cap = fee_per_hour if line.unit == "hours" else fee_per_day
    if line.price_eur > cap:
        text = (
            mark("Höchstens {amount} je Stunde. Tragen Sie einen kleineren Betrag ein.")
            if line.unit == "hours"
            else mark("Höchstens {amount} je Tag. Tragen Sie einen kleineren Betrag ein.")
        )
        return Problem("fee", text, {"amount": format_eur(cap)}, "price_eur")
    return None


@dataclass(frozen=True)
class Window:
    """When a call takes applications and when projects may run."""

    opens_on: dt.date
    deadline: dt.date
    project_from: dt.date
    project_until: dt.date


def window_problem(window: Window, year: int, *, land: str) -> Problem | None:
    """None when the days follow each other, stay in the programme year and the deadline is a working day.

    Source: programme.md 4.10, money belongs to one year and expires on 31 December; VwVfG § 31 Abs. 3: a period
    that ends on a day of rest would run on to the next working day.
    """
    if not is_working_day(window.deadline, land):
        return Problem(
            "rest",
            mark("Der {day} ist kein Werktag. Nehmen Sie als letzten Tag zum Beispiel den {next}."),
            {
                "day": window.deadline.strftime("%d.%m.%Y"),
                "next": next_working_day(window.deadline, land).strftime("%d.%m.%Y"),
            },
            "deadline",
        )
    if window.deadline < window.opens_on:
        return Problem("deadline", mark("Die Frist endet, bevor der Aufruf beginnt."), {}, "deadline")
    if window.project_until < window.project_from:
        return Problem("period", mark("Das Ende liegt vor dem Beginn."), {}, "project_until")
    if window.project_until <= window.deadline:
        return Problem("period", mark("Die Projekte wären zu Ende, bevor die Frist abläuft."), {}, "project_until")
    if window.project_from < dt.date(year, 1, 1):
        return Problem(
            "year_start", mark("Das Programmjahr {year} beginnt am 1. Januar."), {"year": year}, "project_from"
        )
    if window.project_until > dt.date(year, 12, 31):
        return Problem("year_end", mark("Das Geld verfällt am 31. Dezember {year}."), {"year": year}, "project_until")
    return None


def call_sum_problem(*, wanted: Decimal, ceiling: Decimal) -> Problem | None:
    """None when the fund could pay for one project of the highest sum, else why not. Source: BHO/LHO § 38."""
    if wanted > ceiling:
        return Problem(
            "ceiling",
            mark("Der Fonds hat insgesamt nur {ceiling}."),
            {"ceiling": format_eur(ceiling)},
            "max_amount_eur",
        )
    return None


def submission_problem(window: Window, today: dt.date) -> Problem | None:
    """None when the call is open or only its deadline has passed (then the application is marked late)."""
    if today < window.opens_on:
        return Problem("not_open", mark("Dieser Aufruf hat noch nicht begonnen."))
    return None


def raised_problem(*, requested: Decimal, first: Decimal | None, late: bool) -> Problem | None:
    """None unless a completed application asks for more than before once the deadline has passed.

    Source: equal treatment of applicants (GG Art. 3 Abs. 1; VwVfG § 40): after the deadline only what is missing is added.
    """
    if first is not None and late and requested > first:
        return Problem(
            "raised",
            mark("Nach der Frist kann der Betrag nicht mehr steigen. Zuerst beantragt waren {amount}."),
            {"amount": format_eur(first)},
            "budget",
        )
    return None


def late(window: Window, moment: dt.datetime) -> bool:
    """Whether a submission at that moment misses the deadline, which includes its last day. Source: VwVfG § 31, BGB § 188."""
    return not in_time(moment, window.deadline)


NEEDED: dict[str, tuple[int, str]] = {
    "contact_name": (1, mark("Wer ist Ansprechperson?")),
    "signatory_name": (1, mark("Wer darf für den Verein unterschreiben?")),
    "signatory_function": (1, mark("In welcher Funktion unterschreibt diese Person?")),
    "title": (2, mark("Wie heißt das Projekt?")),
    "summary": (2, mark("Beschreiben Sie das Projekt in einem Satz.")),
    "description": (2, mark("Was haben Sie vor?")),
    "starts_on": (3, mark("Wann beginnt das Projekt?")),
    "ends_on": (3, mark("Wann endet das Projekt?")),
    "district": (3, mark("Wo findet es statt?")),
    "goal": (4, mark("Zu welchem Ziel trägt das Projekt bei?")),
    "target_groups": (4, mark("Für wen ist das Projekt?")),
    "participants": (4, mark("Wie viele Menschen wollen Sie erreichen?")),
    "success": (4, mark("Woran merken Sie, dass es gelungen ist?")),
    "not_begun": (7, mark("Bestätigen Sie, dass das Projekt noch nicht begonnen hat.")),
    "no_double_funding": (7, mark("Bestätigen Sie, dass niemand dieselben Ausgaben noch einmal bezahlt.")),
    "privacy_read": (7, mark("Bestätigen Sie, dass Sie die Hinweise zum Datenschutz gelesen haben.")),
}
STEPS = (
    mark("Wer beantragt"),
    mark("Ihr Projekt"),
    mark("Zeit und Ort"),
    mark("Ziele und Wirkung"),
    mark("Kosten und Finanzierung"),
    mark("Unterlagen"),
    mark("Erklärungen"),
    mark("Prüfen und absenden"),
)
BUDGET_STEP, FILES_STEP, REVIEW_STEP = 5, 6, 8


def missing(values: Mapping[str, Value]) -> list[tuple[int, Problem]]:
    """Step and problem of every answer that is still missing. Source: programme.md 4.4 (form of the application)."""
    return [
        (step, Problem("missing", text, {}, name)) for name, (step, text) in NEEDED.items() if not values.get(name)
    ]


def period_problem(window: Window, starts: dt.date | None, ends: dt.date | None) -> Problem | None:
    """None when the project lies inside the window of the call, else why not. Source: programme.md 4.3."""
    if starts is None or ends is None:
        return None
    if ends < starts:
        return Problem("period", mark("Das Ende liegt vor dem Beginn."), {}, "ends_on")
    if starts < window.project_from:
        return Problem(
            "starts",
            mark("Projekte dieses Aufrufs beginnen frühestens am {day}."),
            {"day": window.project_from.strftime("%d.%m.%Y")},
            "starts_on",
        )
    if ends > window.project_until:
        return Problem(
            "ends",
            mark("Projekte dieses Aufrufs enden spätestens am {day}."),
            {"day": window.project_until.strftime("%d.%m.%Y")},
            "ends_on",
        )
    return None


CHECKS = {
    "in_time": mark("Rechtzeitig eingegangen"),
    "complete": mark("Vollständig ausgefüllt"),
    "authorised": mark("Von einer berechtigten Person eingereicht"),
    "eligible": mark("Der Träger darf gefördert werden"),
    "nonprofit": mark("Gemeinnützigkeit ist nachgewiesen oder nicht nötig"),
    "area": mark("Findet im Fördergebiet statt"),
    "not_begun": mark("Hat noch nicht begonnen"),
    "period": mark("Endet rechtzeitig"),
    "goal": mark("Trägt zu einem Ziel des Aufrufs bei"),
    "balance": mark("Der Finanzierungsplan ist ausgeglichen"),
    "cap": mark("Der Höchstbetrag ist eingehalten"),
    "own_share": mark("Der eigene Anteil reicht"),
    "no_double": mark("Keine doppelte Förderung"),
}
CHECK_RESULTS = {
    "admit": mark("vollständig und zulässig"),
    "return": mark("zurück zum Ergänzen"),
    "refuse": mark("nicht zulässig"),
}


def check_problem(
    answers: Mapping[str, bool], result: str, note: str, organisation_confirmed: bool, *, late: bool = False
) -> Problem | None:
    """None when the result follows from the checklist, else why not.

    Source: programme.md 4.5; decisions.md: the office confirms the organisation before admissibility. A late
    application is never "in time"; it is admitted with a reason (VwVfG § 31 Abs. 7: the authority may extend
    its own deadline afterwards) or not at all.
    """
    if late and answers.get("in_time"):
        return Problem("late", mark("Dieser Antrag kam nach der Frist. Nehmen Sie das Häkchen weg."), {}, "answers")
    failed = tuple(
        word for name, word in CHECKS.items() if not answers.get(name) and not (late and name == "in_time")
    )
    if result == "admit" and late and not note:
        return Problem("note", mark("Schreiben Sie auf, warum der verspätete Antrag zugelassen wird."), {}, "note")
    if result == "admit" and failed:
        return Problem("check", mark("Noch nicht erfüllt: {points}."), {"points": failed}, "result")
    if result == "admit" and not organisation_confirmed:
        return Problem("organisation", mark("Bestätigen Sie zuerst den Verein."), {}, "result")
    if result != "admit" and not note:
        return Problem(
            "note", mark("Bitte schreiben Sie dem Verein, was fehlt oder warum es nicht geht."), {}, "note"
        )
    return None
