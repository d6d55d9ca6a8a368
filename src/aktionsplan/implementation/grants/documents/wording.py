"""German text blocks of a Zuwendungsbescheid by Land, each with its source. Status of all: unreviewed.

The signatory sees the status; a town replaces blocks after its legal office has read them.
"""

from dataclasses import dataclass

STATUS = "unreviewed"


@dataclass(frozen=True)
class Blocks:
    """The text blocks of one Land."""

    land: str
    source: str
    funding: dict[str, str]
    payment: str
    provisions: tuple[str, ...]
    basis: str
    remedy: str
    annexes: tuple[str, ...]


FUNDING = {
    "deficit": "Dieser Plan ist verbindlich. Wir gleichen aus, was nach allen anderen Einnahmen fehlt "
    "(Fehlbedarfsfinanzierung). Wird das Projekt billiger oder nehmen Sie mehr ein, sinkt die Zuwendung um diesen Betrag.",
    "proportional": "Dieser Plan ist verbindlich. Wir übernehmen einen festen Anteil der zuwendungsfähigen Ausgaben "
    "(Anteilfinanzierung). Wird das Projekt billiger, sinkt die Zuwendung im gleichen Verhältnis.",
    "fixed": "Dieser Plan ist verbindlich. Sie bekommen einen festen Betrag (Festbetragsfinanzierung). Er sinkt nur, "
    "wenn das ganze Projekt weniger kostet als dieser Betrag.",
    "full": "Dieser Plan ist verbindlich. Wir übernehmen alle zuwendungsfähigen Ausgaben, die nicht durch andere "
    "Einnahmen gedeckt sind (Vollfinanzierung).",
}
PROVISIONS = (
    "Die Allgemeinen Nebenbestimmungen für Zuwendungen zur Projektförderung (ANBest-P, Anlage 1) gehören zu diesem Bescheid.",
    (
        "Einzelne Ansätze der Ausgaben dürfen Sie um bis zu {tolerance} % überschreiten, wenn Sie bei anderen Ansätzen gleich viel "
        "sparen."
    ),
    (
        "Nennen Sie in allen Veröffentlichungen die Förderung und verwenden Sie die Zeichen aus Anlage 2. Zeigen Sie uns den Entwurf "
        "vorher."
    ),
    "Sagen Sie uns sofort, wenn sich Zweck, Zeitraum oder Finanzierung ändern oder wenn Sie weiteres Geld für das Projekt bekommen.",
    (
        "Bewahren Sie alle Belege {years} Jahre nach dem Verwendungsnachweis auf. {authority}, der Bund und die Rechnungshöfe dürfen "
        "prüfen."
    ),
    (
        "Wir können diesen Bescheid widerrufen, wenn Sie das Geld anders verwenden oder eine Auflage nicht erfüllen. Dann ist das Geld "
        "mit Zinsen zu erstatten (§§ 49, 49a {act})."
    ),
    (
        "Wir behalten uns den Widerruf vor, falls der Bund seine Mittel für den Aktionsplan nicht oder nicht in voller Höhe "
        "bereitstellt (§ 36 Abs. 2 Nr. 3 {act})."
    ),
)
PAYMENT = (
    "Wir zahlen auf Ihre Anforderung, sobald niemand mehr Widerspruch einlegen kann (Bestandskraft) oder Sie schriftlich auf den "
    "Widerspruch verzichtet haben. Fordern Sie nur an, was Sie innerhalb von {span} brauchen."
)
REMEDY = (
    "Gegen diesen Bescheid können Sie innerhalb eines Monats nach Bekanntgabe Widerspruch erheben. Der Widerspruch ist schriftlich "
    "oder zur Niederschrift einzulegen bei: {office}."
)
ANNEXES = (
    "1 ANBest-P",
    "2 Zeichen und Förderhinweis",
    "3 Vordruck Mittelanforderung",
    "4 Vordruck Empfangsbestätigung und Verzicht auf Widerspruch",
)
BLOCKS = {
    "MV": Blocks(
        "MV",
        "LHO M-V §§ 23, 44; VwVfG M-V; VwGO § 70",
        FUNDING,
        PAYMENT,
        PROVISIONS,
        "Grundlage sind die §§ 23 und 44 der Landeshaushaltsordnung Mecklenburg-Vorpommern",
        REMEDY,
        ANNEXES,
    ),
    "HH": Blocks(
        "HH",
        "LHO Hamburg §§ 23, 46; HmbVwVfG; VwGO § 70",
        FUNDING,
        PAYMENT,
        PROVISIONS,
        "Grundlage sind die §§ 23 und 46 der Landeshaushaltsordnung der Freien und Hansestadt Hamburg",
        REMEDY,
        ANNEXES,
    ),
}
LAND_ACTS = {
    "MV": "des Landesverwaltungsverfahrensgesetzes (VwVfG M-V)",
    "HH": "des Hamburgischen Verwaltungsverfahrensgesetzes (HmbVwVfG)",
}


def blocks(land: str) -> Blocks | None:
    """The blocks of the Land, or None where none ship yet."""
    return BLOCKS.get(land)
