"""Results of a survey: counts and shares, and which groups are too small to be shown to anybody.

Source: programme.md 3.1 (sources); look-analysis.md, 11b-survey-results; issue "Stage 1", A (surveys).
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from aktionsplan.shared.disclosure import disclose
from aktionsplan.shared.questions import MOST_QUESTIONS, OUT, Answer, Question, question_problem
from aktionsplan.shared.words import Problem, mark

ACCESS = {"public": mark("Link und Plakat, für alle"), "tokens": mark("nur mit Zettel, jeder Code gilt einmal")}
GROUPINGS = {"": mark("nein"), "group": mark("ja"), "place": mark("ja, die Antworten sind unsere Ortsteile")}
GROUPING_KINDS = ("choice", "agree")
"""Kinds of questions whose answers are groups: each person is in one."""
FEWEST = 5
"""Under so many answers a survey shows nothing at all."""
LEAST = (5, 10, 20)
"""The smallest number of answers a group may need, what it needs if nobody says otherwise, and the largest."""
DISTANCE = 5
"""How far apart the lowest and the highest possible size of a hidden group stay."""
Answers = Sequence[Mapping[str, Answer]]
"""Opened answers: for each the answer by the question's place."""


@dataclass(frozen=True)
class Bar:
    """How many chose one answer, and their share of those who answered, in percent; None where that is hidden."""

    word: str
    count: int | None
    share: int | None


@dataclass(frozen=True)
class Group:
    """One group of a grouping: how many answered the question there, and their answers; hidden ones have neither."""

    name: str
    answered: int | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Grouped:
    """The results of a question by one grouping; `left_out` when nothing of it may be shown."""

    groups: tuple[Group, ...]
    left_out: bool

    @property
    def hides(self) -> bool:
        """Whether any group is hidden."""
        return self.left_out or any(group.answered is None for group in self.groups)


def share(part: int, whole: int) -> int:
    """The part in percent of the whole, rounded half up; 0 of nothing. 107 of 205 are 52."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def _given(answers: Answers, place: str) -> list[Answer]:
    return [answer[place] for answer in answers if place in answer]


def answer_bars(question: Question, answers: Answers, place: str) -> tuple[Bar, ...]:
    """How often each answer was picked, in the order of the question; shares are of those who answered it at all."""
    given = _given(answers, place)
    counts = Counter(one for answer in given for one in (answer if isinstance(answer, list) else [answer]))
    return tuple(Bar(word, counts[int(key)], share(counts[int(key)], len(given))) for key, word in question.answers)


def group_bars(question: Question, answers: Answers, place: str, shown: Collection[str]) -> tuple[Bar, ...]:
    """How many are in each group: the answers of a question that results are grouped by; only those in `shown`.

    Nobody's answer is a 0 where nothing else is hidden.
    """
    bars = answer_bars(question, answers, place)
    rest = len(answers) - sum(bar.count or 0 for bar in bars)
    pairs = list(zip(question.answers, bars, strict=True))
    empty = all(not bar.count or key in shown for (key, _word), bar in pairs) and (not rest or "" in shown)
    return tuple(
        bar if key in shown or (empty and bar.count == 0) else Bar(bar.word, None, None)
        for (key, _word), bar in pairs
    )


def number_bars(answers: Answers, place: str) -> tuple[int, int, int]:
    """How many gave a number, the lower median, and the whole-numbered mean (rounded half up); zeros without any.

    3, 4 and 9 give 3 numbers, median 4, mean 5.
    """
    given = sorted(answer for answer in _given(answers, place) if isinstance(answer, int) and answer != OUT)
    if not given:
        return 0, 0, 0
    return len(given), given[(len(given) - 1) // 2], (2 * sum(given) + len(given)) // (2 * len(given))


def rejecting(bars: Sequence[Bar], question: Question) -> int:
    """The share of the two rejecting steps of agreement, computed from the counts and not from rounded shares."""
    total = sum(bar.count or 0 for bar in bars)
    return share(sum(bar.count or 0 for bar in bars[:2]), total) if question.kind == "agree" else 0


NO_GROUP = ("", mark("keine Angabe"))
"""Whoever did not say to which group she belongs is a group too."""


def _members(by: Question, by_place: str, answers: Answers) -> dict[str, list[Mapping[str, Answer]]]:
    keys = [key for key, _word in (*by.answers, NO_GROUP)]
    return {key: [one for one in answers if str(one.get(by_place, "")) == key] for key in keys}


def shown_groups(
    places: Collection[str],
    by: Question,
    by_place: str,
    answers: Answers,
    *,
    least: int,
    towns: Mapping[str, str] | None = None,
) -> frozenset[str]:
    """The groups of a grouping that may be shown, the same ones for every question; empty when none may.

    `places` are all questions of the survey. A group is shown when it is large enough (`shared.disclosure`) by its members
    and by those of them who answered, at every question: else what one question shows of the sizes would tell what another
    hides. With `towns` (the town of each answer of `by`) districts are hidden town by town.

    Groups of 30 and 12, of which 30 and 9 answered another question: with least 10 nothing is grouped at all.
    """
    if by.sensitive:
        return frozenset()
    members = _members(by, by_place, answers)
    shown = set(members)
    for place in {"", *places} - {by_place}:
        counts = {key: sum(not place or place in one for one in rows) for key, rows in members.items()}
        shown &= _shown(counts, by, towns, least)
    return frozenset(shown)


def grouped(
    question: Question, place: str, by: Question, by_place: str, answers: Answers, shown: Collection[str]
) -> Grouped:
    """The results of a question for each answer of another one: of the groups in `shown` only; a sensitive one has none."""
    if question.sensitive or by.sensitive or not shown:
        return Grouped((), left_out=True)
    groups = []
    for (key, word), rows in zip((*by.answers, NO_GROUP), _members(by, by_place, answers).values(), strict=True):
        if not rows:
            continue
        bars = answer_bars(question, rows, place) if key in shown else ()
        groups.append(Group(word, sum(place in one for one in rows) if key in shown else None, bars))
    return Grouped(tuple(groups), left_out=False)


def _shown(counts: Mapping[str, int], by: Question, towns: Mapping[str, str] | None, least: int) -> set[str]:
    """The keys of the groups that may be shown; empty when the whole grouping is left out."""
    words = dict(by.answers)
    town_of = {key: (towns or {}).get(words.get(key, ""), "") for key in counts}
    table: dict[str, dict[str, int]] = {}
    for key, count in counts.items():
        table.setdefault(town_of[key], {})[key] = count
    result = disclose(table, least=least, distance=DISTANCE)
    return {key for (_town, key), count in result.parts.items() if count}


def start_problems(
    questions: Sequence[Question],
    *,
    read: bool,
    begins_on: dt.date | None,
    ends_on: dt.date | None,
    today: dt.date,
    tokens: int | None = None,
) -> list[Problem]:
    """Everything that hinders the start; empty when the survey may begin.

    No or more than twelve questions, a question that may not be asked, no second reader, no period or one that is over,
    no slip where only slips open the form.
    """
    found = []
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        found.append(Problem("questions", mark("Eine Befragung hat 1 bis {most} Fragen."), {"most": MOST_QUESTIONS}))
    for number, question in enumerate(questions, start=1):
        if problem := question_problem(question):
            text = mark("Frage {n}: {what}")
            found.append(Problem(problem.code, text, {"n": number, "what": str(problem)}))
    if not read:
        found.append(Problem("unread", mark("Eine zweite Person hat die Fragen noch nicht gegengelesen.")))
    if begins_on is None or ends_on is None or ends_on < begins_on:
        found.append(Problem("period", mark("Bitte nennen Sie den ersten und den letzten Tag.")))
    elif ends_on < today:
        found.append(Problem("over", mark("Der letzte Tag ist schon vorbei.")))
    if tokens == 0:
        found.append(Problem("tokens", mark("Es gibt noch keine Zettel mit Codes.")))
    return found
