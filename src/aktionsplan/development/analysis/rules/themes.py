"""Themes: one list for findings, offers, needs and ideas. Source: issue of stage 1, part A; programme.md 3.1."""

from collections.abc import Collection

from aktionsplan.shared.words import Problem, mark

FIELDS = {
    "right_wing_extremism": mark("Rechtsextremismus"),
    "xenophobia": mark("Fremdenfeindlichkeit"),
    "antisemitism": mark("Antisemitismus"),
    "other": mark("anderes Feld"),
}
"""The three fields of the federal programme, and what stands beside them."""
THEMES: tuple[tuple[str, str, str], ...] = (
    ("Hass und Gewalt", "Angriffe, Bedrohungen, Propaganda", "right_wing_extremism"),
    ("Rechte Strukturen", "Gruppen, Immobilien, Läden, Konzerte", "right_wing_extremism"),
    ("Rassismus", "Rassismus und Ablehnung von Zugewanderten", "xenophobia"),
    ("Ankommen", "Begegnung und Zusammenleben mit Zugewanderten", "xenophobia"),
    ("Antisemitismus", "Antisemitismus, Erinnern und Gedenken", "antisemitism"),
    ("Jugend", "Jugendliche, Schule, Freizeit", "other"),
    ("Beteiligung", "Mitbestimmen in Stadt und Verein", "other"),
    ("Engagement", "Vereine, Ehrenamt, Bündnisse", "other"),
)
"""What a town may start from: short name, full name, field. Themes of the sample plan."""


def theme_problem(name: str, others: Collection[str]) -> Problem | None:
    """None when no other theme has this short name, however it is written."""
    if name.casefold() in {other.casefold() for other in others}:
        return Problem("theme", mark("Ein Thema mit diesem Namen gibt es schon."), {}, "name")
    return None
