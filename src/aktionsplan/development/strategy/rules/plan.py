"""The plan as a document: its chapters, the names of its versions, and what hinders a Fassung."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from aktionsplan.shared.words import Phrase, mark

PARAGRAPH = "paragraph"
TEXT_LIMIT = 8000
"""So many letters a paragraph may have."""
LIVE = {
    "findings": mark("Befunde"),
    "offers": mark("Was es gibt"),
    "assessments": mark("Wie Angebote wirken"),
    "gaps": mark("Wo etwas fehlt"),
    "needs": mark("Bedarfe"),
    "goals": mark("Ziele mit Maß und Frist"),
    "progress": mark("Wie weit die Jahresziele sind"),
    "concepts": mark("Handlungskonzepte"),
    "bodies": mark("Wer mitentscheidet"),
    "presence": mark("Wer dabei war"),
    "money": mark("Geld für die Ziele"),
    "series": mark("Zahlen über den Ort"),
}
"""Live parts: what comes from the data, by kind."""
CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (mark("Auftrag und Beschlüsse"), ()),
    (mark("Das Fördergebiet"), ("series",)),
    (mark("Die Lage"), ("findings",)),
    (mark("Was es schon gibt"), ("offers",)),
    (mark("Was bisher wirkte"), ("assessments",)),
    (mark("Was gebraucht wird"), ("needs", "gaps")),
    (mark("Was wir erreichen wollen"), ("goals",)),
    (mark("Wie wir vorgehen"), ("concepts",)),
    (mark("Wer den Plan trägt"), ("bodies", "presence")),
    (mark("Wie Projekte Geld bekommen"), ()),
    (mark("Öffentlichkeit"), ()),
    (mark("Wie wir uns prüfen"), ("progress",)),
    (mark("Zeit und Geld"), ("money",)),
    (mark("Was bleibt"), ()),
)
"""Usual chapters with the live parts they begin with. Source: programme.md 3.5."""
Number = tuple[int, int]


def next_number(numbers: Iterable[Number], *, final: bool) -> Number:
    """The number of the next version: drafts 0.1, 0.2 …, then Fassung 1, then drafts 1.1 …, then Fassung 2.

    A Fassung is `(n, 0)`. Source: look.md, versions of the plan.
    """
    known = list(numbers)
    fassung = max((major for major, minor in known if minor == 0), default=0)
    if final:
        return fassung + 1, 0
    return fassung, max((minor for major, minor in known if major == fassung), default=0) + 1


def version_name(number: Number) -> Phrase:
    """`Entwurf 0.4` or `Fassung 1`."""
    major, minor = number
    if minor == 0:
        return Phrase(mark("Fassung {n}"), {"n": major})
    return Phrase(mark("Entwurf {n}"), {"n": f"{major}.{minor}"})


def takes_comments(state: str, until: dt.date | None, day: dt.date) -> bool:
    """Whether a version lies open for comments on a day: laid open, and its last day not over."""
    return state == "display" and until is not None and day <= until


@dataclass(frozen=True)
class Hindrance:
    """One thing without which there is no Fassung, with the page (and its keys) where it is mended."""

    text: Phrase
    way: tuple[str, ...]


@dataclass(frozen=True)
class Ground:
    """What a Fassung needs to know.

    `missing` are sentences about lead office and network; `lacking` key, name and sentence of each Jahresziel that fails the
    check; `unanswered` counts comments; `bare` are key and name of each Ziel without a Jahresziel; `aimless` says that there
    is no Jahresziel at all, `on_display` that a draft still lies open.
    """

    missing: tuple[str, ...] = ()
    lacking: tuple[tuple[str, str, str], ...] = ()
    unanswered: int = 0
    bare: tuple[tuple[str, str], ...] = ()
    aimless: bool = False
    on_display: bool = False


def hindrances(ground: Ground) -> list[Hindrance]:
    """Everything that keeps the plan from becoming a Fassung; empty when nothing does.

    Source: issue 15 E; programme.md 3.4 (every Mittlerziel has a Handlungsziel) and 12, S1.6 and S1.8.
    """
    found = [Hindrance(Phrase(text), ("bodies:groundwork",)) for text in ground.missing]
    if ground.aimless:
        found.append(Hindrance(Phrase(mark("Der Plan hat noch kein Jahresziel.")), ("strategy:goals",)))
    for key, name in ground.bare:
        text = Phrase(mark("Ziel {name} hat noch kein Jahresziel."), {"name": name})
        found.append(Hindrance(text, ("strategy:goal", key)))
    for key, name, sentence in ground.lacking:
        text = Phrase(mark("Jahresziel {name}: {sentence}"), {"name": name, "sentence": (sentence,)})
        found.append(Hindrance(text, ("strategy:goal", key)))
    if ground.on_display:
        text = Phrase(mark("Ein Entwurf liegt noch aus. Beenden Sie zuerst die Auslegung."))
        found.append(Hindrance(text, ("strategy:versions",)))
    if ground.unanswered:
        text = Phrase(mark("Kommentare ohne Antwort: {n}"), {"n": ground.unanswered})
        found.append(Hindrance(text, ("participation:comments",)))
    return found
