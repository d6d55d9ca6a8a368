"""Reading what there is."""

import datetime as dt

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from aktionsplan.development.analysis.models import (
    Assessment,
    Offer,
    Theme,
)
from aktionsplan.network.models import Organisation
from aktionsplan.network.queries import own_links
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.permissions.relations import OWN_ORGANISATION
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import By, Subject
from aktionsplan.shared.kinds import Fields

ENDING_DAYS = 90
"""So many days before its money ends an offer turns up on the desk."""


def offers(partnership: Partnership) -> QuerySet[Offer]:
    """Every offer that the office has accepted, with theme, carrier and its present verdict."""
    latest = Assessment.objects.filter(offer=OuterRef("pk"), latest=True).values("verdict")
    rows = Offer.objects.filter(partnership=partnership, state__in=("running", "ended"))
    return rows.select_related("theme", "carrier").annotate(verdict=Subquery(latest))


def offers_called(rows: QuerySet[Offer], partnership: Partnership, query: str) -> QuerySet[Offer]:
    """Those whose title, carrier or target groups have all of the words."""
    for word in query.split():
        named = Q(carrier_name__icontains=word) | Q(carrier__name__icontains=word)
        rows = rows.filter(named | Q(title__icontains=word) | Q(target_groups__icontains=word))
    return rows


def proposed_offers(partnership: Partnership) -> QuerySet[Offer]:
    """What clubs described and the office has not accepted yet."""
    return Offer.objects.filter(partnership=partnership, state="proposed").select_related("theme", "carrier")


def described_by(carriers: list[Organisation]) -> QuerySet[Offer]:
    """What organisations described of their own, the newest first."""
    return Offer.objects.filter(carrier__in=carriers).exclude(proposed_by="").order_by("-pk")


def offer_for(by: Actor, key: str) -> Offer:
    """The offer with this key, or 404; what the office has not accepted is nobody else's to see."""
    row = Offer.objects.filter(partnership=by.partnership, key=key).select_related("theme", "carrier").first()
    if row is None or (row.state in ("proposed", "declined") and not by.may("analysis.accept_offer")):
        raise Http404
    return row


def offer_values(row: Offer) -> Fields:
    """What the form of an offer changes."""
    plain = (
        "kind",
        "title",
        "text",
        "carrier_name",
        "area",
        "target_groups",
        "reach",
        "staff",
        "begins_on",
        "ends_on",
    )
    more = ("funded_by", "funded_until", "contact", "cooperations")
    return {name: getattr(row, name) for name in (*plain, *more)} | {
        "theme": row.theme.key,
        "carrier": row.carrier.key if row.carrier else "",
        "places": sorted(row.places.values_list("area", flat=True)),
    }


def carriers(partnership: Partnership) -> list[tuple[str, str]]:
    """The organisations of the network as (key, name)."""
    return list(Organisation.objects.filter(partnership=partnership).order_by("name").values_list("key", "name"))


def ending_offers(partnership: Partnership, today: dt.date) -> QuerySet[Offer]:
    """Running offers whose money ends within the next months, the nearest first."""
    last = today + dt.timedelta(days=ENDING_DAYS)
    rows = Offer.objects.filter(partnership=partnership, state="running", funded_until__range=(today, last))
    return rows.order_by("funded_until", "pk")


def offers_in(
    partnership: Partnership, theme: str, area: str, today: dt.date
) -> list[tuple[Offer, Assessment | None]]:
    """The running offers of a cell, each with its present assessment."""
    rows = Offer.objects.filter(partnership=partnership, kind="offer", state="running", theme__key=theme, area=area)
    running = list(rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today)).select_related("theme", "carrier"))
    judged = {one.offer_id: one for one in Assessment.objects.filter(offer__in=running, latest=True)}
    return [(row, judged.get(row.pk)) for row in running]


def theme_at(partnership: Partnership, key: str) -> Theme | None:
    """The theme with this key, if there is one."""
    return Theme.objects.filter(partnership=partnership, key=key).first()


def _locked_offer(offer: Offer) -> Offer:
    return Offer.objects.select_for_update(of=("self",)).select_related("theme", "carrier").get(pk=offer.pk)


def _is_own(organisation: Organisation, by: By, day: dt.date) -> bool:
    return isinstance(by, Actor) and own_links(by, day).filter(organisation=organisation).exists()


OFFER = Subject(takes=("entry",), lock=_locked_offer, reference=lambda row: f"offer:{row.key}")
CARRIER = Subject(
    takes=("carrier",),
    relations={OWN_ORGANISATION: _is_own},
    reference=lambda row: f"organisation:{row.key}",
)
