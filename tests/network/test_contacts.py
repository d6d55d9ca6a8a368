"""Contacts by consent: left, entered from paper, invited, seated, and gone at once when withdrawn."""

import datetime as dt

import pytest

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import ContactMember
from aktionsplan.bodies.queries import contact_members, groundwork
from aktionsplan.development.participation import operations as participation
from aktionsplan.development.participation.models import Event, EventInvitation
from aktionsplan.development.participation.progress import progress
from aktionsplan.network import operations as ops
from aktionsplan.network import rules
from aktionsplan.network.models import Contact, ContactConsent
from aktionsplan.people.queries import Visitor
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.mail.operations import Letter, queue
from aktionsplan.shared.registration import contact_steps
from aktionsplan.shared.retention.operations import expire
from aktionsplan.shared.words import Refused
from tests.factories import participation as made
from tests.factories import town as make

TODAY = make.NOW.date()


def by(town):
    return {"by": town.ben, "at": make.NOW}


@pytest.fixture
def seated(town):
    """A town with a committee."""
    make.add_committee(town)
    return town


def leave(town, **more):
    fields = {"name": "", "email": "Rosa@Example.org ", "interests": ["Jugend"], "agreed": True}
    ops.leave_contact(**(fields | more), by=Visitor(town.partnership), at=make.NOW)


def test_without_consent_nothing_is_kept(town):
    with pytest.raises(Refused, match="Einwilligung"):
        leave(town, agreed=False)
    assert not Contact.objects.exists()


def test_the_same_address_again_renews_the_consent(town):
    leave(town)
    leave(town, name="Rosa Klein")
    contact = Contact.objects.get()
    assert (contact.email, contact.name, contact.source) == ("rosa@example.org", "Rosa Klein", "portal")
    assert contact.consent_text == rules.CONSENT_TEXT
    assert "rosa" not in str(list(ContactConsent.objects.values()))


@pytest.mark.parametrize("days", [1, -731])
def test_a_consent_on_paper_is_neither_to_come_nor_long_past(town, days):
    with pytest.raises(Refused, match="Zukunft oder"):
        made.contact(town, consent_on=TODAY + dt.timedelta(days=days))


def test_withdrawn_the_contact_is_gone_at_once_and_counts_stay(seated):
    town = seated
    contact = made.contact(town)
    row = made.event(town)
    OutboxMail.objects.all().delete()
    assert participation.invite_contacts(event=row, contacts=[contact.key, "nobody"], **by(town)) == 1
    assert "Lindenschule" not in str(list(OutboxMail.objects.values()))
    row = participation.hold_event(event=row, by=town.ben, at=row.ends_at)
    participation.tick_attended(event=row, came=[contact.key], **by(town))
    bodies.take_in_contact(body=town.body, contact=contact, **by(town))
    before = contact_steps(town.partnership)
    assert sorted(step.kind for step in before) == ["attended", "invited", "seated"]
    ops.withdraw_contact(contact=contact, **by(town))
    assert not Contact.objects.exists()
    assert contact_steps(town.partnership) == before
    assert contact_members(town.body)[0][1] == ""
    assert ContactConsent.objects.get().ended_on == TODAY
    with pytest.raises(Refused, match="mindestens eine"):
        participation.invite_contacts(event=row, contacts=[contact.key], **by(town))


def test_whoever_proved_the_address_takes_it_back(town):
    leave(town)
    ops.withdraw_own_contact(email="ROSA@example.org", by=Visitor(town.partnership), at=make.NOW)
    assert not Contact.objects.exists()
    ops.withdraw_own_contact(email="rosa@example.org", by=Visitor(town.partnership), at=make.NOW)


def test_a_consent_that_is_over_goes_by_itself(town):
    made.contact(town)
    until = Contact.objects.get().until
    by_clock = Installation(town.partnership, "tick")
    expire(model="network.Contact", by=by_clock, at=dt.datetime.combine(until, dt.time(12), dt.UTC))
    assert Contact.objects.exists()
    later = dt.datetime.combine(until + dt.timedelta(days=2), dt.time(12), dt.UTC)
    expire(model="network.Contact", by=by_clock, at=later)
    assert not Contact.objects.exists()


def test_a_seat_with_one_deed(seated):
    town = seated
    contact = made.contact(town)
    seat = bodies.add_seat(body=town.body, group="Jugend", side="civil", voting=True, **by(town))
    bodies.invite_contact(body=town.body, contact=contact, **by(town))
    with pytest.raises(Refused, match="schon eingeladen"):
        bodies.invite_contact(body=town.body, contact=contact, **by(town))
    bodies.take_in_contact(body=town.body, contact=contact, seat=seat, appointment="Kreistag", **by(town))
    assert seat.holders.get().name == "Rosa Klein"
    assert ContactMember.objects.get().seat == seat.key
    with pytest.raises(Refused, match="schon dabei"):
        bodies.take_in_contact(body=town.body, contact=contact, **by(town))
    [_structures, activated, _civil] = progress(town.partnership, TODAY)
    assert not activated.fulfilled
    event = Event.objects.create(
        partnership=town.partnership, title="Werkstatt", starts_at=make.NOW, ends_at=make.NOW, state="held"
    )
    EventInvitation.objects.create(
        partnership=town.partnership, event=event, contact=contact.key, invited_on=TODAY, attended=True
    )
    [_structures, activated, _civil] = progress(town.partnership, TODAY)
    assert activated.fulfilled


def test_an_address_belongs_to_one_contact(town):
    first = made.contact(town)
    made.contact(town, email="kim@example.org")
    with pytest.raises(Refused, match="anderen Kontakt"):
        ops.change_contact(contact=first, name="", email="Kim@example.org", phone="", interests="", **by(town))
    ops.change_contact(contact=first, name="R", email="r@example.org", phone="", interests="a, b,", **by(town))
    assert Contact.objects.get(pk=first.pk).interests == ["a", "b"]


class TestGroundwork:
    """Lead office and authority network, the precondition of the plan."""

    fields = {"decided_by": "Kreistag", "decided_on": TODAY, "paper": "34/2025", "task": ""}

    def test_what_is_missing_is_told_one_by_one(self, town):
        codes = [problem.code for problem in groundwork(town.partnership, TODAY).missing]
        assert codes == ["mandate", "members", "met"]
        bodies.give_lead_mandate(fields=self.fields, **by(town))
        codes = [problem.code for problem in groundwork(town.partnership, TODAY).missing]
        assert codes == ["responsible", "deputy", "members", "met"]
        people = {"responsible": "Lena Matthies", "deputy": "Dogan Aydin"}
        bodies.give_lead_mandate(fields=self.fields | people, **by(town))
        codes = [problem.code for problem in groundwork(town.partnership, TODAY).missing]
        assert codes == ["members", "met"]

    def test_nobody_is_the_own_deputy_and_no_day_lies_ahead(self, seated):
        town = seated
        people = {"responsible": "Lena Matthies", "deputy": "lena matthies"}
        with pytest.raises(Refused, match="sich selbst"):
            bodies.give_lead_mandate(fields=self.fields | people, **by(town))
        with pytest.raises(Refused, match="Zukunft"):
            bodies.give_mandate(
                body=town.body, fields=self.fields | {"decided_on": TODAY + dt.timedelta(days=1)}, **by(town)
            )

    def test_the_page_shows_both(self, seated, browser_of):
        town = seated
        ben = browser_of(town.ben.account)
        start = f"/{town.partnership.slug}/intern/gremien/"
        data = {
            "decided_by": "Kreistag",
            "decided_on": "1.2.2026",
            "paper": "34",
            "responsible": "Lena",
            "deputy": "Ben",
        }
        assert ben.post(start + "grundlage/auftrag/", data).status_code == 302
        assert "Kreistag" in ben.get(start + "grundlage/").content.decode()
        assert ben.post(start + f"{town.body.key}/auftrag/", data).status_code == 302
        assert (
            ben.post(start + f"{town.body.key}/ergebnis/", {"day": "1.2.2026", "text": "Drei Ideen"}).status_code
            == 302
        )
        page = ben.get(start + f"{town.body.key}/").content.decode()
        assert "Drei Ideen" in page


class TestPages:
    """Through the browser, as a stranger and as the office."""

    def test_left_with_a_code_and_forgotten_with_a_code(self, seated, client, browser_of):
        town = f"/{seated.partnership.slug}"
        data = {"email": "rosa@example.org", "agreed": "on"}
        for address, thing in (("dabei-sein", 1), ("kontakt-loeschen", 0)):
            asked = client.post(f"{town}/{address}/", data)
            code = OutboxMail.objects.order_by("-pk").first().subject.split()[-1]
            token = asked.context["form"].data["token"]
            done = client.post(f"{town}/{address}/", data | {"token": token, "code": code})
            assert done.status_code == 302
            assert Contact.objects.count() == thing
        ben = browser_of(seated.ben.account)
        made.contact(seated)
        start = f"{town}/intern/kontakte/"
        assert "Rosa Klein" in ben.get(start).content.decode()
        assert ben.get(f"{start}{Contact.objects.get().key}/").status_code == 200

    def test_others_do_not_see_contacts(self, town, browser_of):
        made.contact(town)
        for who in (town.nora, town.emil):
            assert browser_of(who.account).get(f"/{town.partnership.slug}/intern/kontakte/").status_code == 403


def test_invitations_are_kept_by_key_only():
    assert {field.name for field in EventInvitation._meta.get_fields()} == {
        "id", "key", "partnership", "event", "contact", "invited_on", "attended",
    }  # fmt: skip


def test_a_new_address_takes_the_consent_with_it(town):
    row = made.contact(town)
    options = {"name": "Rosa", "phone": "", "interests": "", "by": town.ben, "at": make.NOW}
    row = ops.change_contact(contact=row, email="neu@example.org", **options)
    queue(letter=Letter("neu@example.org", "Einladung", ("Kommen Sie.",)), at=make.NOW, partnership=town.partnership)
    ops.withdraw_contact(contact=row, by=town.ben, at=make.NOW)
    assert [one.ended_on for one in ContactConsent.objects.all()] == [make.NOW.date()]
    assert not OutboxMail.objects.filter(recipient="neu@example.org").exists()
