"""Casting a ballot: who may, when secretly, and whose decides a tie. Plain values only, each rule with its source."""

from collections.abc import Mapping
from typing import Any

from aktionsplan.shared.words import Problem, mark


def ballot_refusal(
    *, state: str, voting: bool, on_roll: str, in_room: bool, voted: bool, secret: bool
) -> Problem | None:
    """None when this person may cast a ballot now, else why not.

    `on_roll` says how the person stands in the roll: `votes`, `recused`, `replaced` (a deputy whose member sits),
    `handed` (in writing the other holder answers), or empty for somebody who was not in the room when the vote was
    opened. Source: committee.md C2, C3, B3; decisions of
    the house, "Secret ballots".
    """
    if state != "open":
        text = mark("Die Abstimmung ist geschlossen. Ihre Stimme wurde nicht gezählt.")
        return Problem("closed", text)
    if not voting:
        return Problem("advisory", mark("Beratende Mitglieder stimmen nicht ab."))
    if on_roll == "recused":
        return Problem("recused", mark("Sie sind bei diesem Punkt befangen und stimmen nicht mit ab."))
    if on_roll == "replaced":
        return Problem(
            "member_sits", mark("Das Mitglied ist selbst da und stimmt ab. Die Stellvertretung hat keine Stimme.")
        )
    if on_roll == "handed":
        return Problem("handed", mark("Für diesen Sitz antwortet jetzt jemand anderes."))
    if on_roll != "votes":
        return Problem(
            "came_late", mark("Sie waren nicht da, als die Abstimmung begann. Bei der nächsten sind Sie dabei.")
        )
    if not in_room:
        return Problem("gone", mark("Sie haben die Sitzung verlassen. Ihre Stimme wurde nicht gezählt."))
    if secret and voted:
        return Problem("voted", mark("Sie haben schon abgestimmt. Eine geheime Stimme lässt sich nicht ändern."))
    return None


def secrecy_problem(*, asked: int, needs: int) -> Problem | None:
    """None when enough members ask for a secret vote; `needs` 0 means that the rules know none (M4)."""
    if needs and asked >= needs:
        return None
    if not needs:
        return Problem("no_secrecy", mark("Die Geschäftsordnung kennt keine geheime Abstimmung."), {}, "asked")
    text = mark("Eine geheime Abstimmung müssen {needs} Mitglieder verlangen, eingetragen sind {asked}.")
    return Problem("secrecy", text, {"needs": needs, "asked": asked}, "asked")


def others_problem(*, recused: bool, yes: int, no: int, abstain: int, others: int) -> Problem | None:
    """None when the others' count gives what was entered about a conflict of interest, else why not.

    `yes` are those for keeping the person out, `others` how many could vote on it. 3 against 2 keeps out, 2 against 2
    does not. Source: committee.md B2, B8 and M1, M4.
    """
    if yes + no + abstain > others:
        text = mark(
            "Über die Befangenheit entscheiden nur die anderen, das sind {others}. Gezählt sind mehr Stimmen."
        )
        return Problem("others", text, {"others": others}, "yes")
    if recused != (yes > no):
        text = mark("Diese Stimmen ergeben das Gegenteil: Befangen ist, wen mehr Stimmen ausschließen als zulassen.")
        return Problem("others_said", text, {}, "recused")
    return None


def casting_problem(
    *, yes: int, no: int, abstain: int, values: Mapping[str, Any], votes: bool, said: str
) -> Problem | None:
    """None unless the votes are equal, the vote of the chair decides that, and nobody has said how the chair voted.

    `votes` says whether the chair has a vote here; without one a tie is a refusal. Source: VwVfG § 91.
    """
    against = no + (abstain if values["abstentions"] == "no" else 0)
    if not values["chair_casts"] or values["majority"] != "simple" or not votes or yes != against or said:
        return None
    text = mark(
        "Es steht gleich, und dann entscheidet die Stimme des Vorsitzes. Tragen Sie ein, wie er gestimmt hat."
    )
    return Problem("casting", text, {}, "chair")
