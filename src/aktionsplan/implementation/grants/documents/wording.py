"""German text blocks of a Zuwendungsbescheid by Land, each with its source. Status of all: unreviewed.

The signatory sees the status; a town replaces blocks after its legal office has read them.
"""

from collections.abc import Collection
from dataclasses import dataclass

STATUS = "unreviewed"


@dataclass(frozen=True)
class Blocks:
    """The text blocks of one Land."""

    land: str
    budget_law: str
    acts: str
    funding: dict[str, str]
    payment: str
    provisions: tuple[str, ...]
    basis: tuple[str, ...]
    remedy: str
    annexes: tuple[str, ...]


FUNDING = {
    "deficit": "Dieser Plan ist verbindlich. Wir gleichen bis zu {amount} aus, was nach allen anderen Einnahmen "
    "fehlt (Fehlbedarfsfinanzierung). Wird das Projekt billiger oder nehmen Sie mehr ein, sinkt die Zuwendung um diesen Betrag.",
    "proportional": "Dieser Plan ist verbindlich. Wir übernehmen von den zuwendungsfähigen Ausgaben den Anteil {amount} zu {total}, "
    "höchstens {amount} (Anteilfinanzierung). Wird das Projekt billiger oder kommen neue Einnahmen dazu, sinkt die Zuwendung im gleichen Verhältnis.",
    "fixed": "Dieser Plan ist verbindlich. Sie bekommen einen festen Betrag (Festbetragsfinanzierung). Er sinkt nur, "
    "wenn das ganze Projekt weniger kostet als dieser Betrag.",
    "full": "Dieser Plan ist verbindlich. Wir übernehmen alle zuwendungsfähigen Ausgaben, die nicht durch andere "
    "Einnahmen gedeckt sind, höchstens {amount} (Vollfinanzierung).",
}
PROVISIONS = (
    "Die Allgemeinen Nebenbestimmungen für Zuwendungen zur Projektförderung ({anbest}, Anlage 1) gehören zu diesem Bescheid.",
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
        "Bewahren Sie alle Belege {years} Jahre nach dem Verwendungsnachweis auf, wenn nicht das Steuerrecht oder eine andere Vorschrift "
        "länger verlangt. Wir, die Geldgeber und die Rechnungshöfe dürfen prüfen."
    ),
    (
        "Wir können diesen Bescheid widerrufen, wenn Sie das Geld anders oder nicht alsbald verwenden oder eine Auflage nicht erfüllen, "
        "und zurücknehmen, wenn er auf falschen Angaben beruht. Dann ist das Geld mit Zinsen von fünf Prozentpunkten über dem "
        "Basiszinssatz im Jahr zu erstatten. Solche Zinsen können wir auch für Geld verlangen, das zu spät verwendet wird "
        "(§§ 48, 49, 49a {act})."
    ),
)
FEDERAL_RESERVATION = (
    "Widerrufsvorbehalt: Wir können diesen Bescheid widerrufen, falls der Bund seine Mittel für den Aktionsplan nicht oder nicht "
    "in voller Höhe bereitstellt (§ 36 Abs. 2 Nr. 3 {act})."
)
FEDERAL_BASIS = (
    "die §§ 23 und 44 der Bundeshaushaltsordnung (BHO)",
    "die Verwaltungsvorschriften zu § 44 BHO",
    "der Zuwendungsbescheid, mit dem der Bund uns die Mittel gibt,",
)
OWN_BASIS = ("der Haushaltsplan der beteiligten Kommunen",)
NO_CLAIM = "Ein Anspruch auf Förderung besteht nicht; wir entscheiden nach pflichtgemäßem Ermessen."
PARTIAL_REFUSAL = "Im Übrigen, also für {rest}, lehnen wir Ihren Antrag ab."
REDUCED_PLAN = (
    "Der Plan setzt voraus, dass Sie {rest} mehr aus eigenen Mitteln aufbringen als im Antrag. Können Sie das nicht, legen Sie uns "
    "einen geänderten Plan vor, bevor Sie Geld anfordern."
)
PAYMENT = (
    "Wir zahlen auf Ihre Anforderung, sobald niemand mehr Widerspruch einlegen kann (Bestandskraft) oder Sie schriftlich auf den "
    "Widerspruch verzichtet haben. Fordern Sie nur an, was Sie innerhalb von {span} brauchen."
)
PRO_RATA = "Fordern Sie das Geld im gleichen Verhältnis an, in dem Sie eigene Mittel und das Geld anderer einsetzen."
DRAWING = {
    "deficit": "Setzen Sie eigene Mittel und das Geld anderer zuerst ein; fordern Sie an, was dann noch fehlt.",
    "proportional": PRO_RATA,
    "fixed": PRO_RATA,
    "full": "",
}
"""In which order own money and the grant are spent, by funding type. Source: ANBest-P Nr. 1.4.1, 1.4.2."""
REMEDY = "Gegen diesen Bescheid können Sie innerhalb eines Monats nach Bekanntgabe Widerspruch erheben bei: {office}."
"""Names no form: a form that is named has to be named completely, else a year runs (VwGO §§ 58 Abs. 2, 70 Abs. 1)."""
SALUTATION = "Sehr geehrte Damen und Herren,"
FITS = "Das Projekt passt zum Ziel des Aktionsplans."
"""What a draft of a notice starts with: German in every language of the desk (VwVfG § 23 Abs. 1)."""
ANNEXES = (
    "1 {anbest}",
    "2 Zeichen und Förderhinweis",
    "3 Vordruck Mittelanforderung",
    "4 Vordruck Empfangsbestätigung und Verzicht auf Rechtsbehelfe",
    "5 Vordruck Verwendungsnachweis",
)
BLOCKS = {
    "MV": Blocks(
        "MV",
        "LHO M-V §§ 23, 44",
        "VwVfG M-V; VwGO § 70",
        FUNDING,
        PAYMENT,
        PROVISIONS,
        ("die §§ 23 und 44 der Landeshaushaltsordnung Mecklenburg-Vorpommern",),
        REMEDY,
        ANNEXES,
    ),
    "HH": Blocks(
        "HH",
        "LHO Hamburg § 46",
        "HmbVwVfG; VwGO § 70",
        FUNDING,
        PAYMENT,
        PROVISIONS,
        ("§ 46 der Landeshaushaltsordnung der Freien und Hansestadt Hamburg",),
        REMEDY,
        ANNEXES,
    ),
}
LAND_ACTS = {
    "MV": "des Landesverwaltungsverfahrensgesetzes (VwVfG M-V)",
    "HH": "des Hamburgischen Verwaltungsverfahrensgesetzes (HmbVwVfG)",
}


def basis(found: Blocks, sources: Collection[str]) -> tuple[str, ...]:
    """What the grant stands on: the budget law of whoever gives the money (BHO, LHO, or the municipalities' own)."""
    if "federal" in sources:
        return FEDERAL_BASIS
    return found.basis if "land" in sources else OWN_BASIS


def source_of(found: Blocks, sources: Collection[str]) -> str:
    """The law that the blocks of a notice stand on, for whoever reads the draft."""
    law = "BHO §§ 23, 44" if "federal" in sources else found.budget_law if "land" in sources else ""
    return "; ".join(part for part in (law, found.acts) if part)


def grounds(found: Blocks, sources: Collection[str], *, guideline: str) -> str:
    """The sentence on what the grant stands on; the partnership's own guideline is named only when its rules hold one."""
    parts = (*basis(found, sources), *([guideline] if guideline else []))
    start = f"{', '.join(parts[:-1])} und " if parts[1:] else ""
    return f"Grundlage {'sind' if parts[1:] else 'ist'} {start}{parts[-1].rstrip(',')}. {NO_CLAIM}"


def anbest(legal_form: str, sources: Collection[str], *, edition: str = "") -> str:
    """Which general provisions belong to the notice: others for public bodies (VV Nr. 13 zu § 44 BHO) than for clubs.

    `edition` says who issued them and when, as the partnership's rules name it.
    """
    name = "ANBest-P"
    if legal_form == "public_body":
        name = "ANBest-Gk" if "federal" in sources else "ANBest-K"
    return f"{name}, {edition}" if edition else name


def blocks(land: str) -> Blocks | None:
    """The blocks of the Land, or None where none ship yet."""
    return BLOCKS.get(land)
