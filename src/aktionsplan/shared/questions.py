"""Questions of a form that people build themselves: their kinds, what may be wrong with one, and reading an answer.

One question has a kind, a wording and, for a choice, its answers in order. An answer is kept as small JSON: the number of the
chosen step or answer, a list of them, a whole number, or a text. Surveys use it now; monitoring and calls follow.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aktionsplan.shared.words import Problem, Refused, check_length, clean, mark

KINDS = {
    "agree": mark("Zustimmung in vier Stufen"),
    "choice": mark("Auswahl, eine Antwort"),
    "several": mark("Auswahl, mehrere Antworten"),
    "number": mark("Zahl"),
    "text": mark("freier Text"),
}
STEPS = (mark("Stimmt gar nicht"), mark("Stimmt eher nicht"), mark("Stimmt eher"), mark("Stimmt genau"))
"""The four steps of agreement, the rejecting ones first."""
WAYS_OUT = {"": mark("keine"), "unknown": mark("Weiß nicht"), "unsaid": mark("Möchte ich nicht sagen")}
"""An answer beside the others, for who cannot or does not want to answer."""
MOST_QUESTIONS, MOST_OPTIONS, LEAST_OPTIONS, TEXT_LIMIT, OPTION_LIMIT = 12, 20, 2, 300, 80
MOST_NUMBER = 1_000_000
BYTES_OF_TEXT = 4 * TEXT_LIMIT + 16
CONTACT = re.compile(
    r"\b(wie hei(ß|ss)(t|en)|(dein|ihr|vor|nach|familien)\w*\s?name|e-?mail|telefon|handynummer|anschrift|adresse|"
    r"geburtsdatum|wann bist du geboren)",
    re.IGNORECASE,
)
Answer = int | str | list[int]
"""What somebody answered: a step (0 to 3), the place of an answer, their places, a number or a text; -1 is the way out."""
OUT = -1
SECONDS = {"agree": 12, "choice": 15, "several": 25, "number": 15, "text": 45}


@dataclass(frozen=True)
class Question:
    """One question; `options` are the answers of a choice, `way_out` a key of `WAYS_OUT`.

    A `sensitive` question must offer "Möchte ich nicht sagen", and its answers are told only for all together.
    """

    kind: str
    text: str
    options: tuple[str, ...] = ()
    way_out: str = ""
    sensitive: bool = False

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The key and the words of every answer that can be picked; none for a number or a text."""
        words = STEPS if self.kind == "agree" else self.options if self.kind in ("choice", "several") else ()
        out = [(str(OUT), WAYS_OUT[self.way_out])] if self.way_out and self.kind != "text" else []
        return [(str(place), word) for place, word in enumerate(words)] + out


def question_problem(question: Question) -> Problem | None:
    """None when the question can be asked.

    Refused: a choice with fewer than two or more than twenty answers, the same answer twice, a sensitive question without
    "Möchte ich nicht sagen", and a question for a name or an address, because answers are given without one.
    """
    if question.kind in ("choice", "several"):
        plain = [option.strip().casefold() for option in question.options]
        if not LEAST_OPTIONS <= len(plain) <= MOST_OPTIONS:
            text = mark("Eine Auswahl hat {least} bis {most} Antworten.")
            return Problem("options", text, {"least": LEAST_OPTIONS, "most": MOST_OPTIONS}, "options")
        if double := next((option for option in plain if plain.count(option) > 1), ""):
            return Problem("double", mark("Die Antwort „{text}“ steht zweimal da."), {"text": double}, "options")
    if question.sensitive and question.way_out != "unsaid":
        text = mark("Eine sensible Frage braucht die Ausweichantwort „Möchte ich nicht sagen“.")
        return Problem("sensitive", text, {}, "way_out")
    if CONTACT.search(question.text):
        text = mark(
            "Diese Frage sieht aus, als fragte sie nach Name oder Kontakt. Antworten werden ohne Namen gegeben."
        )
        return Problem("contact", text, {}, "text")
    return None


def minutes(questions: Sequence[Question]) -> int:
    """About how many minutes answering takes, at least one; a guess for the page that invites."""
    return max(1, round(sum(SECONDS[question.kind] for question in questions) / 60))


def read_answer(question: Question, typed: Sequence[str]) -> Answer | None:
    """What was picked or typed; None when nothing was.

    Refused for an answer that there is not, more than one where one is asked, no whole number, and a text that is too long.
    """
    given = [text.strip() for text in typed if text.strip()]
    if not given:
        return None
    if question.kind in ("agree", "choice", "several"):
        return _picked(question, given)
    if len(given) > 1:
        raise Refused(Problem("several", mark("Hier geht nur eine Antwort.")))
    if question.kind == "number" and question.way_out and given[0] == str(OUT):
        return OUT
    if question.kind == "number":
        if not re.fullmatch(r"[0-9]{1,7}", given[0]) or int(given[0]) > MOST_NUMBER:
            raise Refused(Problem("number", mark("Bitte eine ganze Zahl bis {most}."), {"most": MOST_NUMBER}))
        return int(given[0])
    text = clean(given[0], lines=True)
    check_length(text, TEXT_LIMIT)
    return text


def _picked(question: Question, given: Sequence[str]) -> Answer:
    known = {key for key, _word in question.answers}
    if not set(given) <= known:
        raise Refused(Problem("unknown", mark("Diese Antwort gibt es nicht.")))
    places = sorted({int(key) for key in given})
    if question.kind == "several" and OUT not in places:
        return places
    if len(places) > 1:
        raise Refused(Problem("several", mark("Hier geht nur eine Antwort.")))
    return places[0]


def room(questions: Sequence[Question]) -> int:
    """How many bytes the longest answer to all questions takes as JSON: what every sealed answer is filled up to."""
    return 64 + sum(
        BYTES_OF_TEXT if question.kind == "text" else 24 + 4 * len(question.options) for question in questions
    )
