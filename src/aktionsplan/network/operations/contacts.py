"""Writing contacts: who agreed to be invited, and took it back."""

import datetime as dt
from collections.abc import Sequence

from aktionsplan.network import queries, rules
from aktionsplan.network.models import Contact, ContactConsent
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import forget
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.visitors import keyed_hash
from aktionsplan.shared.words import Problem, Refused, mark

PURPOSE = "invite"
MOST_INTERESTS = 20


def _keep(town: Partnership, values: dict, source: str, day: dt.date) -> Contact:
    """The contact of this address: a new one, or the old one whose consent begins again."""
    until = rules.consent_until(day)
    consent = {
        "source": source,
        "purpose": PURPOSE,
        "consent_text": rules.CONSENT_TEXT,
        "consent_on": day,
        "until": until,
    }
    known = Contact.objects.select_for_update().filter(partnership=town, email=values["email"]).first()
    if known is not None and known.consent_on > day:  # an older paper never shortens a newer consent
        consent = {}
    contact, _made = Contact.objects.update_or_create(
        partnership=town, email=values["email"], defaults=values | consent
    )
    ContactConsent.objects.create(
        partnership=town, hash=keyed_hash(town, values["email"]), purpose=PURPOSE, given_on=day, until=until
    )
    return contact


@deed("network.leave_contact", on=None, because="the contact is made here")
def leave_contact(*, name: str, email: str, interests: Sequence[str], agreed: bool, by: By, at: dt.datetime) -> None:
    """Somebody wants to be invited; the address is proved by the page. Refused without the consent.

    Nobody learns whether the address was there already.
    """
    if not agreed:
        raise Refused(Problem("agreed", mark("Ohne Ihre Einwilligung dürfen wir nichts speichern."), {}, "agreed"))
    values = {"name": name, "email": email.strip().lower(), "interests": list(interests)[:MOST_INTERESTS]}
    contact = _keep(by.partnership, values, "portal", local_day(at))
    record(by=by, at=at, reference=f"contact:{contact.key}", payload={"source": "portal"})


def _interests(text: str) -> list[str]:
    return [part.strip()[:80] for part in text.split(",") if part.strip()][:MOST_INTERESTS]


@deed("network.enter_contact", on=None, because="the contact is made here")
def enter_contact(
    *, name: str, email: str, phone: str, interests: str, consent_on: dt.date, by: By, at: dt.datetime
) -> Contact:
    """A contact from paper, with the day on which the consent was signed; refused for a day to come or long past."""
    today = local_day(at)
    if consent_on > today or rules.consent_until(consent_on) <= today:
        text = mark("Der Tag der Einwilligung liegt in der Zukunft oder ist schon länger als zwei Jahre her.")
        raise Refused(Problem("consent_on", text, {}, "consent_on"))
    values = {"name": name, "email": email.strip().lower(), "phone": phone, "interests": _interests(interests)}
    contact = _keep(by.partnership, values, "paper", consent_on)
    record(by=by, at=at, reference=f"contact:{contact.key}", payload={"source": "paper"})
    return contact


@deed("network.change_contact", on=queries.CONTACT)
def change_contact(
    *,
    contact: Contact,
    name: str,
    email: str,
    phone: str,
    interests: str,
    seen: str = "",
    by: By,
    at: dt.datetime,
) -> Contact:
    """Another name, address or interests; refused for an address that another contact has."""
    unchanged(seen, queries.contact_values(contact))
    address = email.strip().lower()
    if Contact.objects.filter(partnership=by.partnership, email=address).exclude(pk=contact.pk).exists():
        raise Refused(Problem("there", mark("Diese Adresse gehört zu einem anderen Kontakt."), {}, "email"))
    town = by.partnership
    rows = ContactConsent.objects.filter(partnership=town, hash=keyed_hash(town, contact.email), ended_on=None)
    rows.update(hash=keyed_hash(town, address))
    contact.name, contact.email, contact.phone = name, address, phone
    contact.interests = _interests(interests)
    contact.save(update_fields=["name", "email", "phone", "interests"])
    record(by=by, at=at, payload={"changed": True})
    return contact


def _gone(contact: Contact, by: By, at: dt.datetime) -> None:
    """The contact goes at once; that somebody agreed, and until when, stays as a hash."""
    town = by.partnership
    rows = ContactConsent.objects.filter(partnership=town, hash=keyed_hash(town, contact.email), ended_on=None)
    rows.update(ended_on=local_day(at))
    record(by=by, at=at, reference=f"contact:{contact.key}", payload={"withdrawn": True})
    forget(partnership=town, recipient=contact.email)
    contact.delete()


@deed("network.withdraw_contact", on=queries.CONTACT)
def withdraw_contact(*, contact: Contact, by: By, at: dt.datetime) -> None:
    """Somebody told the office that he or she wants no more invitations."""
    _gone(contact, by, at)


@deed("network.withdraw_own_contact", on=None, because="the contact of the proved address, which is locked here")
def withdraw_own_contact(*, email: str, by: By, at: dt.datetime) -> None:
    """Whoever proved the address takes the consent back; nobody learns whether there was a contact."""
    contact = Contact.objects.select_for_update().filter(partnership=by.partnership, email=email.strip().lower())
    row = contact.first()
    if row is None:
        record(by=by, at=at, reference="contacts", payload={"withdrawn": False})
        return
    _gone(row, by, at)
