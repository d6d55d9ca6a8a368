"""The five months of Elbhagen and Lüttow with their coach. All of it is invented."""

import datetime as dt
from decimal import Decimal

from aktionsplan.development.strategy import operations as strategy
from aktionsplan.development.strategy.models import ProcessStep
from aktionsplan.entry.demo.stage import Stage, working_day
from aktionsplan.follow_up import operations as steps
from aktionsplan.follow_up.models import FollowUp
from aktionsplan.follow_up.queries import owner_choices
from aktionsplan.shared.periods import local_day

TALKS = (
    (
        6,
        16,
        "3",
        "Auftakt, Rollen, Zeitplan",
        "Das Amt muss feststehen, bevor Daten fließen.",
        "Lena Matthies benennen",
    ),
    (
        7,
        13,
        "2.5",
        "Was die Befragung zeigt",
        "Sagen, wie viele aus den Dörfern geantwortet haben, und wer fehlt.",
        "Zahlen der Dörfer nachtragen",
    ),
    (8, 10, "3", "Vom Bedarf zum Ziel", "Gegenstimmen mit aufschreiben, sonst glaubt es niemand.", ""),
    (
        9,
        7,
        "2",
        "Kapitel verteilen",
        "Wer schreibt, steht mit Namen und Tag da; jedes Ergebnis bekommt einen Platz.",
        "",
    ),
    (
        10,
        1,
        "2.5",
        "Ziele: klein und prüfbar",
        "Drei Ziele sind genug. Nichts versprechen, was nur der Landkreis kann.",
        "",
    ),
    (
        11,
        4,
        "2",
        "Reihenfolge der Gremien",
        "Erst der Ausschuss, dann die beiden Stadtvertretungen.",
        "Termine im Rathaus klären",
    ),
)
"""Month, day, hours, theme, advice, agreed step."""
ENTRIES = {
    "kick_off": (6, 15, "Protokoll vom 15. Juni"),
}


def play(stage: Stage) -> None:
    """Start, contract, six talks with agreed steps; what the bodies said comes with the plan's way."""
    ben, year, town = stage.people["ben"], stage.year, stage.partnership
    start = working_day(dt.date(year.number, 6, 15))
    at = year.at(6, 15)
    strategy.set_start(start_on=min(start, local_day(at)), by=ben, at=at)
    contract = {
        "name": "Henrik Voss",
        "hours": Decimal(30),
        "begins_on": start,
        "ends_on": dt.date(year.number, 12, 31),
        "paper": "Akte 51.2-7",
    }
    strategy.set_contract(fields=contract, by=ben, at=at)
    owner = next(key for key, name in owner_choices(town, local_day(at)) if "Matthies" in name)
    for month, day, hours, theme, advice, agreed in TALKS:
        moment = year.at(month, day, 16)
        step = {"title": agreed, "owner": owner, "due": local_day(moment) + dt.timedelta(days=10)} if agreed else None
        strategy.log_talk(
            day=local_day(moment),
            hours=Decimal(hours),
            theme=theme,
            advice=advice,
            step=step,
            by_office=True,
            by=ben,
            at=moment,
        )
    for row in FollowUp.objects.filter(partnership=town, origin__startswith="coach_talk:"):
        steps.finish(follow_up=row, result="Erledigt.", by=ben, at=year.at(11, 20))
    for kind, (month, day, paper) in ENTRIES.items():
        due = ProcessStep.objects.get(partnership=town, kind=kind)
        moment = year.at(month, day, 20)
        strategy.enter_step(process_step=due, done_on=local_day(moment), paper=paper, by=ben, at=moment)
