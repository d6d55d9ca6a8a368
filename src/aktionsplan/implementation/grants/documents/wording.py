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
    "proportional": "Dieser Plan ist verbindlich. Wir übernehmen von den zuwendungsfähigen Ausgaben den Anteil {amount} zu {total} "
    "({share} %), "
    "höchstens {amount} (Anteilfinanzierung). Wird das Projekt billiger oder kommen neue Einnahmen dazu, sinkt die Zuwendung im gleichen Verhältnis.",
    "fixed": "Dieser Plan ist Grundlage der Bewilligung. Sie bekommen einen festen Betrag (Festbetragsfinanzierung). Er sinkt nur, "
    "wenn das ganze Projekt weniger kostet als dieser Betrag.",
    "full": "Dieser Plan ist verbindlich. Wir übernehmen alle zuwendungsfähigen Ausgaben, die nicht durch andere "
    "Einnahmen gedeckt sind, höchstens {amount} (Vollfinanzierung).",
    "flat": "Sie bekommen {rate} je {unit}, höchstens {amount} (Pauschale). Belege legen Sie dafür nicht vor; unterschriebene "
    "Teilnahmelisten belegen die Zahl, je Veranstaltung und Tag eine.",
}
TOLERANCE = (
    "Einzelne Ansätze der Ausgaben dürfen Sie um bis zu {tolerance} % überschreiten, wenn Sie bei anderen Ansätzen gleich viel "
    "sparen."
)
"""Not for a fixed sum, whose plan binds no single lines. Source: ANBest-P Nr. 1.2."""
PROVISIONS = (
    "Die Allgemeinen Nebenbestimmungen für Zuwendungen zur Projektförderung ({anbest}, Anlage 1) gehören zu diesem Bescheid.",
    TOLERANCE,
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
        "Wir können diesen Bescheid ganz oder teilweise, auch für die Vergangenheit, widerrufen, wenn Sie das Geld anders oder nicht "
        "alsbald verwenden oder eine Auflage nicht erfüllen, und zurücknehmen, wenn er auf falschen Angaben beruht. Soweit das "
        "geschieht, ist das Geld mit Zinsen von fünf Prozentpunkten über dem "
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
    "die Verwaltungsvorschriften dazu (für die Weitergabe der Mittel VV Nr. 12 zu § 44 BHO)",
    "der Zuwendungsbescheid{federal_notice}, mit dem der Bund uns die Mittel gibt,",
)
OWN_BASIS = {
    "county": "der Haushaltsplan des Landkreises",
    "municipality": "der Haushaltsplan der beteiligten Kommunen",
    "foundation": "die Zusage der Stiftung, die Geld dazugibt,",
    "donation": "der Wille der Spenderinnen und Spender",
    "other": "die Zusage derer, die Geld dazugeben,",
}
NO_CLAIM = "Ein Anspruch auf Förderung besteht nicht; wir entscheiden nach pflichtgemäßem Ermessen."
PARTIAL_REFUSAL = "Im Übrigen, also für {rest}, lehnen wir Ihren Antrag ab."
STRUCK_PLAN = (
    "Ausgaben von {struck} sind nicht zuwendungsfähig und gehören nicht zum Plan; zuwendungsfähig sind {total}."
)
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
    "flat": "",
}
"""In which order own money and the grant are spent, by funding type. Source: ANBest-P Nr. 1.4.1, 1.4.2."""
PAYING = {
    "reimbursement": "Wir zahlen, was Sie schon bezahlt haben: Nennen Sie uns bei jeder Anforderung die Belege dazu.",
    "split": "Vorab zahlen wir bis zu {percent} Prozent der Zuwendung, den Rest gegen Belege.",
    "flat": "Einen Bedarf müssen Sie nicht nachweisen; fordern Sie den Betrag an, sobald der Bescheid bestandskräftig ist.",
}
"""How the money is paid out, where it is not in advance against need. Source: money.md BK1."""
REMEDY = "Gegen diesen Bescheid können Sie innerhalb eines Monats nach Bekanntgabe Widerspruch erheben bei: {office}."
"""Names no form: a form that is named has to be named completely, else a year runs (VwGO §§ 58 Abs. 2, 70 Abs. 1)."""
REJECTION_HEADING = "Bescheid über Ihren Antrag (Ablehnung)"
INADMISSIBLE = "Ihr Antrag erfüllt die Voraussetzungen des Aufrufs nicht."
AMENDMENT_DECISIONS = {
    "agreed": "Wir stimmen der Änderung zu, die Sie am {day} beantragt haben.",
    "part": "Wir stimmen der Änderung, die Sie am {day} beantragt haben, zum Teil zu.",
    "refused": "Wir stimmen der Änderung nicht zu, die Sie am {day} beantragt haben.",
}
AMENDMENT_BASIS = "Der Finanzierungsplan und der Zweck sind verbindlich; Abweichungen brauchen unsere Zustimmung ({anbest}, Nr. 1.2 und 5)."
AMENDMENT_REST = (
    "Alles andere im Bescheid {number} bleibt, wie es ist. Er gilt weiter, zusammen mit diesem Schreiben."
)
EARLY_HEADING = "Bescheid über den vorzeitigen Beginn"
EARLY_MEANING = (
    "Was Sie ab dem {day} für das Projekt bestellen und bezahlen, kann zu einer Förderung gehören, wenn wir sie bewilligen.",
    (
        "Über Ihren Antrag ist damit noch nicht entschieden, und ein Anspruch auf Förderung entsteht nicht. Bis zur Bewilligung "
        "tragen Sie das Risiko selbst: Lehnen wir den Antrag ab, bekommen Sie für Ihre Ausgaben kein Geld."
    ),
    "Halten Sie schon jetzt die Nebenbestimmungen ein, die zu einem Bescheid gehören würden ({anbest}).",
)
EARLY_BASIS = {
    "BHO": "Grundlage ist Nr. 1.3 der Verwaltungsvorschriften zu § 44 der Bundeshaushaltsordnung (BHO).",
    "MV": (
        "Grundlage ist Nr. 1.3 der Verwaltungsvorschriften zu § 44 der Landeshaushaltsordnung Mecklenburg-Vorpommern."
    ),
    "HH": (
        "Grundlage ist Nr. 1.3 der Verwaltungsvorschriften zu § 46 der Landeshaushaltsordnung der Freien und Hansestadt Hamburg."
    ),
}
"""What leave to begin early stands on: federal law while federal money is in the fund, else that of the Land (programme.md 4.10)."""
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
EDITION = "Fassung {issuer}, die am Tag dieses Bescheids gilt"
LAND_ACTS = {
    "MV": "des Landesverwaltungsverfahrensgesetzes (VwVfG M-V)",
    "HH": "des Hamburgischen Verwaltungsverfahrensgesetzes (HmbVwVfG)",
}


def basis(blocks: Blocks, sources: Collection[str]) -> tuple[str, ...]:
    """What the grant stands on: the law or promise behind every source of the money, in the order of the sources.

    Without any source the municipalities' own budget. Source: programme.md 4.9 (legal bases); VV Nr. 12 zu § 44 BHO.
    """
    parts: tuple[str, ...] = FEDERAL_BASIS if "federal" in sources else ()
    parts += blocks.basis if "land" in sources else ()
    parts += tuple(text for name, text in OWN_BASIS.items() if name in sources)
    return parts or (OWN_BASIS["municipality"],)


def source_of(blocks: Blocks, sources: Collection[str]) -> str:
    """The law that the blocks of a notice stand on, for whoever reads the draft."""
    federal = "BHO §§ 23, 44" if "federal" in sources else ""
    land = blocks.budget_law if "land" in sources else ""
    return "; ".join(part for part in (federal, land, blocks.acts) if part)


def grounds(blocks: Blocks, sources: Collection[str], *, guideline: str, federal_notice: str = "") -> str:
    """The sentence on what the grant stands on.

    The partnership's own guideline, and day and number of the federal notice, are named only when its rules hold them.
    """
    parts = (*basis(blocks, sources), *([guideline] if guideline else []))
    *rest, last = parts
    comma = "," if rest and rest[-1].endswith(",") else ""
    start = f"{', '.join(part.rstrip(',') for part in rest)}{comma} und " if rest else ""
    plural = bool(rest) or last.startswith("die §§")
    text = f"Grundlage {'sind' if plural else 'ist'} {start}{last.rstrip(',')}. {NO_CLAIM}"
    return text.format(federal_notice=f" {federal_notice}" if federal_notice else "")


def anbest(legal_form: str, sources: Collection[str], *, edition: str = "") -> str:
    """Which general provisions belong to the notice: others for municipalities and their unions (VV Nr. 13 zu § 44 BHO).

    Always names issuer and edition, so that the file proves what applied (VwVfG § 37 Abs. 1): `edition` as the
    partnership's rules name it, else the one in force on the day of the notice.
    """
    federal = "federal" in sources
    name = "ANBest-P"
    if legal_form == "municipal":
        name = "ANBest-Gk" if federal else "ANBest-K"
    return f"{name}, {edition or EDITION.format(issuer='des Bundes' if federal else 'des Landes')}"


def blocks(land: str) -> Blocks | None:
    """The blocks of the Land, or None where none ship yet."""
    return BLOCKS.get(land)
