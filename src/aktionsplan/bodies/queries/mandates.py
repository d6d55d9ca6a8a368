"""Reading mandates, working groups, and whether the ground for the plan is laid."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from aktionsplan.bodies.models import Attendance, Body, ContactMember, GroupResult, Mandate, Meeting
from aktionsplan.bodies.queries.composition import bodies, seated_bodies
from aktionsplan.network.models import Contact
from aktionsplan.network.queries import contact_names
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.registration import ContactStep
from aktionsplan.shared.words import Problem, mark


def lead_mandate(partnership: Partnership) -> Mandate | None:
    """The present mandate of the lead office."""
    return Mandate.objects.filter(partnership=partnership, body=None).first()


def mandate_of(body: Body) -> Mandate | None:
    """The present mandate of a body."""
    return Mandate.objects.filter(body=body).first()


@dataclass(frozen=True)
class Groundwork:
    """Lead office and authority network, the precondition of the plan (programme.md 12, S1.8)."""

    mandate: Mandate | None
    network: Body | None
    members: bool
    met: bool

    @property
    def missing(self) -> list[Problem]:
        """What is not there yet; empty when the plan may become a version."""
        mandate = self.mandate
        found = []
        if mandate is None:
            found.append(Problem("mandate", mark("Das federführende Amt hat noch keinen Auftrag.")))
        else:
            if not mandate.responsible:
                found.append(Problem("responsible", mark("Im federführenden Amt ist noch niemand verantwortlich.")))
            if not mandate.deputy:
                found.append(Problem("deputy", mark("Die verantwortliche Person hat noch keine Vertretung.")))
        if not self.members:
            found.append(Problem("members", mark("Das Ämternetzwerk hat noch keine Mitglieder.")))
        if not self.met:
            found.append(Problem("met", mark("Das Ämternetzwerk hat noch nicht getagt.")))
        return found


def groundwork(partnership: Partnership, today: dt.date) -> Groundwork:
    """Whether lead office and authority network stand; four questions."""
    networks = [body for body in bodies(partnership) if body.kind == "authority_network"]
    seated = seated_bodies(networks, today)
    first = next((body for body in networks if body.pk in seated), networks[0] if networks else None)
    there = Attendance.objects.filter(meeting=OuterRef("pk"), arrived_at__isnull=False)
    met = Meeting.objects.filter(Exists(there), body__in=networks, kind="meeting", state="held").exists()
    return Groundwork(lead_mandate(partnership), first, bool(seated), met)


def contact_members(body: Body) -> list[tuple[ContactMember, str]]:
    """Contacts who were invited or work in a body, with their names; nothing for one that is gone."""
    rows = list(ContactMember.objects.filter(body=body))
    names = contact_names(body.partnership, [row.contact for row in rows])
    return [(row, names.get(row.contact, "")) for row in rows]


def contact_choices(partnership: Partnership) -> list[tuple[str, str]]:
    """Contacts who can be invited or taken in, as (key, name)."""
    return [(row.key, str(row)) for row in Contact.objects.filter(partnership=partnership).order_by("name", "email")]


def group_results(body: Body) -> list[GroupResult]:
    """What a group worked out, the newest first."""
    return list(GroupResult.objects.filter(body=body))


def contact_steps(partnership: Partnership, key: str) -> list[ContactStep]:
    """Invitations into bodies and seats there, of one contact or of all."""
    rows = ContactMember.objects.filter(partnership=partnership).select_related("body")
    steps = []
    for row in rows.filter(contact=key) if key else rows:
        reference = f"body:{row.body.key}"
        if row.invited_on:
            steps.append(ContactStep(row.contact, "invited", row.body.name, row.invited_on, reference))
        if row.joined_on:
            steps.append(ContactStep(row.contact, "seated", row.body.name, row.joined_on, reference))
    return steps
