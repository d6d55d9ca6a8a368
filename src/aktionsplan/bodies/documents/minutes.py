"""The minutes of a meeting, written from what happened: an internal version, and one with the results only."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.bodies import queries, rules
from aktionsplan.bodies.documents.invitation import at_clock
from aktionsplan.bodies.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Presence,
    QuorumFinding,
    Recusal,
    SeatHolder,
    Vote,
)
from aktionsplan.bodies.queries.live import Result, result_of
from aktionsplan.bodies.rules.quorum import Quorum
from aktionsplan.bodies.states import ITEM, KEPT_OUT
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.periods import BERLIN, WEEKDAYS, german_day
from aktionsplan.shared.words import filled


@dataclass(frozen=True)
class Entry:
    """One item as the minutes tell it: number, depth, title, and what happened in sentences."""

    number: str
    depth: int
    title: str
    lines: tuple[str, ...]
    result: str


@dataclass(frozen=True)
class MinutesLetter:
    """One field per place in the document."""

    body: str
    title: str
    partnership: str
    facts: tuple[tuple[str, str], ...]
    present: tuple[tuple[str, str, str], ...]
    missing: str
    quorum: str
    entries: tuple[Entry, ...]
    signatures: tuple[tuple[str, str, str], ...]
    kind: str
    footer: str
    corrections: tuple[tuple[str, str], ...] = ()


def _day(meeting: Meeting) -> str:
    local = meeting.starts_at.astimezone(BERLIN)
    return f"{WEEKDAYS[local.weekday()]}, {german_day(local.date())}"


def _stays(rows: list[Attendance]) -> tuple[tuple[str, str, str], ...]:
    """Name, group and times of everybody who was there, with every coming and going."""
    attendances: dict[int, list[Attendance]] = {}
    for row in rows:
        if row.arrived_at is not None:
            attendances.setdefault(row.holder_id, []).append(row)
    entries = []
    for stays in sorted(
        attendances.values(), key=lambda stays: (stays[0].holder.seat_id, stays[0].holder.capacity != "member")
    ):
        holder = stays[0].holder
        entries.append((holder.name, _seated(holder), ", ".join(_stay(row) for row in stays)))
    return tuple(entries)


def _stay(row: Attendance) -> str:
    assert row.arrived_at is not None
    came = at_clock(row.arrived_at)
    return f"{came} bis {at_clock(row.left_at)}" if row.left_at else f"ab {came}"


def _from_roll(meeting: Meeting) -> list[SeatHolder]:
    """Who was there when a meeting was written down from paper: whoever sat at one of its votes."""
    rows = Presence.objects.filter(vote__item__meeting=meeting).exclude(attendance__in=("absent", "vacant"))
    holders = {row.holder_id: row.holder for row in rows.select_related("holder__seat") if row.holder is not None}
    return list(holders.values())


def _seated(holder: SeatHolder) -> str:
    group = holder.seat.group + (" (Stellvertretung)" if holder.capacity == "deputy" else "")
    return group + ("" if holder.seat.voting else " (beratend)")


def _missing(meeting: Meeting, there: list[SeatHolder], rows: list[Attendance]) -> str:
    """Excused, represented and missing members, in one sentence each; `there` are the holders who came."""
    excused = {row.holder_id for row in rows if row.excused}
    sat, came = {holder.seat_id for holder in there}, {holder.pk for holder in there}
    members = [
        holder
        for seat in queries.seats(meeting.body, meeting.starts_at.astimezone(BERLIN).date())
        for holder in seat.present_holders
        if holder.capacity == "member" and seat.voting and holder.pk not in came
    ]
    parts = [
        ("Entschuldigt", [holder.name for holder in members if holder.pk in excused]),
        ("Vertreten", [h.name for h in members if h.pk not in excused and h.seat_id in sat]),
        ("Es fehlten", [h.name for h in members if h.pk not in excused and h.seat_id not in sat]),
    ]
    return " ".join(f"{word}: {', '.join(names)}." for word, names in parts if names)


def _recusal(row: Recusal) -> str:
    times = ""
    if row.left_at:
        times = f" Draußen von {at_clock(row.left_at)}"
        times += f" bis {at_clock(row.returned_at)}." if row.returned_at else "."
    ground = rules.GROUNDS[row.ground]
    text = f" {row.text}" if row.text else ""
    if row.yes is not None:
        text += f" Abstimmung der anderen: {row.yes} für befangen, {row.no} dagegen, {row.abstain} enthalten."
    if row.state in KEPT_OUT:
        return f"{row.holder.name} war befangen ({ground}).{text}{times}"
    return f"Die anderen haben entschieden, dass {row.holder.name} nicht befangen ist.{text}"


def _called(vote: Vote, *, internal: bool = True) -> str:
    """The motion in words; who put it stands in the internal version only."""
    word = rules.WHAT[vote.what]
    sum_text = f" {format_eur(vote.amount_eur)}" if vote.amount_eur else ""
    text = vote.text or rules.KINDS.get(vote.motion, "")
    mover = f", gestellt von {vote.moved_by.name}" if vote.moved_by and internal else ""
    return f"{word}:{sum_text} {text.rstrip('.')}{mover}."


def _how(line: Presence) -> str:
    """What the minutes log of a ballot beside its name: that a deputy gave it, that it came on paper."""
    words = ["Stellvertretung"] if line.attendance in ("deputy", "deputy_for_recused") else []
    words += ["vom Vorsitz eingetragen"] if line.way == "paper" else []
    return f" ({', '.join(words)})" if words else ""


def _answers(vote: Vote) -> list[tuple[str, str, int]]:
    """What could be answered, in words, with its count."""
    answers = [("yes", rules.CHOICES["yes"], vote.yes)]
    if vote.what == "election":
        answers = [(row.key, f"Stimmen für {row.name}", row.count) for row in vote.candidates.all()]
    return [*answers, ("no", rules.CHOICES["no"], vote.no), ("abstain", rules.CHOICES["abstain"], vote.abstain)]


def _by_name(result: Result) -> list[str]:
    """Who voted how in an open vote, and how many more were counted in the room without names."""
    sentences, hands = [], []
    for choice, word, count in _answers(result.vote):
        names = [
            line.holder.name + _how(line)
            for line in result.lines
            if line.choice == choice and line.holder is not None
        ]
        sentences += [f"{word}: {', '.join(names)}."] if names else []
        hands += [f"{count - len(names)} {word}"] if count > len(names) else []
    return [*sentences, f"Dazu ohne Namen gezählt: {', '.join(hands)}."] if sentences and hands else sentences


def _counts(vote: Vote) -> str:
    secret = "Geheime" if vote.secret else "Offene"
    return f"{secret} Abstimmung: {vote.yes} Ja, {vote.no} Nein, {_abstentions(vote)}."


def _election(vote: Vote) -> str:
    return vote.text if vote.text.startswith("Wahl") else f"Wahl: {vote.text}"


def _abstentions(vote: Vote) -> str:
    invalid = f", {vote.invalid} ungültig" if vote.invalid else ""
    return f"{vote.abstain} {'Enthaltung' if vote.abstain == 1 else 'Enthaltungen'}{invalid}"


def _void(vote: Vote) -> str:
    counts = "" if vote.what == "election" else f"{_counts(vote)} "
    return f"{counts}Danach begann die Beratung neu, und dieses Ergebnis gilt nicht."


def _vote(vote: Vote, *, internal: bool) -> list[str]:
    """A vote in sentences; the public version names nobody and gives no reason."""
    result = result_of(vote)
    if vote.state != "closed":
        ending = {"withdrawn": "Zurückgezogen.", "moved": "Nicht abgestimmt.", "void": _void(vote)}.get(vote.state)
        return [f"{_called(vote)} {ending}"] if ending and internal else []
    if result.election is not None:
        if not internal:
            posts = "ein Posten" if vote.posts == 1 else f"{vote.posts} Posten"
            return [f"{_election(vote)} ({posts})."]
        names = "; ".join(f"{row.name}: {row.count}" for row in vote.candidates.all())
        secret = "Geheime" if vote.secret else "Offene"
        rest = f"{f'; Nein: {vote.no}' if vote.takes_no else ''}; {_abstentions(vote)}"
        outcome = filled(result.election.text, result.election.params)
        lines = [f"{_election(vote)}.", f"{secret} Wahl: {names}{rest}.", outcome]
        return lines + ([] if vote.secret else _by_name(result))
    assert result.verdict is not None
    verdict = result.verdict
    own = f" ({vote.rules_title}, Fassung {vote.rules_version})" if vote.rules_version else ""
    rule = f"Regel: {verdict.rule_text}{own}."
    if vote.item.meeting.kind == "circular":
        circular = queries.circular_result(vote)
        sentences = [_called(vote, internal=internal), _counts(vote), filled(circular.text, circular.params), rule]
        sentences += _silent(result) if internal else []
    else:
        quorum = [filled(verdict.quorum_text, verdict.params)] if internal else []
        result_line = f"{verdict.sentence}. {verdict.why} {rule}"
        sentences = [_called(vote, internal=internal), *quorum, _counts(vote), result_line]
    return sentences + (_by_name(result) if internal and not vote.secret else [])


def _decision(item: AgendaItem, *, internal: bool) -> str:
    if item.state not in ("decided", "to_be_repeated"):
        word = "" if item.state in ("open", "under_way") else ITEM.words[item.state]
        return f"{word[0].upper()}{word[1:]}." if word else ""
    decision = item.decision
    amount = f": {format_eur(decision.amount_eur)}" if isinstance(decision.amount_eur, Decimal) else ""
    text = f"Ergebnis: {rules.KINDS[decision.kind]}{amount}."
    if decision.binding:
        text += " Das Gremium entscheidet über diesen Fonds selbst."
    if decision.conditions:
        text += f" Auflagen: {'; '.join(decision.conditions.splitlines()).rstrip('.')}."
    if internal and decision.reason:
        text += f" Grund: {decision.reason}"
    doubts = [
        filled(doubt["text"], doubt["params"]) for doubt in decision.doubts if doubt["text"] != queries.LATE_ITEM
    ]
    if internal and doubts:
        text += f" Nicht in Ordnung war: {' '.join(doubts)}"
    return text + (f" {decision.faulty} Über den Punkt wird neu entschieden." if decision.faulty else "")


def _order(vote: Vote) -> tuple[bool, bool, dt.datetime | int, bool, int]:
    """As it happened: what was taken back, what was voted, amendments before the motion they amend; never voted last."""
    gone = vote.state == "withdrawn"
    return not gone, vote.opened_at is None, vote.opened_at or 0, vote.what == "main", vote.pk


LATE = "Dieser Punkt stand nicht in der Einladung."


def _entry(row: queries.Numbered, *, internal: bool) -> Entry:
    item = row.item
    lines = [LATE] if item.added_late else []
    if internal:
        lines += [item.note] if item.note else []
        lines += [_recusal(recusal) for recusal in item.recusals.all()]
    for vote in sorted(item.votes.all(), key=_order):
        lines += _vote(vote, internal=internal)
    result = "" if row.parts else _decision(item, internal=internal)
    return Entry(row.number, row.depth, item.title, tuple(lines), result)


def _shown(row: queries.Numbered) -> Entry:
    """The item for everybody: what is public or was approved; nothing of an application that was not (safety.md).

    Of an approved application its title and the counts: sum, conditions and words of motions may concern people whom the
    project protects, and the project's own publication tells what may be told.
    """
    item = row.item
    if item.reference and not queries.approved(item):
        return Entry(
            row.number, row.depth, rules.HIDDEN_APPLICATION, (), "Nicht empfohlen oder noch nicht entschieden."
        )
    if item.reference:
        vote = next(vote for vote in item.votes.all() if vote.pk == item.decision.vote_id)
        lines = (_counts(vote), f"Regel: {queries.explained(vote).rule_text}.")
        return Entry(row.number, row.depth, item.title, lines, f"Ergebnis: {rules.KINDS[item.decision.kind]}.")
    if item.public:
        return _entry(row, internal=False)
    title = item.title if row.usual_heading else rules.HIDDEN_TOPIC
    return Entry(row.number, row.depth, title, (), "")


def _title(meeting: Meeting) -> str:
    if meeting.kind == "circular":
        return f"Niederschrift über das Umlaufverfahren vom {_when(meeting.began_at or meeting.starts_at)}"
    return f"Niederschrift der Sitzung am {german_day(meeting.starts_at.astimezone(BERLIN).date())}"


def _facts(meeting: Meeting, *, internal: bool) -> list[tuple[str, str]]:
    """Body, day, times; the place of a meeting behind closed doors and the reason of a hurry are internal (safety.md)."""
    facts = [("Gremium", meeting.body.name), ("Tag", _day(meeting))]
    facts += [("Ort", meeting.place)] if internal or meeting.public else []
    if meeting.urgent:
        why = f", weil es eilte: {meeting.reason}" if internal else ""
        facts.append(("Einladung", f"mit kürzerer Frist{why}"))
    if meeting.began_at and meeting.closed_at:
        facts.append(("Zeit", f"{at_clock(meeting.began_at)} bis {at_clock(meeting.closed_at)}"))
    return facts


def _writing_facts(meeting: Meeting, *, internal: bool) -> list[tuple[str, str]]:
    """What a vote in writing has instead of a place and attendance: reason, deadline, when it was counted (U1, U5).

    The reason may name what is not public and stands in the internal version only.
    """
    facts = [("Gremium", meeting.body.name)]
    facts += [("Grund", meeting.reason)] if internal else []
    if meeting.deadline:
        facts.append(("Frist", german_day(meeting.deadline)))
    if meeting.closed_at:
        facts.append(("Ausgezählt", f"{_when(meeting.closed_at)}, {at_clock(meeting.closed_at)}"))
    return facts


def _silent(result: Result) -> list[str]:
    """Who did not answer in a vote in writing, and who objected to the procedure (U5)."""
    parts = (
        ("Nicht geantwortet", [line for line in result.ballots if not line.voted]),
        ("Dem Verfahren widersprochen", [line for line in result.lines if line.objected]),
    )
    return [
        f"{word}: {', '.join(line.holder.name for line in lines if line.holder)}." for word, lines in parts if lines
    ]


def _quorum_finding(row: QuorumFinding, *, internal: bool) -> str:
    """What the chair found about the quorum; who asked for it stands in the internal version only."""
    quorum = Quorum(row.quorate, row.present, row.needed, row.seats, "", row.ground, row.uninvited)
    asker = f" auf Antrag von {row.requested_by.name}" if row.requested_by and internal else ""
    asker = asker or (" auf Antrag" if row.requested_by else "")
    return f"Um {at_clock(row.found_at)}{asker} festgestellt: {filled(quorum.text, quorum.params)}"


def minutes_letter(
    meeting: Meeting,
    *,
    signatures: tuple[tuple[str, str, str], ...] = (),
    footer: str = "",
    internal: bool = True,
    agenda: Sequence[AgendaItem] = (),
) -> MinutesLetter:
    """The minutes as they stand; `agenda` when it was read before. Source: VwVfG § 93; committee.md Minutes."""
    rows, writing = queries.attendances(meeting), meeting.kind == "circular"
    rolled = [] if any(row.arrived_at for row in rows) else _from_roll(meeting)
    there = [row.holder for row in rows if row.arrived_at] or rolled
    present = _stays(rows) or tuple((holder.name, _seated(holder), "") for holder in rolled)
    items = [row for row in queries.numbered(agenda or queries.told_agenda(meeting)) if row.item.state != "taken_off"]
    source = _writing_facts if meeting.kind == "circular" else _facts
    facts = source(meeting, internal=internal)
    facts += [(word, name) for word, name, _when in signatures] if internal else []
    invited = [f"Eingeladen am {_when(meeting.invited_at)}."] if meeting.invited_at else []
    return MinutesLetter(
        body=meeting.body.name,
        title=_title(meeting),
        partnership=meeting.partnership.name,
        facts=tuple(facts),
        present=present if internal and not writing else (),
        missing=_missing(meeting, there, rows) if internal and not writing else "",
        quorum=" ".join(
            invited + [_quorum_finding(row, internal=internal) for row in queries.quorum_findings(meeting)]
        ),
        entries=tuple(_entry(row, internal=True) if internal else _shown(row) for row in items),
        signatures=signatures if internal else (),
        kind="Interne Fassung" if internal else "Öffentliche Fassung: nur Ergebnisse",
        footer=footer,
    )


def restored(data: Json) -> MinutesLetter:
    """The letter from its stored fields."""
    return MinutesLetter(**data | {"entries": tuple(Entry(**row) for row in data["entries"])})


def _when(moment: dt.datetime) -> str:
    return german_day(moment.astimezone(BERLIN).date())
