"""Bodies, meetings, agenda items, papers, consultations and files as OParl 1.1, made from publications only.

Our partnership is an OParl Body, our bodies are its Organizations. Beyond OParl stand two properties of our own, in the
manner of Popolo: `aktionsplan:attendance` of a meeting and `aktionsplan:voteEvent` of an agenda item; both hold numbers
and never a name. Source: OParl 1.1 (https://oparl.org/spezifikation/); https://www.popoloproject.com/specs/vote-event.html.
"""

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from aktionsplan.shared.kinds import Json, Value
from aktionsplan.shared.publishing.models import Window
from aktionsplan.shared.publishing.queries import Past, history

SCHEMA = "https://schema.oparl.org/1.1/"
LICENSE = "https://www.govdata.de/dl-de/zero-2-0"
PER_PAGE, MOST_PER_PAGE = 100, 500
LISTS = {
    "organizations": "Organization",
    "persons": "Person",
    "memberships": "Membership",
    "meetings": "Meeting",
    "agendaitems": "AgendaItem",
    "papers": "Paper",
    "consultations": "Consultation",
    "files": "File",
    "locations": "Location",
    "terms": "LegislativeTerm",
}
"""Address of each list and the type of what stands in it; a single object stands one step below."""
PATHS = {kind: path for path, kind in LISTS.items()}
STATES = {"invited": "eingeladen", "held": "durchgeführt", "cancelled": "abgesagt"}
FILTERS = ("created_since", "created_until", "modified_since", "modified_until")


@dataclass
class Objects:
    """Every object of a portal by type and key, ready to be answered."""

    system: Json
    body: Json
    by_type: dict[str, dict[str, Json]] = field(default_factory=lambda: {kind: {} for kind in PATHS})


@dataclass(frozen=True)
class Builder:
    """Makes the objects of one portal."""

    address: str
    window: Window
    objects: Objects

    def url(self, kind: str, key: str) -> str:
        """The address of an object, which is its id."""
        return f"{self.address}/api/v1/{self.window.slug}/{PATHS[kind]}/{key}"

    def web(self, path: str) -> str:
        """A page of the portal."""
        return f"{self.address}/{self.window.slug}/{path}"

    def put(self, kind: str, key: str, thing: Past, **fields: Value) -> Json:
        """A new object with its times; empty fields are left out."""
        entry = {
            "id": self.url(kind, key),
            "type": SCHEMA + kind,
            **{name: value for name, value in fields.items() if value not in ("", None, [], {})},
            "created": _moment(thing.first_at),
            "modified": _moment(thing.changed_at),
        }
        self.objects.by_type[kind][key] = entry
        return entry

    def gone(self, kind: str, key: str, created: dt.datetime, at: dt.datetime) -> None:
        """An object that is not shown any more: OParl keeps its id, type and times, and nothing else."""
        if key not in self.objects.by_type[kind]:
            self.objects.by_type[kind][key] = {
                "id": self.url(kind, key),
                "type": SCHEMA + kind,
                "created": _moment(created),
                "modified": _moment(at),
                "deleted": True,
            }


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _people(data: Json) -> dict[str, list[tuple[Json, str, Json]]]:
    """The named people of a body: seat, place and what is told of the person, by the person's key."""
    people: dict[str, list[tuple[Json, str, Json]]] = {}
    for seat in data["seats"]:
        for place in ("member", "deputy"):
            if seat[place]:
                people.setdefault(seat[place]["key"], []).append((seat, place, seat[place]))
    return people


def _organization(make: Builder, thing: Past) -> None:
    data = thing.data
    memberships = []
    for key, places in _people(data).items():
        for seat, place, person in places:
            number = f"{seat['key']}-{place}"
            membership = make.put(
                "Membership",
                number,
                thing,
                person=make.url("Person", key),
                organization=make.url("Organization", thing.slug),
                role=f"{'Mitglied' if place == 'member' else 'Stellvertretung'}, {seat['group']}",
                votingRight=seat["voting"],
                startDate=person["since"],
            )
            memberships.append(membership["id"])
            known = make.objects.by_type["Person"].get(key, {})
            of_person = [*known.get("membership", []), {k: v for k, v in membership.items() if k != "person"}]
            make.put("Person", key, thing, body=make.objects.body["id"], name=person["name"], membership=of_person)
    make.put(
        "Organization",
        thing.slug,
        thing,
        body=make.objects.body["id"],
        name=data["name"],
        membership=memberships,
        meeting=f"{make.objects.body['meeting']}?organization={thing.slug}",
        organizationType="Gremium",
        classification=data["kind_word"],
        post=[seat["group"] for seat in data["seats"]],
        memberCount=len(data["seats"]),
        votingMemberCount=data["voting"],
        web=make.web(f"gremien/{thing.slug}/"),
    )


def _missing_people(make: Builder, thing: Past) -> None:
    """People who were named once and are not any more."""
    now = set(_people(thing.data)) if thing.withdrawn_at is None else set()
    for version in thing.versions:
        for key, places in _people(version).items():
            if key not in now:
                make.gone("Person", key, thing.first_at, thing.changed_at)
                for seat, place, _person in places:
                    make.gone("Membership", f"{seat['key']}-{place}", thing.first_at, thing.changed_at)


def _vote_event(vote: Json, meeting: str) -> Json:
    """A vote in numbers, with the names that Popolo gives them."""
    counts = [("yes", vote["yes"]), ("no", vote["no"]), ("abstain", vote["abstain"]), ("invalid", vote["invalid"])]
    return {
        "identifier": vote["key"],
        "legislative_session": meeting,
        "motion": {"classification": vote["what"], "text": vote["motion"], "requirement": vote["rule"]},
        "start_date": vote["closed_at"],
        "result": "pass" if vote["passed"] else "fail",
        "secret": vote["secret"],
        "eligible": vote["entitled"],
        "counts": [{"option": option, "value": value} for option, value in counts],
        "explanation": vote["sentence"],
    }


def _item(make: Builder, thing: Past, row: Json, files: dict[str, Past]) -> Json:
    here, attached = (
        make.url("Meeting", thing.slug),
        [key for key, f in files.items() if f.data["item"] == row["key"]],
    )
    item = make.put(
        "AgendaItem",
        row["key"],
        thing,
        meeting=here,
        number=row["number"],
        name=row["title"],
        public=row["public"],
        consultation=make.url("Consultation", attached[0]) if attached else "",
        result=row["result"],
        auxiliaryFile=[_file(make, key, files[key]) for key in attached],
    )
    item["order"] = row["order"]
    if row["votes"]:
        item["aktionsplan:voteEvent"] = [_vote_event(vote, here) for vote in row["votes"]]
    return {name: value for name, value in item.items() if name != "meeting"}


def _place(make: Builder, thing: Past) -> Json:
    if not thing.data["place"]:
        return {}
    references = {"bodies": [make.objects.body["id"]], "meetings": [make.url("Meeting", thing.slug)]}
    place = make.put("Location", thing.slug, thing, description=thing.data["place"], **references)
    return {name: value for name, value in place.items() if name != "meetings"}


def _meeting(make: Builder, thing: Past, shown: set[str], files: dict[str, Past]) -> None:
    data = thing.data
    minutes = data["minutes"].get("key", "")
    meeting = make.put(
        "Meeting",
        thing.slug,
        thing,
        name=f"{'Umlaufverfahren' if data['circular'] else 'Sitzung'}: {data['body_name']}",
        meetingState=STATES[data["state"]],
        cancelled=data["state"] == "cancelled",
        start=data["starts_at"],
        end=data["ends_at"],
        location=_place(make, thing),
        organization=[make.url("Organization", data["body"])] if data["body"] in shown else [],
        resultsProtocol=_file(make, minutes, files[minutes]) if minutes in files else {},
        agendaItem=[_item(make, thing, row, files) for row in data["items"]],
        web=make.web(f"sitzungen/{thing.slug}/"),
    )
    if data["present"]:
        meeting["aktionsplan:attendance"] = {"present": data["present"], "seats": data["seats"]}


def _file(make: Builder, key: str, thing: Past) -> Json:
    known = make.objects.by_type["File"].get(key)
    if known is not None:
        return known
    data = thing.data
    item = data["item"]
    return make.put(
        "File",
        key,
        thing,
        name=data["name"],
        fileName=key,
        mimeType=data["content_type"],
        date=data["day"],
        size=data["size"],
        sha512Checksum=data["sha512"],
        accessUrl=make.web(f"dateien/{key}"),
        downloadUrl=make.web(f"dateien/{key}?laden=1"),
        meeting=[make.url("Meeting", data["meeting"])],
        agendaItem=[make.url("AgendaItem", item)] if item else [],
        paper=[make.url("Paper", key)] if item else [],
    )


def _paper(make: Builder, key: str, thing: Past, bodies: dict[str, str]) -> None:
    """A public paper with the consultation that leads to its agenda item."""
    data = thing.data
    consultation = make.put(
        "Consultation",
        key,
        thing,
        paper=make.url("Paper", key),
        agendaItem=make.url("AgendaItem", data["item"]),
        meeting=make.url("Meeting", data["meeting"]),
        organization=[make.url("Organization", bodies[data["meeting"]])] if data["meeting"] in bodies else [],
        authoritative=True,
        role="Beratung",
    )
    make.put(
        "Paper",
        key,
        thing,
        body=make.objects.body["id"],
        name=data["name"],
        date=data["day"],
        paperType="Unterlage",
        mainFile=_file(make, key, thing),
        consultation=[{name: value for name, value in consultation.items() if name != "paper"}],
    )


def system(address: str) -> Json:
    """The installation: where the list of its partnerships stands."""
    return {
        "id": f"{address}/api/v1/",
        "type": f"{SCHEMA}System",
        "oparlVersion": SCHEMA,
        "license": LICENSE,
        "body": f"{address}/api/v1/bodies",
        "name": "Aktionsplan",
        "website": f"{address}/",
    }


def _body(window: Window, address: str, town: Json, past: list[Past]) -> Json:
    """The partnership as OParl knows a Body; every list of it is an address."""
    here = f"{address}/api/v1/{window.slug}"
    contact = town.get("contact") or {}
    contact_fields = {"contactEmail": contact.get("email", ""), "contactName": contact.get("name", "")}
    return {
        "id": f"{here}/",
        "type": f"{SCHEMA}Body",
        "system": f"{address}/api/v1/",
        "name": town.get("name") or window.partnership.name,
        "website": f"{address}/{window.slug}/",
        "license": LICENSE,
        **{name: value for name, value in contact_fields.items() if value},
        "classification": "Partnerschaft für Demokratie",
        "organization": f"{here}/organizations",
        "person": f"{here}/persons",
        "meeting": f"{here}/meetings",
        "paper": f"{here}/papers",
        "agendaItem": f"{here}/agendaitems",
        "consultation": f"{here}/consultations",
        "file": f"{here}/files",
        "membership": f"{here}/memberships",
        "locationList": f"{here}/locations",
        "legislativeTermList": f"{here}/terms",
        "legislativeTerm": [],
        "created": _moment(min(row.first_at for row in past)),
        "modified": _moment(max(row.changed_at for row in past)),
        "web": f"{address}/{window.slug}/gremien/",
    }


KINDS = {"body": ("Organization",), "meeting": ("Meeting", "Location"), "file": ("File", "Paper")}
"""What we publish, and the OParl types an entry of it becomes."""


def _build(window: Window, address: str) -> Objects | None:
    past = history(window, "town", *KINDS)
    if not past:
        return None
    town = next((row.data for row in past if row.kind == "town"), {})
    body = _body(window, address, town, past)
    portal_objects = Objects(system(address), body)
    make = Builder(address, window, portal_objects)
    shown = {kind: {row.slug: row for row in past if row.kind == kind and row.withdrawn_at is None} for kind in KINDS}
    for row in shown["body"].values():
        _organization(make, row)
    for key, row in shown["meeting"].items():
        own = {name: file for name, file in shown["file"].items() if file.data["meeting"] == key}
        _meeting(make, row, set(shown["body"]), own)
    held_by = {key: row.data["body"] for key, row in shown["meeting"].items() if row.data["body"] in shown["body"]}
    for key, row in shown["file"].items():
        _file(make, key, row)
        if row.data["item"]:
            _paper(make, key, row, held_by)
    _gone(make, past)
    return portal_objects


def _gone(make: Builder, past: list[Past]) -> None:
    for row in past:
        for kind in KINDS.get(row.kind, ()) if row.withdrawn_at is not None else ():
            conditions = {"Location": bool(row.data.get("place")), "Paper": bool(row.data.get("item"))}
            if conditions.get(kind, True):
                make.gone(kind, row.slug, row.first_at, row.changed_at)
    for row in past:
        if row.kind == "body":
            _missing_people(make, row)


_kept: OrderedDict[tuple[int, int, str], Objects | None] = OrderedDict()
_lock = Lock()
MOST_KEPT = 8


def objects(window: Window, address: str) -> Objects | None:
    """Every object of the portal, from memory when this version was built before; None where nothing is published."""
    mark = (window.pk, window.version, address)
    portal_objects = _kept.get(mark)
    if mark not in _kept:
        portal_objects = _build(window, address)
        with _lock:
            for former in [other for other in _kept if (other[0], other[2]) == (window.pk, address)]:
                del _kept[former]
            _kept[mark] = portal_objects
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return portal_objects
