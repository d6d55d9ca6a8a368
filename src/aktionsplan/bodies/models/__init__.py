"""What is stored of bodies.

Who acts: nobody; operations write these rows, queries read them.
What comes out: composition, meetings and votes, each row with its partnership.
"""

from aktionsplan.bodies.models.composition import Body, BodyFunction, FundBody, Seat, SeatHolder
from aktionsplan.bodies.models.mandates import ContactMember, GroupResult, Mandate
from aktionsplan.bodies.models.meetings import (
    AgendaItem,
    Attendance,
    Correction,
    Invitation,
    Meeting,
    Minutes,
    Paper,
    QuorumFinding,
)
from aktionsplan.bodies.models.votes import Candidate, Decision, Presence, Recusal, Vote

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "BodyFunction",
    "Candidate",
    "ContactMember",
    "Correction",
    "GroupResult",
    "Mandate",
    "Decision",
    "QuorumFinding",
    "FundBody",
    "Invitation",
    "Meeting",
    "Minutes",
    "Paper",
    "Presence",
    "Recusal",
    "Seat",
    "SeatHolder",
    "Vote",
]
