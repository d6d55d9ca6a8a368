"""The states of a call and of an application."""

from aktionsplan.shared.words import mark
from aktionsplan.shared.workflow import Row, Table

CALL = Table(
    name="call",
    initial="draft",
    rows=(Row("draft", "change", "draft"), Row("draft", "release", "released")),
    words={"draft": mark("Entwurf"), "released": mark("veröffentlicht")},
)
APPLICATION = Table(
    name="application",
    initial="draft",
    rows=(
        Row("draft", "edit", "draft"),
        Row("returned", "edit", "returned"),
        Row("draft", "submit", "submitted"),
        Row("returned", "submit", "submitted"),
        Row("submitted", "admit", "admissible"),
        Row("submitted", "return", "returned"),
        Row("submitted", "refuse", "inadmissible"),
        Row("inadmissible", "reopen", "submitted"),
        Row("admissible", "approve", "decided"),
        Row("admissible", "reject", "rejected"),
        Row("admissible", "waitlist", "waitlisted"),
        Row("admissible", "defer", "admissible"),
        Row("waitlisted", "approve", "decided"),
        Row("waitlisted", "reject", "rejected"),
        Row("waitlisted", "defer", "waitlisted"),
        Row("waitlisted", "waitlist", "waitlisted"),
        Row("submitted", "withdraw", "withdrawn"),
        Row("returned", "withdraw", "withdrawn"),
        Row("admissible", "withdraw", "withdrawn"),
        Row("waitlisted", "withdraw", "withdrawn"),
        Row("decided", "withdraw", "withdrawn"),
        Row("decided", "depart", "not_granted"),
        Row("decided", "repeat", "admissible"),
        Row("waitlisted", "repeat", "admissible"),
        Row("rejected", "repeat", "admissible"),
    ),
    words={
        "draft": mark("Entwurf"),
        "submitted": mark("eingereicht"),
        "returned": mark("zu ergänzen"),
        "admissible": mark("vollständig"),
        "inadmissible": mark("formal nicht zulässig"),
        "waitlisted": mark("Warteliste"),
        "decided": mark("Förderung empfohlen"),
        "rejected": mark("Ablehnung empfohlen"),
        "withdrawn": mark("zurückgezogen"),
        "not_granted": mark("nicht bewilligt"),
    },
)
RATING = Table(
    name="rating",
    initial="draft",
    rows=(
        Row("draft", "save", "draft"),
        Row("draft", "hand_in", "handed_in"),
        Row("handed_in", "hand_in", "handed_in"),
    ),
    words={"draft": mark("begonnen"), "handed_in": mark("abgegeben")},
)
RATING_RECUSAL = Table(
    name="rating_recusal",
    initial="declared",
    rows=(
        Row("declared", "doubt", "declared"),
        Row("declared", "lift", "lifted"),
        Row("lifted", "declare", "declared"),
    ),
    words={"declared": mark("befangen"), "lifted": mark("nicht mehr befangen")},
)
SCENARIO = Table(
    name="scenario",
    initial="draft",
    rows=(Row("draft", "change", "draft"), Row("draft", "hand_over", "proposed")),
    words={"draft": mark("Entwurf"), "proposed": mark("in die Sitzung gegeben")},
)
RESULTS = ("decided", "rejected", "waitlisted")
"""States in which the committee has said something; the applicant learns it when it is announced."""
REFUSED = ("rejected", "not_granted", "inadmissible")
"""States that end in a notice of rejection: by the committee's vote, against it, or formally."""
UNGRANTED = ("submitted", "admissible", "waitlisted", "decided")
"""States in which a grant is still possible, so that leave to begin early may be given."""
EVENT_OF_DECISION = {
    "approve": "approve",
    "approve_with_conditions": "approve",
    "approve_reduced": "approve",
    "waitlist": "waitlist",
    "defer": "defer",
    "reject": "reject",
    "not_eligible": "reject",
}
