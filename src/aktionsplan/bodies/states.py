"""The states of an agenda item, a meeting, a vote, a recusal and of minutes."""

from aktionsplan.shared.words import mark
from aktionsplan.shared.workflow import Row, Table

OPEN_ITEM = ("open", "under_way")
"""An item that still waits for its end."""
ITEM = Table(
    name="agenda_item",
    initial="open",
    rows=(
        Row("open", "begin", "under_way"),
        Row("under_way", "begin", "under_way"),
        Row("under_way", "call_off", "open"),
        Row("open", "decide", "decided"),
        Row("under_way", "decide", "decided"),
        Row("open", "finish", "done"),
        Row("under_way", "finish", "done"),
        Row("open", "put_off", "put_off"),
        Row("under_way", "put_off", "put_off"),
        Row("open", "find_lack", "postponed"),
        Row("under_way", "find_lack", "postponed"),
        Row("open", "take_off", "taken_off"),
        Row("decided", "repeat", "to_be_repeated"),
    ),
    words={
        "open": mark("offen"),
        "under_way": mark("wird behandelt"),
        "decided": mark("entschieden"),
        "done": mark("erledigt"),
        "put_off": mark("zurückgestellt"),
        "postponed": mark("vertagt, nicht beschlussfähig"),
        "taken_off": mark("von der Tagesordnung genommen"),
        "to_be_repeated": mark("muss neu entschieden werden"),
    },
)
MEETING = Table(
    name="meeting",
    initial="planned",
    rows=(
        Row("planned", "invite", "invited"),
        Row("invited", "invite", "invited"),
        Row("planned", "open", "running"),
        Row("invited", "open", "running"),
        Row("running", "close", "held"),
        Row("planned", "decide", "held"),
        Row("invited", "decide", "held"),
        Row("running", "decide", "running"),
        Row("held", "decide", "held"),
        Row("planned", "move", "planned"),
        Row("invited", "move", "invited"),
        Row("planned", "cancel", "cancelled"),
        Row("invited", "cancel", "cancelled"),
    ),
    words={
        "planned": mark("geplant"),
        "invited": mark("eingeladen"),
        "running": mark("läuft"),
        "held": mark("hat stattgefunden"),
        "cancelled": mark("abgesagt"),
    },
)
VOTE = Table(
    name="vote",
    initial="moved",
    rows=(
        Row("moved", "open", "open"),
        Row("moved", "withdraw", "withdrawn"),
        Row("moved", "count", "closed"),
        Row("open", "cast", "open"),
        Row("open", "close", "closed"),
        Row("open", "break_off", "moved"),
        Row("open", "drop", "withdrawn"),
        Row("closed", "begin_anew", "void"),
    ),
    words={
        "moved": mark("gestellt"),
        "open": mark("Abstimmung läuft"),
        "closed": mark("geschlossen"),
        "withdrawn": mark("zurückgezogen"),
        "void": mark("gilt nicht, die Beratung begann neu"),
    },
)
NO_VOTE = ("withdrawn", "void")
"""What was moved but counts for nothing: taken back, or voted before the debate began anew (committee.md B7)."""
RECUSAL = Table(
    name="recusal",
    initial="declared",
    rows=(
        Row("declared", "confirm", "recused"),
        Row("declared", "deny", "not_recused"),
        Row("recused", "deny", "not_recused"),
        Row("not_recused", "confirm", "recused"),
        Row("not_recused", "declare", "declared"),
    ),
    words={
        "declared": mark("hat es selbst angezeigt"),
        "recused": mark("befangen"),
        "not_recused": mark("nicht befangen"),
    },
)
KEPT_OUT = ("declared", "recused")
"""A declared conflict counts until the others decide that it is none (committee.md B2)."""
MINUTES = Table(
    name="minutes",
    initial="draft",
    rows=(
        Row("draft", "sign", "half"),
        Row("half", "sign", "signed"),
        Row("half", "reopen", "draft"),
        Row("signed", "correct", "signed"),
    ),
    words={
        "draft": mark("Entwurf"),
        "half": mark("eine Unterschrift fehlt"),
        "signed": mark("unterschrieben"),
    },
)
