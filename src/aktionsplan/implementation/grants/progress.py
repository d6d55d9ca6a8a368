"""Notices, projects and publications for bullets S2.6, S2.7 and S2.9."""

import datetime as dt

from aktionsplan.implementation.grants.models import Grant, Payment
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.words import Phrase, mark


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S2.6 is fulfilled with a posted notice whose finality is computed and whose rules are kept."""
    signed = list(
        Grant.objects.filter(partnership=partnership)
        .exclude(number="")
        .exclude(state="dropped")
        .select_related("notice", "application")
        .order_by("-number")
    )
    final = [grant for grant in signed if grant.notice.remedy_last_day and grant.notice.kept_law]
    links = tuple(Evidence(grant.number, "grants:project", {"key": grant.key}) for grant in signed[:3])
    paid = Payment.objects.filter(partnership=partnership, state="released").count()
    shown = Publication.objects.filter(partnership=partnership, kind="project", current=True).count()
    notices = Phrase(
        mark("Bescheide: {n}, davon mit berechneter Bestandskraft: {final}"), {"n": len(signed), "final": len(final)}
    )
    payments = Phrase(mark("Projekte: {n}, Auszahlungen: {paid}"), {"n": len(signed), "paid": paid})
    published = Evidence(Phrase(mark("Veröffentlichungen: {n}"), {"n": shown}), "grants:projects")
    return [
        Progress("S2.6", notices, links, bool(final)),
        Progress("S2.7", payments, links if paid else (), False),
        Progress("S2.9", Phrase(mark("Projekte im Portal: {n}"), {"n": shown}), (published,) if shown else (), False),
    ]
