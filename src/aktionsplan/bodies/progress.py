"""Bodies and decisions for bullets S1.4, S1.8, S2.3 and S2.5."""

import datetime as dt

from aktionsplan.bodies.models import Decision
from aktionsplan.bodies.queries import bodies, seated_bodies
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import office
from aktionsplan.people.queries import holders
from aktionsplan.shared.progress import Evidence, Progress
from aktionsplan.shared.words import Phrase, mark


def _lead_office(partnership: Partnership, network: list, today: dt.date) -> Progress:
    """S1.8: lead office with two people, authority network with members (programme.md 12)."""
    lead = office(partnership, "lead_office", today)
    people = len(holders(partnership, {"lead_officer"}, today))
    seated = seated_bodies(network, today)
    filled = [body for body in network if body.pk in seated]
    evidence = ((Evidence(lead.name, "partnership:settings"),) if lead else ()) + tuple(
        Evidence(body.name, "bodies:body", {"key": body.key}) for body in filled
    )
    return Progress(
        "S1.8", Phrase(mark("Federführendes Amt und Ämternetzwerk")), evidence, bool(lead and people >= 2 and filled)
    )


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """What the stored bodies and decisions prove."""
    found = bodies(partnership)
    committees = [body for body in found if body.kind == "steering_committee"]
    network = [body for body in found if body.kind == "authority_network"]
    decisions = Decision.objects.filter(partnership=partnership).select_related("item").order_by("-recorded_at")
    count = decisions.count()
    decided = tuple(Evidence(row.item.title, "bodies:item", {"key": row.item.key}) for row in decisions[:3])
    return [
        Progress(
            "S1.4",
            Phrase(mark("Gremien mit Sitzen und Berufungen")),
            tuple(Evidence(body.name, "bodies:body", {"key": body.key}) for body in found),
            False,
        ),
        _lead_office(partnership, network, today),
        Progress(
            "S2.3",
            Phrase(mark("Begleitausschuss mit Sitzen")),
            tuple(Evidence(body.name, "bodies:body", {"key": body.key}) for body in committees),
            False,
        ),
        Progress("S2.5", Phrase(mark("Entscheidungen: {n}"), {"n": count}), decided, False),
    ]
