"""Questions that people build themselves: what may be asked, and what counts as an answer."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.shared.questions import OUT, TEXT_LIMIT, Question, minutes, question_problem, read_answer, room
from aktionsplan.shared.words import Refused

CHOICE = Question("choice", "Wie alt bist du?", ("bis 15", "16 bis 26", "älter"), "unsaid")


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (Question("choice", "?", ("eins",)), "options"),
        (Question("several", "?", tuple(str(n) for n in range(21))), "options"),
        (Question("choice", "?", ("ja", " Ja ")), "double"),
        (Question("agree", "Hast du Hass erlebt?", sensitive=True), "sensitive"),
        (Question("agree", "Hast du Hass erlebt?", way_out="unknown", sensitive=True), "sensitive"),
        (Question("text", "Wie heißt du?"), "contact"),
        (Question("text", "Dein Name bitte"), "contact"),
        (Question("text", "Deine E-Mail?"), "contact"),
        (Question("text", "Deine Adresse"), "contact"),
    ],
)
def test_what_may_not_be_asked(question, code):
    assert question_problem(question).code == code


@pytest.mark.parametrize(
    "question",
    [
        CHOICE,
        Question("several", "?", tuple(str(n) for n in range(20))),
        Question("agree", "Hast du Hass erlebt?", way_out="unsaid", sensitive=True),
        Question("text", "Was fehlt dir hier?"),
        Question("number", "Wie viele Abende?"),
    ],
)
def test_what_may_be_asked(question):
    assert question_problem(question) is None


@pytest.mark.parametrize(
    ("question", "typed", "answer"),
    [
        (CHOICE, ["1"], 1),
        (CHOICE, [str(OUT)], OUT),
        (CHOICE, [""], None),
        (CHOICE, [], None),
        (Question("agree", "?"), ["3"], 3),
        (Question("several", "?", ("a", "b", "c")), ["2", "0", "2"], [0, 2]),
        (Question("several", "?", ("a", "b"), "unknown"), [str(OUT)], OUT),
        (Question("number", "?"), [" 12 "], 12),
        (Question("number", "?"), ["0"], 0),
        (Question("number", "?", way_out="unknown"), [str(OUT)], OUT),
        (Question("text", "?", way_out="unknown"), [str(OUT)], str(OUT)),
        (Question("text", "?"), ["  ein Satz "], "ein Satz"),
    ],
)
def test_answers(question, typed, answer):
    assert read_answer(question, typed) == answer


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (CHOICE, ["3"]),
        (CHOICE, ["0", "1"]),
        (CHOICE, ["eins"]),
        (Question("agree", "?"), ["4"]),
        (Question("agree", "?"), [str(OUT)]),
        (Question("several", "?", ("a", "b"), "unknown"), ["0", str(OUT)]),
        (Question("number", "?"), ["-1"]),
        (Question("number", "?"), ["1,5"]),
        (Question("number", "?"), ["1000001"]),
        (Question("number", "?"), ["١"]),
        (Question("number", "?"), ["1", "2"]),
        (Question("text", "?"), ["x" * (TEXT_LIMIT + 1)]),
    ],
)
def test_what_is_no_answer(question, typed):
    with pytest.raises(Refused):
        read_answer(question, typed)


@pytest.mark.parametrize(("kinds", "about"), [((), 1), (("agree",), 1), (("text", "text"), 2), (("agree",) * 12, 2)])
def test_minutes_are_a_guess(kinds, about):
    assert minutes([Question(kind, "?") for kind in kinds]) == about


@given(st.lists(st.sampled_from(["agree", "choice", "several", "number", "text"]), min_size=1, max_size=12))
def test_the_longest_answer_has_room(kinds):
    options = tuple(str(n) for n in range(20))
    longest = {"agree": 3, "choice": 19, "several": list(range(20)), "number": 1_000_000, "text": "𐍈" * TEXT_LIMIT}
    asked = [Question(kind, "?", options if kind in ("choice", "several") else ()) for kind in kinds]
    told = json.dumps(
        {str(n): longest[kind] for n, kind in enumerate(kinds, 1)}, separators=(",", ":"), ensure_ascii=False
    )
    assert len(told.encode()) <= room(asked)
