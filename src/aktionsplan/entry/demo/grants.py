"""Grants of earlier years, read from a list by the worker."""

from aktionsplan.entry.demo.stage import Stage
from aktionsplan.implementation.grants import operations as grants

EARLIER = """Nummer;Empfänger;Zweck;Beginn;Ende;Betrag
L-17;Geschichtsverein Lüttow e. V.;Ausstellung zur Ortsgeschichte;2024-03-01;2024-11-30;2400,00
L-18;Jugendzentrum Kajüte;Filmabende mit Gespräch;2024-04-15;2024-12-15;1800,00
L-21;Kirchengemeinde St. Marien;Nachbarschaftstisch;2025-02-01;2025-12-31;3100,00
"""
"""What was granted in earlier years, as a list that anybody could have."""


def play(stage: Stage) -> None:
    """The import, asked for by the coordinator."""
    grants.ask_import(content=EARLIER.encode(), by=stage.people["ben"], at=stage.year.now)
