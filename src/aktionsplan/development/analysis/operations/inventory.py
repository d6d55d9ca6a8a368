"""Writing what there is and how it is judged."""

import datetime as dt

from aktionsplan.development.analysis import queries, rules
from aktionsplan.development.analysis.models import Assessment, Offer, OfferPlace
from aktionsplan.development.analysis.operations.sources import area_of
from aktionsplan.development.analysis.states import OFFER
from aktionsplan.network.models import Organisation
from aktionsplan.people.queries import Actor
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.limits import count
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark

PLAIN = (
    "kind",
    "title",
    "text",
    "carrier_name",
    "target_groups",
    "reach",
    "staff",
    "begins_on",
    "ends_on",
    "funded_by",
    "funded_until",
    "contact",
    "cooperations",
)


PROPOSALS_A_DAY = 10
"""How many offers a club may describe on one day; a house rule against floods."""


def refuse_when_closed(by: By) -> None:
    """Refused while the analysis is closed: whoever wants to judge anew opens it again, with a reason."""
    if queries.closed(by.partnership) is not None:
        text = mark("Die Auswertung ist abgeschlossen. Öffnen Sie sie zuerst wieder, mit einem Grund.")
        raise Refused(Problem("closed", text))


def _fields(fields: Fields, by: By) -> Fields:
    theme = queries.theme_at(by.partnership, fields.get("theme") or "-")
    if theme is None:
        raise Refused(Problem("theme", mark("Bitte wählen Sie ein Thema."), {}, "theme"))
    if problem := rules.period_of_offer_problem(fields.get("begins_on"), fields.get("ends_on")):
        raise Refused(problem)
    carrier = Organisation.objects.filter(partnership=by.partnership, key=fields.get("carrier") or "-").first()
    stored = {name: fields[name] for name in PLAIN if name in fields}
    return stored | {"theme": theme, "carrier": carrier, "area": area_of(by.partnership, fields.get("area") or "")}


def _set_places(offer: Offer, keys: list[str]) -> bool:
    """Sets the further places; whether anything changed."""
    wanted = {area_of(offer.partnership, key) for key in keys} - {"", offer.area}
    stored = set(offer.places.values_list("area", flat=True))
    OfferPlace.objects.filter(offer=offer, area__in=stored - wanted).delete()
    OfferPlace.objects.bulk_create(
        OfferPlace(partnership=offer.partnership, offer=offer, area=key) for key in sorted(wanted - stored)
    )
    return wanted != stored


def _findable(offer: Offer) -> None:
    carrier = offer.carrier.name if offer.carrier else offer.carrier_name
    text = f"{carrier} {offer.target_groups}"
    search.put(partnership=offer.partnership, kind="offer", reference=offer.key, title=offer.title, text=text)


def _made(fields: Fields, by: By, proposed_by: str = "") -> Offer:
    values = _fields(fields, by)
    offer = Offer.objects.create(partnership=by.partnership, state=OFFER.initial, proposed_by=proposed_by, **values)
    _set_places(offer, fields.get("places") or [])
    return offer


@deed("analysis.add_offer", on=None, because="the offer is made here")
def add_offer(*, fields: Fields, by: By, at: dt.datetime) -> Offer:
    """A new offer, actor, network, concept, decision, place or money; refused when it ends before it begins."""
    offer = _made(fields, by)
    offer.state = OFFER.next(offer.state, "accept")
    offer.save(update_fields=["state"])
    _findable(offer)
    record(by=by, at=at, reference=f"offer:{offer.key}", payload={"kind": offer.kind, "title": offer.title})
    return offer


@deed("analysis.propose_offer", on=queries.CARRIER)
def propose_offer(*, carrier: Organisation, fields: Fields, by: Actor, at: dt.datetime) -> Offer:
    """A club describes an offer of its own; it counts once the office has accepted it. Refused after ten on one day."""
    count(what="offer", who=f"{by.partnership.key}:{carrier.key}", most=PROPOSALS_A_DAY, seconds=86400, at=at)
    own = fields | {"carrier": carrier.key, "carrier_name": "", "kind": "offer"}
    offer = _made(own, by, by.reference)
    record(by=by, at=at, payload={"offer": offer.key, "title": offer.title})
    return offer


@deed("analysis.accept_offer", on=queries.OFFER)
def accept_offer(*, entry: Offer, by: By, at: dt.datetime) -> Offer:
    """The office takes over what a club described."""
    entry.state = OFFER.next(entry.state, "accept")
    entry.save(update_fields=["state"])
    _findable(entry)
    record(by=by, at=at, payload={"title": entry.title})
    return entry


@deed("analysis.decline_offer", on=queries.OFFER)
def decline_offer(*, entry: Offer, reason: str, by: By, at: dt.datetime) -> Offer:
    """The office does not take over what a club described, with the reason."""
    entry.state = OFFER.next(entry.state, "decline")
    entry.save(update_fields=["state"])
    record(by=by, at=at, payload={"title": entry.title, "reason": reason})
    return entry


@deed("analysis.change_offer", on=queries.OFFER)
def change_offer(*, entry: Offer, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Offer:
    """Other words about an entry."""
    unchanged(seen, queries.offer_values(entry))
    values = _fields(fields, by)
    entry.state = OFFER.next(entry.state, "change")
    changed = [name for name, value in values.items() if value != getattr(entry, name)]
    for name in changed:
        setattr(entry, name, values[name])
    entry.save(update_fields=[*changed, "state"])
    if _set_places(entry, fields.get("places") or []):
        changed.append("places")
    _findable(entry)
    record(by=by, at=at, payload={"changed": changed})
    return entry


@deed("analysis.end_offer", on=queries.OFFER)
def end_offer(*, entry: Offer, ends_on: dt.date, by: By, at: dt.datetime) -> Offer:
    """The offer ended on a day; refused for a day to come and before it began."""
    if ends_on > local_day(at):
        raise Refused(Problem("future", mark("Der Tag liegt in der Zukunft."), {}, "ends_on"))
    if problem := rules.period_of_offer_problem(entry.begins_on, ends_on):
        raise Refused(problem)
    entry.state, entry.ends_on = OFFER.next(entry.state, "end"), ends_on
    entry.save(update_fields=["state", "ends_on"])
    record(by=by, at=at, payload={"ends_on": ends_on.isoformat()})
    return entry


@deed("analysis.resume_offer", on=queries.OFFER)
def resume_offer(*, entry: Offer, by: By, at: dt.datetime) -> Offer:
    """The offer goes on, without a known end."""
    entry.state, entry.ends_on = OFFER.next(entry.state, "resume"), None
    entry.save(update_fields=["state", "ends_on"])
    record(by=by, at=at, payload={"title": entry.title})
    return entry


@deed("analysis.assess_offer", on=queries.OFFER)
def assess_offer(*, entry: Offer, verdict: str, text: str, by: Actor, at: dt.datetime) -> Assessment:
    """Says whether an offer works, and why; the former assessment stays readable. Refused while the analysis is closed."""
    refuse_when_closed(by)
    entry.state = OFFER.next(entry.state, "assess")
    entry.save(update_fields=["state"])
    Assessment.objects.filter(offer=entry, latest=True).update(latest=False)
    assessment = Assessment.objects.create(
        partnership=by.partnership,
        offer=entry,
        verdict=verdict,
        text=text,
        author=by.reference,
        author_name=by.account.name,
        day=local_day(at),
    )
    record(by=by, at=at, payload={"verdict": verdict})
    return assessment
