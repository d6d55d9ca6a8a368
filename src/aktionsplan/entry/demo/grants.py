"""Grants of earlier years, read from a list by the worker; a refusal, and a leave to begin early that waits for a signature;
the receipts of a project."""

from aktionsplan.entry.demo.receipts import change, keep, lists
from aktionsplan.entry.demo.stage import Stage
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants.documents.wording import SALUTATION
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import known

EARLIER = """Nummer;Empfänger;Zweck;Beginn;Ende;Betrag
L-17;Geschichtsverein Lüttow e. V.;Ausstellung zur Ortsgeschichte;2024-03-01;2024-11-30;2400,00
L-18;Jugendzentrum Kajüte;Filmabende mit Gespräch;2024-04-15;2024-12-15;1800,00
L-21;Kirchengemeinde St. Marien;Nachbarschaftstisch;2025-02-01;2025-12-31;3100,00
"""
"""What was granted in earlier years, as a list that anybody could have."""


WHY_NOT = """Für das Zirkuszelt sollte mehr als die Hälfte des Geldes ausgegeben werden. Dem Ausschuss erreicht das zu wenige Menschen.
Ein ähnliches Angebot gibt es in Elbhagen schon."""
WHY_EARLY = "Die Räume sind nur in den nächsten Wochen frei; danach müsste das Projekt ein halbes Jahr warten."


def _refuse(stage: Stage) -> None:
    """The refusal of spring, signed, posted and final."""
    people, turn = stage.people, stage.first
    refused = Application.objects.get(partnership=stage.partnership, call=turn.call, state="rejected")
    words = {"salutation": SALUTATION, "reasons": WHY_NOT}
    act = grants.draft_act(application=refused, kind="rejection", fields=words, by=people["lena"], at=turn.drafted)
    act = grants.sign_act(act=act, by=people["carla"], at=turn.signed)
    act = grants.post_act(act=act, posted_on=local_day(turn.signed), by=people["ben"], at=turn.signed)
    grants.bind_act(act=act, by=Installation(stage.partnership, "tick"), at=stage.year.at(5, 4))


def _begin_early(stage: Stage) -> None:
    """Two of tonight's applicants asked to begin before the decision: one letter is posted, one waits for the signature."""
    people, now = stage.people, stage.year.now
    for title in ("Erzählboot im Winter", "Radio Lindensiedlung live"):
        asked = Application.objects.filter(partnership=stage.partnership, title=title).get()
        words = {"salutation": SALUTATION, "reasons": WHY_EARLY, "begins_on": known(asked.starts_on)}
        act = grants.draft_act(application=asked, kind="early_start", fields=words, by=people["lena"], at=now)
        if title.startswith("Erzählboot"):
            act = grants.sign_act(act=act, by=people["carla"], at=now)
            grants.post_act(act=act, posted_on=local_day(now), by=people["ben"], at=now)


def play(stage: Stage) -> None:
    """The import, asked for by the coordinator, two notices of other kinds, and the receipts of the first project."""
    keep(stage)
    change(stage)
    lists(stage)
    grants.ask_import(content=EARLIER.encode(), by=stage.people["ben"], at=stage.year.now)
    _refuse(stage)
    _begin_early(stage)
