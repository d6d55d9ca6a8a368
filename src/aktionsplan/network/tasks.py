"""What somebody has to do about organisations: confirm them, approve their bank accounts."""

import datetime as dt

from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from aktionsplan.network.models import Organisation
from aktionsplan.network.queries import waiting_bank
from aktionsplan.people.queries import Actor
from aktionsplan.shared.tasks import Task, days_after, foremost, url_for

CHECK_DAYS, BANK_DAYS = 7, 5
"""Days in which the office wants to do a deed; a house rule, not law."""


def tasks(by: Actor, today: dt.date) -> list[Task]:
    """Organisations and bank accounts that wait for somebody."""
    waiting = []
    if by.may("network.confirm"):
        rows = Organisation.objects.filter(partnership=by.partnership, state="registered")
        waiting += foremost(
            rows.order_by(Coalesce("waits_since", "created_at")),
            lambda row: Task(
                days_after(row.waits_since or row.created_at, CHECK_DAYS),
                gettext("Verein bestätigen: {name}").format(name=row.name),
                row.city,
                url_for(by, "network:organisation", key=row.key),
                gettext("Verein ansehen"),
            ),
        )
    if by.may("network.approve_bank"):
        waiting += foremost(
            waiting_bank(by.partnership),
            lambda bank: Task(
                days_after(bank.proposed_at, BANK_DAYS),
                gettext("Bankverbindung freigeben"),
                bank.organisation.name,
                url_for(by, "network:organisation", key=bank.organisation.key),
                gettext("Bankverbindung prüfen"),
            ),
        )
    return waiting
