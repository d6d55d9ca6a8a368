"""Notices, projects and publications for bullets S2.6, S2.7 and S2.9."""

import datetime as dt

from django.db.models import Count, Q

from aktionsplan.implementation.grants.models import Grant
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.words import Phrase, mark


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S2.6 is fulfilled with a posted notice whose finality is computed and whose rules are kept."""
    grants, signed = Grant.objects.filter(partnership=partnership), ~Q(number="") & ~Q(state="dropped")
    final = signed & Q(notice__remedy_last_day__isnull=False) & ~Q(notice__kept_law={})
    counts = grants.aggregate(
        signed=Count("pk", filter=signed, distinct=True),
        final=Count("pk", filter=final, distinct=True),
        paid=Count("payments", filter=Q(payments__state="released"), distinct=True),
    )
    newest = grants.filter(signed).order_by("-number").values_list("number", "key")[:3]
    links = tuple(Evidence(number, "grants:project", {"key": key}) for number, key in newest)
    paid = counts["paid"]
    shown = Publication.objects.filter(partnership=partnership, kind="project", current=True).count()
    notices = Phrase(
        mark("Bescheide: {n}, davon mit berechneter Bestandskraft: {final}"),
        {"n": counts["signed"], "final": counts["final"]},
    )
    payments = Phrase(mark("Projekte: {n}, Auszahlungen: {paid}"), {"n": counts["signed"], "paid": paid})
    published = Evidence(Phrase(mark("Veröffentlichungen: {n}"), {"n": shown}), "grants:projects")
    return [
        Progress("S2.6", notices, links, bool(counts["final"])),
        Progress("S2.7", payments, links if paid else (), False),
        Progress("S2.9", Phrase(mark("Projekte im Portal: {n}"), {"n": shown}), (published,) if shown else (), False),
    ]
