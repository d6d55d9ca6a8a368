"""What somebody has to do about people: confirm their access."""

import datetime as dt

from django.utils.translation import gettext

from aktionsplan.people.models import Membership
from aktionsplan.people.permissions import Role
from aktionsplan.people.queries import Actor, holders
from aktionsplan.shared.tasks import Step, Task, foremost, url_for
from aktionsplan.shared.words import mark

BEGINNING = (
    Step(
        25,
        mark("Koordination benennen"),
        mark("Sie bereitet Aufrufe und Sitzungen vor."),
        "people:grant",
        lambda town, today: bool(holders(town, {Role.COORDINATOR}, today)),
    ),
    Step(
        55,
        mark("Zeichnung benennen"),
        mark("Eine zweite Person unterschreibt die Bescheide."),
        "people:grant",
        lambda town, today: bool(holders(town, {Role.SIGNATORY}, today)),
    ),
    Step(
        56,
        mark("Kasse benennen"),
        mark("Sie gibt Auszahlungen frei."),
        "people:grant",
        lambda town, today: bool(holders(town, {Role.CASHIER}, today)),
    ),
)


def tasks(by: Actor, today: dt.date) -> list[Task]:
    """Proposed accesses that a second person has to confirm."""
    if not by.may("people.confirm_role"):
        return []
    rows = Membership.objects.filter(partnership=by.partnership, state="proposed").select_related("account")
    rows = rows.exclude(proposed_by=by.reference).exclude(account=by.account)  # a second person has to
    return foremost(
        rows.order_by("valid_from", "pk"),
        lambda row: Task(
            row.valid_from,
            gettext("Zugang bestätigen: {name}").format(name=row.account.name),
            "",
            url_for(by, "people:members"),
            gettext("Zugänge ansehen"),
        ),
    )
