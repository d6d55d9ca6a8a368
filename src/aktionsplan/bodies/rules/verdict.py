"""How a body decides: majority, recusal, verdict. Integers only, each rule with its source."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.bodies.rules.composition import cap_problem, counted_seats
from aktionsplan.bodies.rules.quorum import Quorum, lasting, quorum
from aktionsplan.bodies.rules.words import APPROVING, KINDS, RECUSED, SIDES, VOID, VOTING
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.words import Phrase, Problem, mark


@dataclass(frozen=True)
class Majority:
    """Whether the motion passed, and the rule used."""

    passed: bool
    yes: int
    no: int
    abstain: int
    invalid: int
    rule: str
    ground: str = "simple"


def majority(
    *,
    yes: int,
    no: int,
    abstain: int,
    invalid: int = 0,
    rule: str = "simple",
    present: int = 0,
    seats: int = 0,
    abstentions: str = "ignored",
    casting: str = "",
) -> Majority:
    """M1: more yes than no; abstentions and invalid ballots do not count; a tie fails. Variants M2 and M3.

    With `abstentions` "no" they count against the motion. `casting` is the vote of a chair whose vote decides a tie;
    empty where the rules give none (M4). Source: KV M-V § 31 Abs. 1; VwVfG § 91; committee.md M1 to M4. ValueError for
    an unknown rule or a negative count.
    """
    if min(yes, no, abstain, invalid) < 0:
        raise ValueError("counts are never negative")
    against = no + (abstain if abstentions == "no" else 0)
    checks = {
        "simple": yes > against,
        "majority_of_present": present > 0 and 2 * yes > present,
        "two_thirds_yes_no": yes > 0 and 3 * yes >= 2 * (yes + against),
        "two_thirds_seats": seats > 0 and yes > 0 and 3 * yes >= 2 * seats,
    }
    if rule not in checks:
        raise ValueError(rule)
    if rule == "simple" and yes == against and casting in ("yes", "no"):
        return Majority(casting == "yes", yes, no, abstain, invalid, rule, "casting")
    counted_as_no = rule in ("simple", "two_thirds_yes_no") and abstentions == "no"
    return Majority(checks[rule], yes, no, abstain, invalid, rule, f"{rule}_no" if counted_as_no else rule)


@dataclass(frozen=True)
class RollSeat:
    """One seat at the moment of the vote: who sits, whether that person is linked to the applicant, and whether the
    person kept out is (`recusal_proposed`)."""

    seat: str
    side: str
    attendance: str
    linked: bool
    recusal_proposed: bool = False
    group: str = ""


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


DECIDING = ("approve", "adopt")
"""Motions whose failure is a refusal (M4); any other that fails decides nothing, and the matter is voted on again."""
SENTENCES = {
    "approved": mark("Angenommen mit {yes} zu {no} Stimmen"),
    "refused": mark("Abgelehnt mit {yes} zu {no} Stimmen"),
    "passed": mark("„{motion}“: angenommen mit {yes} zu {no} Stimmen"),
    "rejected": mark("„{motion}“: abgelehnt mit {yes} zu {no} Stimmen"),
    "failed": mark("„{motion}“: keine Mehrheit mit {yes} zu {no} Stimmen"),
}
"""A motion to approve needs no name; any other names itself."""
WHY = {
    ("simple_no", True): mark("Es gibt mehr Ja-Stimmen als Nein-Stimmen und Enthaltungen zusammen."),
    ("simple_no", False): mark("Es gibt nicht mehr Ja-Stimmen als Nein-Stimmen und Enthaltungen zusammen."),
    ("casting", True): mark("Es gibt gleich viele Stimmen; die Stimme des Vorsitzes entscheidet dafür."),
    ("casting", False): mark("Es gibt gleich viele Stimmen; die Stimme des Vorsitzes entscheidet dagegen."),
    ("two_thirds_yes_no_no", True): mark("Zwei Drittel aller abgegebenen Stimmen sind Ja-Stimmen."),
    ("two_thirds_yes_no_no", False): mark("Es fehlt an zwei Dritteln der abgegebenen Stimmen."),
    ("simple", True): mark("Es gibt mehr Ja- als Nein-Stimmen; Enthaltungen zählen nicht mit."),
    ("simple", False): mark("Es gibt nicht mehr Ja- als Nein-Stimmen; Enthaltungen zählen nicht mit."),
    ("majority_of_present", True): mark("Mehr als die Hälfte der Anwesenden hat mit Ja gestimmt."),
    ("majority_of_present", False): mark("Nicht mehr als die Hälfte der Anwesenden hat mit Ja gestimmt."),
    ("two_thirds_yes_no", True): mark("Zwei Drittel der Ja- und Nein-Stimmen sind Ja-Stimmen."),
    ("two_thirds_yes_no", False): mark("Es fehlt an zwei Dritteln der Ja- und Nein-Stimmen."),
    ("two_thirds_seats", True): mark("Zwei Drittel aller Sitze haben mit Ja gestimmt."),
    ("two_thirds_seats", False): mark("Es fehlt an zwei Dritteln aller Sitze."),
}


def voters(chairs: Iterable[RollSeat]) -> int:
    """Seats with a voter: member or deputy sits and is not recused (committee.md C2, B3)."""
    return sum(chair.attendance in VOTING for chair in chairs)


def ballot_problem(
    chairs: list[RollSeat], *, yes: int, no: int, abstain: int, invalid: int = 0, fewer: bool = False
) -> Problem | None:
    """None when the counts fit the people who may vote, else why not (one seat, one vote; B3).

    With `fewer` some may have kept their vote to themselves, as they can at devices.
    """
    entitled, cast = voters(chairs), yes + no + abstain + invalid
    if cast == entitled or (fewer and cast < entitled):
        return None
    return Problem(
        "ballots",
        mark("Es dürfen {entitled} Personen abstimmen, eingetragen sind {cast} Stimmen."),
        {"entitled": entitled, "cast": cast},
        "yes",
    )


def recusal_problem(chairs: Iterable[RollSeat], *, why_voting: str, why_out: str) -> Problem | None:
    """None unless a linked person votes, or one without a link is kept out, and nobody says why that is right.

    Each of the two needs its own reason: what keeps one person out says nothing about another who votes.

    Source: VwVfG §§ 20, 21, KV M-V § 24; committee.md B2 (in doubt the others decide) and B8 (only proposed).
    """
    roll = list(chairs)
    if not why_out and any(chair.attendance in RECUSED and not chair.recusal_proposed for chair in roll):
        text = mark(
            "Eine Person ist als befangen eingetragen, ohne dass eine Verbindung bekannt ist. Schreiben Sie den Grund auf."
        )
        return Problem("unlinked", text, {}, "recusal_reason")
    if why_voting or not any(chair.linked and chair.attendance in VOTING for chair in roll):
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


def quorum_of(
    chairs: Iterable[RollSeat],
    *,
    values: Mapping[str, Value],
    uninvited: int = 0,
    second_call: bool = False,
    established: bool = False,
) -> Quorum:
    """Whether the body may vote on an item, from how its seats stand and from its rules of procedure.

    Vacant seats count by setting (C2). Source: committee.md Q1 to Q6.
    """
    attendances = [chair.attendance for chair in chairs]
    vacant, void = attendances.count("vacant"), sum(word in VOID for word in attendances)
    now = quorum(
        seats=counted_seats(len(attendances) - vacant, vacant, vacant_count=values["vacant_count"]),
        present=sum(word in VOTING for word in attendances),
        rule=values["quorum"],
        fixed=values["quorum_fixed"],
        least=values["least_present"],
        recused=void,
        uninvited=uninvited,
        second_call=second_call,
        notice=second_call,
        second_call_needs=values["second_call_needs"],
        third=values["recused_third"],
    )
    settings = {"counted_anew": values["counted_anew"], "least": values["least_present"]}
    return lasting(now, established=established, **settings)


def share_problem(chairs: Iterable[RollSeat], *, cap_percent: int) -> Problem | None:
    """None unless a group, or the public side, has more of the votes at this item than the rules allow; 0 sets no limit.

    Source: committee.md C5, checked per item after recusals.
    """
    sitting = [chair for chair in chairs if chair.attendance in VOTING]
    if not cap_percent or not sitting:
        return None
    public = sum(chair.side == "public" for chair in sitting)
    return cap_problem(Counter(chair.group for chair in sitting), cap_percent=cap_percent) or cap_problem(
        {SIDES["public"]: public}, cap_percent=cap_percent, total=len(sitting)
    )


def _said(motion: str, *, passed: bool) -> str:
    """Which sentence says what became of the motion."""
    if passed:
        return "approved" if motion in APPROVING else "passed"
    return {"approve": "refused", "adopt": "rejected"}.get(motion, "failed")


def decide(
    *,
    chairs: list[RollSeat],
    motion: str,
    yes: int,
    no: int,
    abstain: int,
    invalid: int = 0,
    values: Mapping[str, Value],
    casting: str = "",
    text: str = "",
    **call: Value,
) -> Verdict:
    """The verdict on a motion. A motion to approve in full, or to adopt a topic, that fails is a rejection (M4: a tie is a
    refusal); any other motion that fails, to reduce the sum for instance, decides nothing, and the matter is voted on again.

    `values` are the rules of procedure as they were stored; `text` is the wording of a motion that is not about an
    application; `call` is what `quorum_of` asks. The same inputs always give the same verdict. Source: committee.md Q1 to
    Q6, M1 to M5.
    """
    finding = quorum_of(chairs, values=values, **call)
    by_rule = {"rule": values["majority"], "abstentions": values["abstentions"]}
    by_rule |= {"casting": casting if values["chair_casts"] else ""}
    counts: dict[str, Value] = {"yes": yes, "no": no, "abstain": abstain, "invalid": invalid}
    result = majority(**counts, **by_rule, present=finding.present, seats=finding.seats)
    named = text or (KINDS[motion],)
    return Verdict(
        kind=motion if result.passed else "reject" if motion in DECIDING else "not_passed",
        quorum=finding,
        majority=result,
        excluded=sum(chair.attendance in RECUSED for chair in chairs),
        sentence=Phrase(SENTENCES[_said(motion, passed=result.passed)], {"yes": yes, "no": no, "motion": named}),
        why=WHY[(result.ground, result.passed)],
        params={"yes": yes, "no": no, **finding.params},
        quorum_text=finding.text,
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
    if not reason and motion != "adopt":
        return Problem("reason", mark("Bitte schreiben Sie den Grund auf."), {}, "reason")
    return None


def civil_majority(sides: Iterable[str]) -> bool:
    """Whether civil society holds more than half of the votes (committee.md C5)."""
    votes = list(sides)
    return 2 * sum(side == "civil" for side in votes) > len(votes)
