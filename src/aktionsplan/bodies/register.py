"""The data register of bodies."""

from aktionsplan.shared.register import internal, personal, public, sensitive

REGISTER = {
    "Body": {"kind": public("which body"), "name": public("which body")},
    "Seat": {
        name: internal("composition") for name in ("body", "group", "side", "voting", "valid_from", "valid_until")
    },
    "SeatHolder": {
        "seat": internal("which seat"),
        "account": personal("who sits", "grant_file"),
        "name": personal("who sits; never public without consent", "grant_file"),
        "capacity": internal("member or deputy"),
        "record": personal("record of the appointment", "grant_file"),
        "valid_from": internal("term"),
        "valid_until": internal("term"),
    },
    "Meeting": {
        name: internal("when and where; places are not public before an event")
        for name in ("body", "starts_at", "place", "state")
    },
    "AgendaItem": {
        name: internal("what was decided")
        for name in ("meeting", "position", "title", "text", "reference", "organisation", "requested_eur", "state")
    },
    "Decision": {
        name: internal("what was decided and by which rule")
        for name in (
            "item",
            "motion",
            "kind",
            "amount_eur",
            "conditions",
            "reason",
            "seats",
            "present",
            "excluded",
            "yes",
            "no",
            "abstain",
            "invalid",
            "quorum_rule",
            "majority_rule",
            "rules_version",
            "decided_on",
            "recorded_at",
            "recorded_by",
        )
    }
    | {
        "override": sensitive("why a linked person was not recused", "grant_file"),
        "recusal_reason": sensitive("why somebody without a known link was recused", "grant_file"),
    },
    "Presence": {
        "decision": internal("which vote"),
        "seat": internal("which seat"),
        "holder": personal("who sat", "grant_file"),
        "recused": sensitive("who was kept out", "grant_file"),
        "attendance": sensitive("recusal is a personal matter", "grant_file"),
        "linked": sensitive("proposed conflict of interest", "grant_file"),
    },
}
