"""The states of a grant, of a notice of another kind, of a provision, a payment and a receipt."""

from aktionsplan.shared.words import mark
from aktionsplan.shared.workflow import Row, Table

ROWS = (
    Row("drafted", "redraft", "drafted"),
    Row("returned", "redraft", "drafted"),
    Row("drafted", "return", "returned"),
    Row("signed", "return", "returned"),
    Row("drafted", "sign", "signed"),
    Row("signed", "post", "notified"),
    Row("notified", "correct", "notified"),
    Row("notified", "come_back", "signed"),
    Row("binding", "correct", "notified"),
    Row("binding", "come_back", "signed"),
    Row("notified", "bind", "binding"),
    Row("notified", "waive", "binding"),
    Row("notified", "object", "objected"),
    Row("binding", "object", "objected"),
    Row("objected", "settle", "notified"),
    Row("drafted", "drop", "dropped"),
    Row("returned", "drop", "dropped"),
    Row("signed", "drop", "dropped"),
)
"""From the draft to finality: the same way for a grant's notice and every other kind."""
GRANT = Table(
    name="grant",
    initial="drafted",
    rows=ROWS,
    words={
        "drafted": mark("Bescheid entworfen"),
        "returned": mark("Entwurf zurückgegeben"),
        "signed": mark("Bescheid unterschrieben"),
        "notified": mark("Bescheid zur Post gegeben"),
        "objected": mark("Widerspruch oder Klage offen"),
        "dropped": mark("aufgegeben"),
        "binding": mark("Bescheid bestandskräftig"),
    },
)
ACT = Table(
    name="act",
    initial="drafted",
    rows=ROWS,
    words={
        "drafted": mark("entworfen"),
        "returned": mark("Entwurf zurückgegeben"),
        "signed": mark("unterschrieben"),
        "notified": mark("zur Post gegeben"),
        "objected": mark("Widerspruch oder Klage offen"),
        "dropped": mark("aufgegeben"),
        "binding": mark("bestandskräftig"),
    },
)
PROVISION = Table(
    name="provision",
    initial="open",
    rows=(Row("open", "meet", "met"), Row("met", "reopen", "open"), Row("open", "waive", "waived")),
    words={"open": mark("offen"), "met": mark("erfüllt"), "waived": mark("erlassen")},
)
PAYMENT = Table(
    name="payment",
    initial="requested",
    rows=(
        Row("requested", "order", "ordered"),
        Row("requested", "refuse", "refused"),
        Row("ordered", "refuse", "refused"),
        Row("ordered", "release", "released"),
        Row("released", "bounce", "bounced"),
        Row("bounced", "order", "ordered"),
        Row("bounced", "refuse", "refused"),
    ),
    words={
        "requested": mark("angefordert"),
        "ordered": mark("angeordnet"),
        "released": mark("freigegeben"),
        "bounced": mark("von der Bank zurückgekommen"),
        "refused": mark("abgelehnt"),
    },
)
CHANGE_REQUEST = Table(
    name="change_request",
    initial="asked",
    rows=(
        Row("asked", "tell", "told"),
        Row("asked", "take_back", "taken_back"),
        Row("asked", "agree", "agreed"),
        Row("asked", "agree_in_part", "part"),
        Row("asked", "refuse", "refused"),
        Row("agreed", "ask_again", "asked"),
        Row("part", "ask_again", "asked"),
        Row("refused", "ask_again", "asked"),
    ),
    words={
        "asked": mark("beantragt"),
        "told": mark("mitgeteilt"),
        "taken_back": mark("zurückgenommen"),
        "agreed": mark("zugestimmt"),
        "part": mark("teilweise zugestimmt"),
        "refused": mark("abgelehnt"),
    },
)
"""A change that needs nobody's consent is told at once; a draft of the answer that is dropped opens the request again."""
ATTENDANCE_SHEET = Table(
    name="attendance_sheet",
    initial="open",
    rows=(
        Row("open", "count", "counted"),
        Row("counted", "count", "counted"),
        Row("open", "drop", "dropped"),
    ),
    words={"open": mark("noch nicht gezählt"), "counted": mark("gezählt"), "dropped": mark("nicht gebraucht")},
)
RECEIPT = Table(
    name="receipt",
    initial="kept",
    rows=(Row("kept", "withdraw", "withdrawn"), Row("withdrawn", "restore", "kept")),
    words={"kept": mark("in der Liste"), "withdrawn": mark("zurückgezogen")},
)
