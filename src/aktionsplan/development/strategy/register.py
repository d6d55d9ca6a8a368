"""The data register of goals."""

from aktionsplan.shared.register import internal, personal, public

REGISTER = {
    "Goal": {
        name: public("what the plan wants to reach")
        for name in (
            "level",
            "parent",
            "number",
            "title",
            "text",
            "indicator",
            "unit",
            "baseline",
            "target",
            "actual",
            "target_date",
            "target_group",
        )
    }
    | {
        "responsible": personal("who looks after the goal; may name a person", "grant_file"),
        "state": internal("stage of work"),
        "version": internal("notices simultaneous changes"),
    }
}
