"""Casting a ballot: who may, when secretly, and whose decides a tie. Plain values only, each rule with its source."""

from collections.abc import Collection, Mapping, Sequence

from aktionsplan.shared.kinds import Value
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


LEAST = 5
"""With fewer ballots a secret vote tells nearly everything: committee.md M4."""
DIFFERENCE = Problem(
    "difference",
    mark(
        "Über dieselbe Frage ist schon geheim abgestimmt worden, und fast dieselben Personen stimmen ab. Der Unterschied "
        "der Ergebnisse verriete einzelne Stimmen. Stimmen Sie an der Urne ab."
    ),
)


def _tells(one: Collection[int], other: Collection[int]) -> bool:
    """Whether the difference of two counts is the ballots of so few that they would be known."""
    return 0 < len(set(one) ^ set(other)) < LEAST


def device_problem(*, entitled: Collection[int], earlier: Sequence[Collection[int]]) -> Problem | None:
    """None when a secret vote may be opened at devices, else why the paper urn has to do (M4).

    `entitled` are the people who may vote, `earlier` those who voted in each former secret count on the same question:
    when some of them, but fewer than five, may not vote now (a late recusal, B7), the difference would tell their ballots.
    Of 5 entitled: opened; of 4: not. 12 voted before and 11 of them may now: not; 7 of them: opened.
    """
    if len(entitled) < LEAST:
        text = mark("Geheim an Geräten wird erst ab fünf Stimmberechtigten abgestimmt. Stimmen Sie an der Urne ab.")
        return Problem("few", text)
    return DIFFERENCE if any(0 < len(set(voted) - set(entitled)) < LEAST for voted in earlier) else None


def count_problem(*, voted: Collection[int], hands: int, earlier: Sequence[Collection[int]]) -> Problem | None:
    """None when a secret vote at devices may be closed and counted: with none or at least five ballots (M4).

    The minimum also holds for what was counted at the urn beside devices, and for the difference to a former count.
    0 or 5 at devices: counted; 1 to 4: not. 5 at devices and 1 at the urn: not; none at devices and 1 at the urn: counted.
    """
    if 0 < len(voted) < LEAST:
        text = mark(
            "Geheim gezählt wird ab fünf Stimmen an Geräten, es sind erst {n}. Warten Sie, oder brechen Sie ab und stimmen "
            "Sie an der Urne ab."
        )
        return Problem("thin", text, {"n": len(voted)})
    if voted and 0 < hands < LEAST:
        text = mark(
            "So wenige Stimmen an der Urne wären zu erkennen. Brechen Sie ab, und alle stimmen an der Urne ab, "
            "oder alle an Geräten."
        )
        return Problem("thin", text)
    return DIFFERENCE if voted and any(_tells(voted, former) for former in earlier) else None


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


def chair_decides(*, yes: int, no: int, abstain: int, values: Mapping[str, Value]) -> bool:
    """Whether the vote of the chair decides: the rules say so, a simple majority is asked, and it is equal.

    Source: VwVfG § 91; committee.md M4.
    """
    against = no + (abstain if values["abstentions"] == "no" else 0)
    return bool(values["chair_casts"]) and values["majority"] == "simple" and yes == against


def casting_problem(*, yes: int, no: int, said: str) -> Problem | None:
    """None when it is known how the chair voted whose vote decides, and such a vote is among those counted.

    0:0:9 cannot have a chair who voted yes; abstentions are not always counted. Source: VwVfG § 91; committee.md M1, M4.
    """
    if said and {"yes": yes, "no": no}.get(said, 1):
        return None
    if said:
        text = mark("So kann der Vorsitz nicht gestimmt haben: Eine solche Stimme wurde nicht gezählt.")
        return Problem("casting_count", text, {}, "chair")
    text = mark(
        "Es steht gleich, und dann entscheidet die Stimme des Vorsitzes. Tragen Sie ein, wie er gestimmt hat."
    )
    return Problem("casting", text, {}, "chair")
