"""The 48 bullets of the four stages, in our own words. Source: programme guideline TFKS, programme.md section 12."""

from dataclasses import dataclass

from aktionsplan.shared.words import mark


@dataclass(frozen=True)
class Bullet:
    """One point a Lokaler Aktionsplan has to fulfil."""

    id: str
    stage: int
    text: str


STAGES = {
    1: mark("Entwicklung"),
    2: mark("Implementierung"),
    3: mark("Fortschreibung und Umsetzung"),
    4: mark("Sicherung der Nachhaltigkeit"),
}
_TEXTS: dict[int, tuple[str, ...]] = {
    1: (
        mark("Wissen, wie es vor Ort aussieht (Situationsanalyse)"),
        mark("Wissen, was es schon gibt (Ressourcenanalyse)"),
        mark("Beides auswerten und fachlich beurteilen"),
        mark("Gemeinsam und demokratisch entscheiden können"),
        mark("Menschen gewinnen und dauerhaft beteiligen"),
        mark("Ziele, Wege und Projektideen festlegen (Handlungsstrategie)"),
        mark("Den Plan schreiben"),
        mark("Ein Amt führt, die Ämter arbeiten zusammen"),
        mark("Die Zivilgesellschaft ist dabei"),
        mark("Ein Coach begleitet rund fünf Monate"),
    ),
    2: (
        mark("Der Rat beschließt den Plan"),
        mark("Die Koordinierungsstelle arbeitet"),
        mark("Aufrufe für Projekte"),
        mark("Der Begleitausschuss ist besetzt"),
        mark("So wird bewertet und ausgewählt"),
        mark("Entscheidungen treffen und festhalten"),
        mark("Zuwendungsbescheide erlassen"),
        mark("Projekte laufen"),
        mark("Ein Netzwerk wächst"),
        mark("Die Öffentlichkeit weiß davon"),
        mark("Erste Selbstbewertung"),
        mark("Monitoring und wissenschaftliche Begleitung"),
        mark("Bericht an Beteiligte und Öffentlichkeit"),
        mark("Ein Coach begleitet weiter"),
    ),
    3: (
        mark("Die Lage neu betrachten"),
        mark("Stand und Entwicklung des Plans prüfen"),
        mark("Richtung und Ziele prüfen"),
        mark("Das Handlungskonzept prüfen"),
        mark("Orte und Arbeitsweisen der Projekte prüfen"),
        mark("Die Koordinierungsstelle prüfen"),
        mark("Besetzung von Ämternetzwerk und Ausschuss prüfen"),
        mark("Nachhaltigkeit mit anderen Konzepten verbinden"),
        mark("Die Strategie gemeinsam weiterentwickeln"),
        mark("Das Ämternetzwerk stärken"),
        mark("Den Ausschuss zu strategischer Arbeit befähigen"),
        mark("Einflussreiche Menschen und Bürgerschaft einbinden"),
        mark("Projektmanagement der Koordinierungsstelle stärken"),
        mark("Strategische Projekte weiterführen"),
        mark("Projekte aktiv anstoßen"),
        mark("Öffentlichkeitsarbeit und Qualität weiterentwickeln"),
    ),
    4: (
        mark("Zwei Zeithorizonte: im Programm und darüber hinaus"),
        mark("Verwaltungen arbeiten dauerhaft zusammen"),
        mark("Ziele stehen in den Konzepten der Kommune"),
        mark("Zielgerichtet mit der Zivilgesellschaft arbeiten"),
        mark("Die Handelnden weiterbilden"),
        mark("Öffentliche Aktionen machen den Plan bekannt"),
        mark("Langfristig Geld gewinnen"),
        mark("Controlling bindet Projekte in die Strategie ein"),
    ),
}
FIRST = {1: 1, 2: 0, 3: 1, 4: 0}
BULLETS: tuple[Bullet, ...] = tuple(
    Bullet(f"S{stage}.{number}", stage, text)
    for stage, texts in _TEXTS.items()
    for number, text in enumerate(texts, start=FIRST[stage])
)
