"""The data register of bodies."""

from collections.abc import Collection

from aktionsplan.bodies import rules
from aktionsplan.bodies.states import ITEM, MEETING, MINUTES, RECUSAL, VOTE
from aktionsplan.shared.register import Eraser, internal, personal, public, sensitive

REGISTER = {
    "Mandate": {
        name: internal("on what a body or the lead office stands", "partnership")
        for name in ("body", "decided_by", "decided_on", "paper", "task")
    }
    | {
        name: personal("who is responsible in the lead office", "partnership", Eraser.KEEP)
        for name in ("responsible", "deputy")
    },
    "ContactMember": {
        name: internal("that a contact was invited or joined; names nobody once the contact is gone", "partnership")
        for name in ("body", "contact", "invited_on", "joined_on", "seat")
    },
    "GroupResult": {name: internal("what a group worked out", "partnership") for name in ("body", "day", "text")},
    "Body": {"kind": public("which body"), "name": public("which body")},
    "FundBody": {name: internal("who is asked about which money") for name in ("code", "body", "binding")},
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
        "secrecy_on": personal("commitment to secrecy (VwVfG § 83)", "grant_file"),
        "secrecy_record": personal("where the commitment is kept", "grant_file"),
        "named_since": personal("consent to be named in public", "grant_file"),
    },
    "BodyFunction": {
        "account": personal("who leads or writes the minutes", "grant_file"),
        "name": personal("who leads or writes the minutes", "grant_file"),
        **{name: internal("functions in a body") for name in ("body", "function", "valid_from", "valid_until")},
    },
    "Meeting": {
        name: internal("when, where and how it went; places are not public before an event")
        for name in (
            "body",
            "kind",
            "starts_at",
            "ends_at",
            "deadline",
            "place",
            "reason",
            "public",
            "urgent",
            "state",
            "invited_at",
            "began_at",
            "closed_at",
            "quorate",
            "current",
            "version",
            "sequence",
            "voted",
        )
    },
    "AgendaItem": {
        name: internal("what was treated")
        for name in (
            "meeting",
            "parent",
            "position",
            "kind",
            "title",
            "text",
            "reference",
            "organisation",
            "requested_eur",
            "binding",
            "minutes",
            "public",
            "state",
            "begun_at",
            "ended_at",
            "postponed_from",
            "noticed",
            "added_late",
            "repeats",
            "continues",
            "reports_on",
        )
    }
    | {"note": personal("what the minutes say; may name people", "grant_file")},
    "Paper": {name: internal("papers of an item") for name in ("item", "title", "file", "public", "added_at")},
    "Invitation": {
        "holder": personal("who was invited", "grant_file"),
        **{
            name: internal("proof of the invitation")
            for name in ("meeting", "kind", "way", "sequence", "starts_at", "place", "at", "mail_key")
        },
    },
    "Attendance": {
        "meeting": internal("which meeting"),
        "holder": personal("who came", "grant_file"),
        "arrived_at": personal("minutes name times", "grant_file"),
        "left_at": personal("minutes name times", "grant_file"),
        "excused": personal("who said that he or she does not come", "grant_file"),
    },
    "QuorumFinding": {
        "meeting": internal("which meeting"),
        "found_at": internal("when the chair found it"),
        "quorate": internal("what was found"),
        "ground": internal("by which rule"),
        "present": internal("how many were there"),
        "needed": internal("how many were needed"),
        "seats": internal("of how many"),
        "uninvited": internal("how many were not invited"),
        "requested_by": personal("minutes name who asked for it", "grant_file"),
    },
    "Recusal": {
        "item": internal("which item"),
        "holder": sensitive("who was kept out", "grant_file"),
        "ground": sensitive("why", "grant_file"),
        "personal": sensitive("whether the deputy may sit", "grant_file"),
        "text": sensitive("why", "grant_file"),
        "state": internal("declared or decided"),
        "late": internal("whether the decision is faulty"),
        "yes": sensitive("how many kept the person out", "grant_file"),
        "no": sensitive("how many let the person in", "grant_file"),
        "abstain": sensitive("how many abstained on it", "grant_file"),
        "declared_at": personal("when it was said", "grant_file"),
        "left_at": personal("minutes name times", "grant_file"),
        "returned_at": personal("minutes name times", "grant_file"),
    },
    "Vote": {
        name: internal("what was voted, how, and by which rule")
        for name in (
            "item",
            "what",
            "amends",
            "motion",
            "text",
            "amount_eur",
            "conditions",
            "reason",
            "secret",
            "urn",
            "posts",
            "by_person",
            "state",
            "seats",
            "present",
            "void",
            "uninvited",
            "second_call",
            "established",
            "yes",
            "no",
            "abstain",
            "invalid",
            "passed",
            "objections",
            "kept_procedure",
            "rules_version",
            "rules_title",
            "opened_at",
            "closed_at",
        )
    }
    | {
        "moved_by": personal("who moved it", "grant_file"),
        "chair_vote": sensitive("how the chair voted, where that decides", "grant_file"),
        "override": sensitive("why a linked person was not recused", "grant_file"),
        "recusal_reason": sensitive("why somebody without a known link was recused", "grant_file"),
    },
    "Presence": {
        "vote": internal("which vote"),
        "seat": internal("which seat"),
        "holder": personal("who sat", "grant_file"),
        "recused": sensitive("who was kept out", "grant_file"),
        "attendance": sensitive("recusal is a personal matter", "grant_file"),
        "linked": sensitive("proposed conflict of interest", "grant_file"),
        "secret": internal("whether the ballot may be kept"),
        "voted": personal("one ballot a seat", "grant_file"),
        "choice": sensitive("an open ballot", "grant_file"),
        "sealed": sensitive("a secret ballot, unreadable, until the vote is closed", "grant_file"),
        "way": personal("own device or paper", "grant_file"),
        "cast_at": personal("when an open ballot was cast", "grant_file"),
        "objected": personal("objection to a vote in writing", "grant_file"),
    },
    "Candidate": {
        "vote": internal("which election"),
        "name": personal("who stood", "grant_file"),
        **{name: internal("the result") for name in ("count", "posts", "drawn")},
    },
    "Decision": {
        name: internal("what was decided")
        for name in (
            "item",
            "vote",
            "kind",
            "amount_eur",
            "conditions",
            "binding",
            "reason",
            "faulty",
            "doubts",
            "decided_on",
            "recorded_at",
            "recorded_by",
        )
    },
    "Minutes": {
        "meeting": internal("which meeting"),
        "state": internal("draft or signed"),
        "digest": internal("what was signed"),
        "internal": internal("the signed document"),
        "public": internal("the public document"),
        **{
            name: personal("who signed", "grant_file")
            for name in (
                "chair",
                "chair_name",
                "chair_as",
                "chair_signed_at",
                "secretary",
                "secretary_name",
                "secretary_signed_at",
            )
        },
    },
    "Correction": {
        "minutes": internal("which minutes"),
        "text": personal("what was wrong; may name people", "grant_file"),
        "entered_at": internal("when"),
        "entered_by": personal("who", "grant_file"),
    },
}

WORDS: dict[str, Collection[str]] = {
    "Body.kind": rules.BODY_KINDS,
    "Seat.side": rules.SIDES,
    "SeatHolder.capacity": rules.CAPACITIES,
    "Meeting.state": MEETING.states,
    "AgendaItem.state": ITEM.states,
    "Vote.motion": rules.KINDS,
    "Vote.what": rules.WHAT,
    "Vote.state": VOTE.states,
    "Vote.chair_vote": rules.CHOICES,
    "Presence.choice": rules.CHOICES,
    "Presence.way": rules.WAYS,
    "Recusal.state": RECUSAL.states,
    "Recusal.ground": rules.GROUNDS,
    "BodyFunction.function": rules.FUNCTIONS,
    "AgendaItem.kind": rules.ITEM_KINDS,
    "Meeting.kind": rules.MEETING_KINDS,
    "Minutes.state": MINUTES.states,
    "Invitation.way": rules.INVITED_BY,
    "Decision.kind": rules.KINDS,
    "Presence.attendance": rules.ATTENDANCE,
}
"""The words a column may hold."""
