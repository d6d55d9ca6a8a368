"""Votes in writing without a meeting (Umlaufverfahren). Integers only. Source: committee.md U1 to U5."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from aktionsplan.bodies.rules.verdict import RollSeat, majority, quorum_of, share_problem, voters
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.words import Problem, mark

SENTENCES = {
    "passed": mark("Angenommen mit {yes} zu {no} Stimmen; {counted} von {entitled} haben rechtzeitig geantwortet."),
    "failed": mark("Abgelehnt mit {yes} zu {no} Stimmen; {counted} von {entitled} haben rechtzeitig geantwortet."),
    "passed_named": mark(
        "„{motion}“: angenommen mit {yes} zu {no} Stimmen; {counted} von {entitled} haben rechtzeitig geantwortet."
    ),
    "failed_named": mark(
        "„{motion}“: keine Mehrheit mit {yes} zu {no} Stimmen; {counted} von {entitled} haben rechtzeitig geantwortet."
    ),
    "objection": mark(
        "Das Verfahren ist gestoppt, weil rechtzeitig widersprochen wurde. Der Punkt kommt in die nächste Sitzung."
    ),
    "cap": mark(
        "Ungültig: {group} hat {count} von {total} Stimmen, erlaubt sind höchstens {cap} %. Der Punkt kommt in die nächste Sitzung."
    ),
    "participation": mark(
        "Ungültig: {counted} von {entitled} haben rechtzeitig geantwortet, nötig sind {needed}. Der Punkt kommt in die nächste Sitzung."
    ),
}


@dataclass(frozen=True)
class Circular:
    """Whether the vote counts, whether the motion passed, how many ballots counted, and the ground."""

    valid: bool
    passed: bool
    counted: int
    needed: int
    ground: str
    params: dict[str, Value]

    @property
    def text(self) -> str:
        """The German sentence that says it; filled from `params`."""
        return SENTENCES[f"{self.ground}_named" if self.valid and "motion" in self.params else self.ground]

    def named(self, motion: str | tuple[str, ...]) -> "Circular":
        """The same with the motion named: „angenommen“ alone would mislead about a motion to reject."""
        return replace(self, params=self.params | {"motion": motion})


def opening_problem(*, allowed: bool, reason: str, days: int, least_days: int) -> Problem | None:
    """None when a vote in writing may be opened: the rules allow it, a reason is noted, the deadline is far enough.

    Source: committee.md U1 (off in `kv_mv`, which requires presence).
    """
    if not allowed:
        return Problem("circular", mark("Die Geschäftsordnung erlaubt kein Umlaufverfahren."))
    if not reason.strip():
        return Problem(
            "reason",
            mark("Bitte schreiben Sie auf, warum nicht bis zur nächsten Sitzung gewartet wird."),
            {},
            "reason",
        )
    if days < least_days:
        return Problem(
            "deadline", mark("Die Frist muss mindestens {days} Tage lang sein."), {"days": least_days}, "deadline"
        )
    return None


def circular(
    *,
    entitled: int,
    yes: int,
    no: int,
    abstain: int,
    invalid: int = 0,
    objections: int = 0,
    objections_needed: int = 1,
    participation: str = "more_than_half",
    least: int = 1,
    majority_rule: str = "simple",
    abstentions: str = "ignored",
    casting: str = "",
    seats: int = 0,
) -> Circular:
    """What a vote in writing came to. The counts are ballots that came in time; late ones are no ballots (U2).

    Whoever answered counts as present; two thirds of all seats (M3) are of `seats`. U3: enough objections to the procedure
    stop it. U4: valid if more than half of the entitled answered in time (variant `all`): 11 entitled, 6 in time
    with 4:1:1 passes; 5 in time is void; 6 in time and one objection is void; never fewer than `least`.
    ValueError for more ballots than entitled or an unknown rule.
    """
    counted = yes + no + abstain + invalid
    needed = {"all": entitled, "more_than_half": entitled // 2 + 1}.get(participation, -1)
    if counted > entitled or objections < 0 or min(objections_needed, least) < 1 or needed < 0:
        raise ValueError(f"counts do not fit the entitled, or no rule {participation}")
    needed = max(needed, least)
    params = {"yes": yes, "no": no, "counted": counted, "entitled": entitled, "needed": needed}
    if objections >= objections_needed:
        return Circular(False, False, counted, needed, "objection", params)
    if counted < needed:
        return Circular(False, False, counted, needed, "participation", params)
    counts = {"yes": yes, "no": no, "abstain": abstain, "invalid": invalid, "present": counted}
    counts["seats"] = seats or entitled
    result = majority(**counts, rule=majority_rule, abstentions=abstentions, casting=casting)
    return Circular(True, result.passed, counted, needed, "passed" if result.passed else "failed", params)


def in_writing(
    chairs: list[RollSeat],
    *,
    yes: int,
    no: int,
    abstain: int,
    invalid: int = 0,
    objections: int = 0,
    values: Mapping[str, Value],
    casting: str = "",
) -> Circular:
    """What a vote in writing came to, from its roll and its rules of procedure: the same cap (C5), seats and majority as
    in a meeting (`verdict.decide`), and what only writing has (U3, U4). 5 of 10 public under a cap of 49 %: void.
    """
    outcome = circular(
        entitled=voters(chairs),
        yes=yes,
        no=no,
        abstain=abstain,
        invalid=invalid,
        objections=objections,
        objections_needed=values["circular_objections"],
        participation=values["circular_participation"],
        least=values["circular_least"],
        majority_rule=values["majority"],
        abstentions=values["abstentions"],
        casting=casting if values["chair_casts"] else "",
        seats=quorum_of(chairs, values=values).seats,
    )
    problem = share_problem(chairs, cap_percent=values["cap_percent"])
    if problem is None or outcome.ground == "objection":
        return outcome
    return replace(outcome, valid=False, passed=False, ground="cap", params=outcome.params | dict(problem.params))
