"""Registers the app."""

from typing import TYPE_CHECKING

from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark

if TYPE_CHECKING:
    from aktionsplan.partnership.models import Partnership


def _survey_holds(partnership: "Partnership", key: str) -> bool:
    from aktionsplan.development.participation.models import Survey  # noqa: PLC0415 -- models are there after the apps

    return Survey.objects.filter(partnership=partnership, key=key, state="closed").exists()


class ParticipationConfig(OwnApp):
    """Where people take part."""

    name = "aktionsplan.development.participation"
    label = "participation"
    tabs = (
        Tab(mark("Veranstaltungen"), "participation:events", "participation", 10),
        Tab(mark("Befragungen"), "participation:surveys", "participation", 20),
        Tab(mark("Ideen"), "participation:ideas", "participation", 30),
        Tab(mark("Kommentare zum Entwurf"), "participation:comments", "participation", 50),
        Tab(mark("Abstimmungen"), "participation:idea_votes", "participation", 40),
    )
    steps = ("queries.contact_steps",)
    thread = "queries.thread.part"
    things = (
        Thing("survey", mark("Befragung"), "participation:survey", findable=True, holds=_survey_holds),
        Thing("event", mark("Veranstaltung"), "participation:event", findable=True),
        Thing("idea_vote", mark("Abstimmung über Ideen"), "participation:idea_vote"),
        Thing("comment", mark("Kommentar"), "participation:comment"),
        Thing("idea", mark("Idee"), "participation:idea", findable=True),
    )
