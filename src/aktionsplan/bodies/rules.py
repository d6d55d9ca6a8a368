"""How a body decides: majority, recusal, verdict. Integers only, each rule with its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.bodies.quorum import Quorum, quorum
from aktionsplan.shared.words import Phrase, Problem, mark

BODY_KINDS = {
    "steering_committee": mark("Begleitausschuss"),
    "youth_forum": mark("Jugendforum"),
    "authority_network": mark("Ämternetzwerk"),
    "working_group": mark("Arbeitsgruppe"),
}
SIDES = {"civil": mark("Zivilgesellschaft"), "public": mark("Verwaltung und Politik")}
CAPACITIES = {"member": mark("Mitglied"), "deputy": mark("Stellvertretung")}
ATTENDANCE = {
    "member": mark("Mitglied ist da"),
    "deputy": mark("Stellvertretung ist da"),
    "recused": mark("Mitglied befangen"),
    "deputy_for_recused": mark("Mitglied befangen, Stellvertretung stimmt ab"),
    "deputy_recused": mark("Stellvertretung befangen"),
    "absent": mark("fehlt"),
}
VOTING = ("member", "deputy", "deputy_for_recused")
"""How a seat stands when somebody on it votes; a deputy for a recused member by committee.md B4."""
RECUSED = ("recused", "deputy_for_recused", "deputy_recused")
VOID = ("recused", "deputy_recused")
"""How a seat stands that nobody votes for because of a recusal."""
APPROVING = ("approve", "approve_with_conditions", "approve_reduced")
KINDS = {
    "approve": mark("empfohlen"),
    "approve_with_conditions": mark("mit Auflagen empfohlen"),
    "approve_reduced": mark("gekürzt empfohlen"),
    "waitlist": mark("Warteliste"),
    "defer": mark("zurückgestellt"),
    "reject": mark("abgelehnt"),
    "not_eligible": mark("nicht förderfähig"),
    "withdrawn": mark("zurückgezogen"),
    "not_passed": mark("nicht angenommen"),
}
MOTIONS = tuple(kind for kind in KINDS if kind not in ("withdrawn", "not_passed"))


@dataclass(frozen=True)
class Majority:
    """Whether the motion passed, and the rule used."""

    passed: bool
    yes: int
    no: int
    abstain: int
    invalid: int
    rule: str


def majority(
    *, yes: int, no: int, abstain: int, invalid: int = 0, rule: str = "simple", present: int = 0, seats: int = 0
) -> Majority:
    """M1: more yes than no; abstentions and invalid ballots do not count; a tie fails. Variants M2 and M3.

    Source: KV M-V § 31 Abs. 1; committee.md M1 to M4. ValueError for an unknown rule or a negative count.
    """
    if min(yes, no, abstain, invalid) < 0:
        raise ValueError("counts are never negative")
    checks = {
        "simple": yes > no,
        "majority_of_present": present > 0 and 2 * yes > present,
        "two_thirds_yes_no": yes > 0 and 3 * yes >= 2 * (yes + no),
        "two_thirds_seats": seats > 0 and yes > 0 and 3 * yes >= 2 * seats,
    }
    if rule not in checks:
        raise ValueError(rule)
    return Majority(checks[rule], yes, no, abstain, invalid, rule)


@dataclass(frozen=True)
class Chair:
    """One seat at the moment of the vote: who sits, whether that person is linked to the applicant, and whether the
    person kept out is (`recusal_proposed`)."""

    seat: str
    side: str
    attendance: str
    linked: bool
    recusal_proposed: bool = False


@dataclass(frozen=True)
class Verdict:
    """What the body decided: the outcome, the sums behind it, and the sentences that explain it."""

    kind: str
    quorum: Quorum
    majority: Majority
    excluded: int
    sentence: Phrase
    why: str
    params: dict[str, int | str]
    quorum_text: str = ""
    rule_text: str = ""


SENTENCES = {
    (True, True): mark("Angenommen mit {yes} zu {no} Stimmen"),
    (True, False): mark("Abgelehnt mit {yes} zu {no} Stimmen"),
    (False, True): mark("„{motion}“: angenommen mit {yes} zu {no} Stimmen"),
    (False, False): mark("„{motion}“: keine Mehrheit mit {yes} zu {no} Stimmen"),
}
"""By whether the motion was to approve and whether it passed; any other motion names itself."""
WHY = {
    ("simple", True): mark("Es gibt mehr Ja- als Nein-Stimmen; Enthaltungen zählen nicht mit."),
    ("simple", False): mark("Es gibt nicht mehr Ja- als Nein-Stimmen; Enthaltungen zählen nicht mit."),
    ("majority_of_present", True): mark("Mehr als die Hälfte der Anwesenden hat mit Ja gestimmt."),
    ("majority_of_present", False): mark("Nicht mehr als die Hälfte der Anwesenden hat mit Ja gestimmt."),
    ("two_thirds_yes_no", True): mark("Zwei Drittel der Ja- und Nein-Stimmen sind Ja-Stimmen."),
    ("two_thirds_yes_no", False): mark("Es fehlt an zwei Dritteln der Ja- und Nein-Stimmen."),
    ("two_thirds_seats", True): mark("Zwei Drittel aller Sitze haben mit Ja gestimmt."),
    ("two_thirds_seats", False): mark("Es fehlt an zwei Dritteln aller Sitze."),
}


def voters(chairs: Iterable[Chair]) -> int:
    """Seats with a voter: member or deputy sits and is not recused (committee.md C2, B3)."""
    return sum(chair.attendance in VOTING for chair in chairs)


def ballot_problem(chairs: list[Chair], *, yes: int, no: int, abstain: int, invalid: int = 0) -> Problem | None:
    """None when the counts fit the people who may vote, else why not (one seat, one vote; B3)."""
    entitled, cast = voters(chairs), yes + no + abstain + invalid
    if cast == entitled:
        return None
    return Problem(
        "ballots",
        mark("Es dürfen {entitled} Personen abstimmen, eingetragen sind {cast} Stimmen."),
        {"entitled": entitled, "cast": cast},
        "yes",
    )


def recusal_problem(chairs: Iterable[Chair], *, why_voting: str, why_out: str) -> Problem | None:
    """None unless a linked person votes, or one without a link is kept out, and nobody says why that is right.

    Each of the two needs its own reason: what keeps one person out says nothing about another who votes.

    Source: VwVfG §§ 20, 21, KV M-V § 24; committee.md B2 (in doubt the others decide) and B8 (only proposed).
    """
    found = list(chairs)
    if not why_out and any(chair.attendance in RECUSED and not chair.recusal_proposed for chair in found):
        text = mark(
            "Eine Person ist als befangen eingetragen, ohne dass eine Verbindung bekannt ist. Schreiben Sie den Grund auf."
        )
        return Problem("unlinked", text, {}, "recusal_reason")
    if why_voting or not any(chair.linked and chair.attendance in VOTING for chair in found):
        return None
    return Problem(
        "linked",
        mark(
            "Eine abstimmende Person ist mit dem Antragsteller verbunden. Tragen Sie sie als befangen ein, "
            "oder schreiben Sie, warum sie nach dem Beschluss der anderen nicht befangen ist."
        ),
        {},
        "override",
    )


def decide(
    *,
    chairs: list[Chair],
    motion: str,
    yes: int,
    no: int,
    abstain: int,
    invalid: int = 0,
    quorum_rule: str = "more_than_half",
    majority_rule: str = "simple",
    least: int = 0,
) -> Verdict:
    """The verdict on a motion. A motion to approve in full that fails is a rejection (M4: a tie is a refusal); any
    other motion that fails, to reduce the sum for instance, decides nothing, and the matter is voted on again.

    The same inputs always give the same verdict. Source: committee.md Q1, Q4, M1 to M5.
    """
    excluded = sum(chair.attendance in RECUSED for chair in chairs)
    present, void = voters(chairs), sum(chair.attendance in VOID for chair in chairs)
    found = quorum(seats=len(chairs), present=present, rule=quorum_rule, least=least, recused=void)
    result = majority(
        yes=yes, no=no, abstain=abstain, invalid=invalid, rule=majority_rule, present=present, seats=len(chairs)
    )
    return Verdict(
        kind=motion if result.passed else "reject" if motion == "approve" else "not_passed",
        quorum=found,
        majority=result,
        excluded=excluded,
        sentence=Phrase(
            SENTENCES[motion in APPROVING and (result.passed or motion == "approve"), result.passed],
            {"yes": yes, "no": no, "motion": (KINDS[motion],)},
        ),
        why=WHY[(majority_rule, result.passed)],
        params={"yes": yes, "no": no, "present": present, "seats": len(chairs), "needed": found.needed},
        quorum_text=found.text,
    )


def decision_problem(
    *, motion: str, requested: Decimal | None, amount: Decimal | None, conditions: str, reason: str
) -> Problem | None:
    """None when amount, conditions and reason fit the kind of decision (M5), else why not."""
    if motion in APPROVING and (amount is None or amount <= 0):
        return Problem("amount", mark("Bitte tragen Sie den empfohlenen Betrag ein."), {}, "amount_eur")
    if motion in APPROVING and requested is not None and amount is not None and amount > requested:
        return Problem("amount", mark("Der Betrag ist höher als beantragt."), {}, "amount_eur")
    if motion == "approve" and requested is not None and amount != requested:
        return Problem("kind", mark("Der Betrag weicht vom Antrag ab. Wählen Sie „gekürzt empfohlen“."), {}, "motion")
    if motion == "approve_reduced" and amount == requested:
        return Problem("kind", mark("Der Betrag ist nicht gekürzt. Wählen Sie „empfohlen“."), {}, "motion")
    if motion == "approve" and conditions:
        return Problem("kind", mark("Es gibt Auflagen. Wählen Sie „mit Auflagen empfohlen“."), {}, "motion")
    if motion == "approve_with_conditions" and not conditions:
        return Problem("conditions", mark("Bitte schreiben Sie die Auflagen auf."), {}, "conditions")
    if not reason:
        return Problem("reason", mark("Bitte schreiben Sie den Grund auf."), {}, "reason")
    return None


def civil_majority(sides: Iterable[str]) -> bool:
    """Whether civil society holds more than half of the votes (committee.md C5)."""
    held = list(sides)
    return 2 * sum(side == "civil" for side in held) > len(held)
