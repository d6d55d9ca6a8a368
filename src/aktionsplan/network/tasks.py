"""What somebody has to do about organisations: confirm them, approve their bank accounts."""

import datetime as dt

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from aktionsplan.network.models import Organisation
from aktionsplan.network.queries import waiting_bank
from aktionsplan.people.queries import Actor
from aktionsplan.shared.tasks import Task, Waiting, days_after, told, url_for, waiting

CHECK_DAYS, BANK_DAYS = 7, 5
"""Days in which the office wants to do a deed; a house rule, not law."""


def tasks(by: Actor, today: dt.date) -> list[Task]:
    """Organisations and bank accounts that wait for somebody; one question for both."""
    parts = []
    if by.may("network.confirm"):
        rows = Organisation.objects.filter(partnership=by.partnership, state="registered")
        since = Coalesce("waits_since", "created_at")
        parts.append(told("club", rows, day=since, words=F("name"), more=F("city"), moments=True))
    if by.may("network.approve_bank"):
        bank, key, name = waiting_bank(by.partnership), "organisation__key", F("organisation__name")
        parts.append(told("bank", bank, day=F("proposed_at"), words=name, key=key, moments=True))
    return [_club(by, row) if row.kind == "club" else _bank(by, row) for row in waiting(parts)]


def _club(by: Actor, row: Waiting) -> Task:
    title, url = gettext("Verein bestätigen: {name}").format(name=row.words), _page(by, row)
    return Task(days_after(row.day, CHECK_DAYS), title, row.more, url, gettext("Verein ansehen"), behind=row.behind)


def _bank(by: Actor, row: Waiting) -> Task:
    title, button = gettext("Bankverbindung freigeben"), gettext("Bankverbindung prüfen")
    return Task(days_after(row.day, BANK_DAYS), title, row.words, _page(by, row), button, behind=row.behind)


def _page(by: Actor, row: Waiting) -> str:
    return url_for(by, "network:organisation", key=row.key)
