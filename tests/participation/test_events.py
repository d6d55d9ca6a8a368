"""Events: announced, signed up for without a name, held, counted, and each result given its place."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from aktionsplan.development.analysis.models import Finding, Need, Question
from aktionsplan.development.participation import operations as ops
from aktionsplan.development.participation import queries, rules
from aktionsplan.development.participation.forms.events import SheetForm
from aktionsplan.development.participation.jobs import events
from aktionsplan.development.participation.models import (
    Event,
    EventResult,
    Idea,
    SignedList,
    SignUp,
    WorkshopVote,
)
from aktionsplan.people.queries import Visitor
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.ledger.models import LedgerEntry, LedgerSecret
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.publishing.queries import published_data
from aktionsplan.shared.words import Conflict, Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import analysis as known
from tests.factories import participation as made
from tests.factories import town as make


def by(town):
    return {"by": town.ben, "at": make.NOW}


@pytest.fixture
def open_town(town):
    """A town that has said in public what it must."""
    return town


class TestAnnouncing:
    """From the draft to the portal."""

    def test_the_portal_reads_no_room_before_the_sign_up(self, open_town):
        row = made.event(open_town)
        data = published_data(open_town.partnership, "event", row.key)
        assert data["place"] == "Lindenschule, Lindenstraße 4"
        row = made.event(open_town, title="Geschützt", room_shown="town")
        data = published_data(open_town.partnership, "event", row.key)
        assert (data["place"], "Linden" in str(data)) == ("Elbhagen", False)

    def test_one_that_is_over_is_not_announced(self, open_town):
        row = ops.add_event(fields=made.event_fields(), **by(open_town))
        with pytest.raises(Refused, match="schon vorbei"):
            ops.announce_event(event=row, by=open_town.ben, at=make.NOW + dt.timedelta(days=11))

    def test_it_ends_after_it_begins(self, open_town):
        fields = made.event_fields(ends_at=make.NOW)
        with pytest.raises(Refused, match="Ende"):
            ops.add_event(fields=fields, **by(open_town))

    def test_who_signed_up_is_told_of_another_time_and_of_the_end(self, open_town):
        row = made.event(open_town)
        made.sign_up(open_town, row, email="kim@example.org")
        OutboxMail.objects.all().delete()
        fields = made.event_fields(title="Andere Überschrift")
        row = ops.change_event(event=row, fields=fields, **by(open_town))
        assert not OutboxMail.objects.exists()
        row = ops.change_event(event=row, fields=fields | {"room": "Turnhalle"}, **by(open_town))
        assert OutboxMail.objects.get().subject == "Geändert: Andere Überschrift"
        ops.cancel_event(event=row, reason="Die Schule ist gesperrt.", **by(open_town))
        assert OutboxMail.objects.order_by("-pk").first().subject == "Fällt aus: Andere Überschrift"
        assert not SignUp.objects.exists()
        assert Event.objects.get().signed_up == 1
        assert published_data(open_town.partnership, "event", row.key)["state"] == "cancelled"


class TestSigningUp:
    """Without a name, strictly in turn."""

    def test_until_the_last_place_and_then_the_waiting_list(self, open_town):
        row = made.event(open_town)
        entries = LedgerEntry.objects.count()
        assert made.sign_up(open_town, row, 9)[0] == "in"
        state, code = made.sign_up(open_town, row, 2, email="kim@example.org")
        assert state == "waiting"
        assert made.sign_up(open_town, row, 1)[0] == "waiting"
        assert LedgerEntry.objects.count() == entries
        taken = queries.taken(row)
        assert (taken.people, taken.waiting, taken.free, taken.full) == (9, 3, 1, True)
        found = queries.sign_up_with(row, code.lower())
        assert found.people == 2

    def test_a_cancelled_place_goes_to_who_waits_first(self, open_town):
        row = made.event(open_town)
        _state, first = made.sign_up(open_town, row, 9)
        made.sign_up(open_town, row, 2, email="kim@example.org")
        made.sign_up(open_town, row, 1)
        OutboxMail.objects.all().delete()
        ops.cancel_sign_up(sign_up=queries.sign_up_with(row, first), by=Visitor(open_town.partnership), at=make.NOW)
        assert set(SignUp.objects.values_list("state", flat=True)) == {"in"}
        assert OutboxMail.objects.get().subject == "Plätze frei geworden: Ideenwerkstatt"

    def test_more_people_only_where_they_fit(self, open_town):
        row = made.event(open_town)
        _state, code = made.sign_up(open_town, row, 8)
        visitor = {"by": Visitor(open_town.partnership), "at": make.NOW}
        found = queries.sign_up_with(row, code)
        ops.change_sign_up(sign_up=found, counts={"adult": 10, "young": 0, "child": 0}, needs=[], **visitor)
        with pytest.raises(Refused, match="nicht mehr frei"):
            ops.change_sign_up(sign_up=found, counts={"adult": 11, "young": 0, "child": 0}, needs=[], **visitor)
        ops.change_sign_up(sign_up=found, counts={"adult": 1, "young": 0, "child": 0}, needs=["x"], **visitor)
        assert SignUp.objects.get().people == 1
        assert SignUp.objects.get().needs == []

    def test_an_address_signs_up_once(self, open_town):
        row = made.event(open_town)
        made.sign_up(open_town, row, email="Kim@Example.org")
        with pytest.raises(Refused, match="schon angemeldet"):
            made.sign_up(open_town, row, email="kim@example.org ")

    def test_a_double_click_shows_the_same_code(self, open_town):
        row = made.event(open_town)
        _state, code = made.sign_up(open_town, row, sign="LINDE-AMSEL-4827")
        assert code == "LINDE-AMSEL-4827"
        assert made.sign_up(open_town, row, sign="LINDE-AMSEL-4827")[1] != code

    def test_nobody_signs_up_after_the_beginning(self, open_town):
        row = made.event(open_town)
        with pytest.raises(Refused, match="nicht mehr anmelden"):
            made.sign_up(open_town, row, at=row.starts_at)

    def test_three_hundred_at_once_never_take_more_than_there_is(self, open_town):
        row = made.event(open_town, capacity=30)
        for number in range(100):
            made.sign_up(open_town, row, 1 + number % 3)
        assert queries.taken(row).people <= 30
        assert SignUp.objects.filter(state="waiting").exists()

    def test_reminded_the_day_before_and_forgotten_the_day_after(self, open_town):
        row = made.event(open_town)
        made.sign_up(open_town, row, 3, email="kim@example.org")
        OutboxMail.objects.all().delete()
        events(row.starts_at - dt.timedelta(days=2))
        assert not OutboxMail.objects.exists()
        events(row.starts_at - dt.timedelta(days=1))
        events(row.starts_at - dt.timedelta(days=1))
        assert OutboxMail.objects.get().subject == "Morgen: Ideenwerkstatt"
        events(row.ends_at + dt.timedelta(hours=1))
        assert SignUp.objects.exists()
        events(row.ends_at + dt.timedelta(days=1))
        assert not SignUp.objects.exists()
        event = Event.objects.get()
        assert (event.signed_up, event.state) == (3, "held")


class TestAfterwards:
    """Who was there and what came of it."""

    def test_children_are_only_counted_and_officials_alone_are_warned_of(self, open_town):
        row = made.held(open_town)
        counts = {("under_16", ""): 9, ("27_64", "administration"): 4, ("65", "politics"): 1}
        ops.count_attendance(event=row, counts=counts, **by(open_town))
        assert queries.civil_of(row).light == "red"
        ops.count_attendance(event=row, counts=counts | {("16_26", "single"): 5}, **by(open_town))
        assert queries.civil_of(row).light == "green"
        assert sum(queries.attendance(row).values()) == 19

    def test_every_result_gets_one_place(self, open_town):
        row = made.held(open_town, "Geld für Jugendliche", "Orte fehlen", "Radio", "Wer hilft?", "Mehr Streife")
        theme = known.theme(open_town).key
        results = list(EventResult.objects.all())
        for result, outcome in zip(results, rules.OUTCOMES, strict=True):
            ops.place_result(
                result=result, outcome=outcome, theme=theme, reason="Das Land entscheidet.", **by(open_town)
            )
        assert Finding.objects.get().sentence == "Geld für Jugendliche"
        assert Finding.objects.get().sources.get().kind == "event"
        assert Need.objects.get().title == "Orte fehlen"
        assert Idea.objects.get().origin == "Ideenwerkstatt, Tisch 1"
        assert Question.objects.get().text == "Wer hilft?"
        assert [count for _word, count in queries.outcomes(row)] == [1, 1, 1, 1, 1]
        with pytest.raises(WrongState):
            ops.place_result(result=results[0], outcome="nothing", reason="x", **by(open_town))
        ops.reopen_result(result=results[4], **by(open_town))
        with pytest.raises(Refused, match="Warum"):
            ops.place_result(result=EventResult.objects.get(pk=results[4].pk), outcome="nothing", **by(open_town))

    def test_a_result_supports_a_finding_that_is_there(self, open_town):
        finding = known.finding(open_town)
        row = made.held(open_town, "Orte fehlen")
        ops.place_result(result=row.results.get(), outcome="finding", finding=finding, **by(open_town))
        cited = finding.sources.get(kind="event")
        assert cited.said == "Orte fehlen (5 Punkte)"

    def test_the_signed_list_is_for_the_lead_office_and_goes_on_its_day(self, open_town, pdf_upload):
        row = made.held(open_town)
        day = make.NOW.date() + dt.timedelta(days=30)
        kept = ops.keep_list(event=row, accepted=pdf_upload, delete_on=day, **by(open_town))
        with pytest.raises(Forbidden):
            ops.read_list(signed_list=kept, **by(open_town))
        ops.read_list(signed_list=kept, by=open_town.lena, at=make.NOW)
        events(make.NOW + dt.timedelta(days=29))
        assert SignedList.objects.exists()
        events(make.NOW + dt.timedelta(days=30))
        assert not SignedList.objects.exists()

    @pytest.mark.parametrize("days", [0, 731])
    def test_a_list_has_a_day_and_none_where_it_is_a_risk(self, open_town, pdf_upload, days):
        day = make.NOW.date() + dt.timedelta(days=days)
        with pytest.raises(Refused, match="zwei Jahren"):
            ops.keep_list(event=made.held(open_town), accepted=pdf_upload, delete_on=day, **by(open_town))
        with pytest.raises(Refused, match="Risiko"):
            ops.keep_list(
                event=made.held(open_town, title="B", at_risk=True),
                accepted=pdf_upload,
                delete_on=day,
                **by(open_town),
            )

    def test_a_workshop_of_last_week_is_entered_without_being_announced(self, open_town, client):
        fields = made.event_fields(starts_at=make.NOW - dt.timedelta(days=5), ends_at=make.NOW - dt.timedelta(days=4))
        row = ops.add_event(fields=fields, **by(open_town))
        row = ops.hold_event(event=row, **by(open_town))
        assert row.state == "held"
        assert client.get(f"/{open_town.partnership.slug}/veranstaltung/{row.key}/").status_code == 404
        ops.add_results(event=row, lines=[("Orte fehlen", "", None)], **by(open_town))
        with pytest.raises(Refused, match="nie angekündigt"):
            ops.show_event_results(event=row, **by(open_town))

    def test_results_are_public_when_the_office_says_so_and_only_those_that_go_on(self, open_town):
        row = made.held(open_town, "Orte fehlen", "Kim hat angezeigt")
        first, second = row.results.all()
        with pytest.raises(Refused, match="Noch hat kein"):
            ops.show_event_results(event=row, **by(open_town))
        common = {"theme": "", "finding": None, **by(open_town)}
        ops.place_result(result=first, outcome="question", reason="", **common)
        ops.place_result(result=second, outcome="nothing", reason="Sache der Polizei", **common)
        row = ops.show_event_results(event=row, **by(open_town))
        assert row.results_shown_on is not None
        assert [one.text for one in queries.public_results_of(row)] == ["Orte fehlen"]
        assert ops.hide_event_results(event=row, **by(open_town)).results_shown_on is None

    def test_nobody_moves_up_when_it_is_over(self, open_town):
        row = made.event(open_town, capacity=1)
        _in, code = made.sign_up(open_town, row)
        made.sign_up(open_town, row, email="kim@example.org")
        Event.objects.update(starts_at=make.NOW - dt.timedelta(hours=5))
        row.refresh_from_db()
        before = OutboxMail.objects.count()
        ops.cancel_sign_up(sign_up=queries.sign_up_with(row, code), by=Visitor(open_town.partnership), at=make.NOW)
        assert list(SignUp.objects.values_list("state", flat=True)) == ["waiting"]
        assert OutboxMail.objects.count() == before


@pytest.fixture
def pdf_upload():
    """A small PDF as it was accepted."""
    from aktionsplan.shared.files.accept import Accepted

    return Accepted(b"%PDF-1.4 list", "application/pdf")


class TestWorkshops:
    """A rule fixed before, sheets that add up."""

    def vote(self, town, **more):
        row = made.event(town)
        fields = {"question": "Was zuerst?", "method": "dots", "proposals": "A\nB\nC", "people": 4, "dots": 3}
        vote = ops.plan_workshop_vote(event=row, fields=fields | more, **by(town))
        ops.fix_workshop_vote(workshop_vote=vote, **by(town))
        return WorkshopVote.objects.get(pk=vote.pk)

    def test_more_dots_than_there_are_do_not_stick(self, open_town):
        vote = self.vote(open_town)
        ops.enter_sheet(workshop_vote=vote, name="Wand 1", people=4, points=[6, 3, 0], **by(open_town))
        ops.enter_sheet(workshop_vote=vote, name="Wand 2", people=4, points=[0, 3, 0], **by(open_town))
        with pytest.raises(Refused, match="Das wären 13 Punkte"):
            ops.enter_sheet(workshop_vote=vote, name="Wand 3", people=4, points=[1, 0, 0], **by(open_town))
        ops.enter_sheet(workshop_vote=vote, name="Wand 1", people=4, points=[5, 3, 0], **by(open_town))
        ops.finish_workshop_vote(workshop_vote=vote, **by(open_town))
        with pytest.raises(WrongState):
            ops.enter_sheet(
                workshop_vote=WorkshopVote.objects.get(), name="Wand 4", people=1, points=[0, 0, 0], **by(open_town)
            )

    def test_everything_stays_is_always_among_them(self, open_town):
        vote = self.vote(open_town, method="resistance")
        form = SheetForm(
            {"name": "Blatt 1", "people": "1", "points-0": "2"}, proposals=vote.proposals, resistance=True
        )
        assert not form.is_valid()
        assert "points-1" in form.errors
        dots = SheetForm(
            {"name": "Wand 1", "people": "1", "points-0": "2"}, proposals=vote.proposals, resistance=False
        )
        assert dots.is_valid()
        assert vote.proposals == ["A", "B", "C", rules.NO_CHANGE]
        assert vote.dots == 0

    def test_the_rule_is_fixed_before(self, open_town):
        vote = self.vote(open_town)
        with pytest.raises(WrongState):
            ops.change_workshop_vote(
                workshop_vote=vote,
                fields={"question": "?", "method": "dots", "proposals": "A\nB", "people": 1, "dots": 1},
                **by(open_town),
            )
        with pytest.raises(Refused, match="kein Blatt"):
            ops.finish_workshop_vote(workshop_vote=vote, **by(open_town))

    @pytest.mark.parametrize("more", [{"proposals": "A"}, {"dots": None}, {"dots": 21}, {"proposals": "A\nA"}])
    def test_what_is_no_rule(self, open_town, more):
        with pytest.raises(Refused):
            self.vote(open_town, **more)


class TestIdeas:
    """From everybody, read by the office, answered in public."""

    def sent(self, town, **more):
        fields = {"title": "Skaten bis Mitternacht", "text": "Einmal im Monat.", "place": "", "theme": ""}
        options = {"fields": fields, "by": Visitor(town.partnership), "at": make.NOW} | more
        code = ops.send_idea(**options)
        return queries.idea_with(town.partnership, code), code

    def test_nothing_is_shown_before_somebody_has_read_it(self, open_town):
        idea, _code = self.sent(open_town, email="kim@example.org")
        assert published_data(open_town.partnership, "idea", idea.key) is None
        ops.show_idea(idea=idea, **by(open_town))
        assert "kim" not in str(published_data(open_town.partnership, "idea", idea.key))

    def test_an_answer_is_public_and_the_address_goes(self, open_town):
        idea, _code = self.sent(open_town, email="kim@example.org")
        idea = ops.show_idea(idea=idea, **by(open_town))
        idea = ops.answer_idea(idea=idea, answer="Wir fragen die Halle.", **by(open_town))
        assert Idea.objects.get().email == "kim@example.org"
        idea = ops.choose_idea(idea=idea, answer="Der Jugendclub schreibt einen Antrag.", **by(open_town))
        assert Idea.objects.get().email == ""
        assert OutboxMail.objects.filter(subject="Ihre Idee: Skaten bis Mitternacht").count() == 2
        assert published_data(open_town.partnership, "idea", idea.key)["state"] == "chosen"
        idea = ops.reopen_idea(idea=idea, **by(open_town))
        with pytest.raises(Refused, match="einen Satz"):
            ops.decline_idea(idea=idea, answer="", **by(open_town))

    def test_taken_back_nothing_of_it_stays(self, open_town):
        idea, code = self.sent(open_town)
        ops.show_idea(idea=idea, **by(open_town))
        ops.withdraw_idea(
            idea=queries.idea_with(open_town.partnership, code), by=Visitor(open_town.partnership), at=make.NOW
        )
        assert published_data(open_town.partnership, "idea", idea.key) is None
        assert "Skaten" not in str(Idea.objects.values().get())

    def test_neither_an_earlier_version_nor_the_ledger_keeps_its_words(self, open_town):
        idea, code = self.sent(open_town)
        idea = ops.show_idea(idea=idea, **by(open_town))
        idea = ops.answer_idea(idea=idea, answer="Wir fragen die Halle.", **by(open_town))
        title, text = idea.title, idea.text
        ops.withdraw_idea(
            idea=queries.idea_with(open_town.partnership, code), by=Visitor(open_town.partnership), at=make.NOW
        )
        kept = str(list(Publication.objects.filter(kind="idea").values_list("data", flat=True)))
        told = str(list(LedgerSecret.objects.values_list("payload", flat=True)))
        for words in (title, text):
            assert words not in kept
            assert words not in told

    def test_what_is_not_read_yet_only_the_office_reads(self, open_town, browser_of):
        idea, _code = self.sent(open_town)
        address = f"/{open_town.partnership.slug}/intern/beteiligung/ideen/"
        ida = browser_of(open_town.ida.account)
        assert ida.get(f"{address}{idea.key}/").status_code == 404
        assert idea.title not in ida.get(address).content.decode()
        assert idea.title not in b"".join(ida.get(address + "liste.csv")).decode()
        assert idea.title in browser_of(open_town.ben.account).get(address).content.decode()
        ops.show_idea(idea=idea, **by(open_town))
        assert ida.get(f"{address}{idea.key}/").status_code == 200

    def test_refused_its_words_go(self, open_town):
        idea, code = self.sent(open_town)
        ops.refuse_idea(idea=idea, answer="Bitte ohne Namen.", **by(open_town))
        assert "Skaten" not in str(Idea.objects.values().get())
        assert queries.idea_with(open_town.partnership, code).answer == "Bitte ohne Namen."


class TestPages:
    """Through the browser, as office and as a stranger."""

    def test_an_event_from_the_draft_to_its_results(self, open_town, browser_of, client):
        ben, town = browser_of(open_town.ben.account), f"/{open_town.partnership.slug}"
        start, day = f"{town}/intern/beteiligung/veranstaltungen/", timezone.localdate() + dt.timedelta(days=9)
        data = {
            "kind": "workshop", "title": "Ideenwerkstatt", "day": day.isoformat(), "time": "10:00", "until": "15:00",
            "town": "Elbhagen", "place": "Lindenschule", "room": "Aula", "room_shown": "signed", "capacity": "3",
            "needs": "Gebärdensprache",
        }  # fmt: skip
        assert "until" in ben.post(start + "neu/", data | {"until": "9:00"}).context["form"].errors
        address = ben.post(start + "neu/", data)["Location"]
        assert ben.get(address).status_code == 200
        assert ben.get(address + "plakat/")["Content-Type"] == "application/pdf"
        ben.post(address + "ankuendigen/")
        row = Event.objects.get()
        assert (row.ends_at - row.starts_at) == dt.timedelta(hours=5)
        public = f"{town}/veranstaltung/{row.key}/"
        page = client.get(public).content.decode()
        assert "Lindenschule" in page
        assert "Aula" not in page
        assert row.title in client.get(f"{town}/veranstaltungen/").content.decode()
        assert b"BEGIN:VEVENT" in client.get(f"{town}/veranstaltungen/{row.key}/termin.ics").content
        sent = client.post(public, {"adult": "2", "needs": ["Gebärdensprache"], "sign": "LINDE-AMSEL-4827"})
        assert "Aula" in sent.content.decode()
        assert "LINDE-AMSEL-4827" in sent.content.decode()
        assert "Warteliste" in client.post(public, {"adult": "2"}).content.decode()
        assert client.post(public, {"adult": "0"}).context["form"].errors["adult"]
        change = public + "anmeldung/"
        assert "Bisher" in client.post(change, {"sign": "linde amsel 4827"}).content.decode()
        assert client.post(change, {"sign": "EICHE-AMSEL-1111"}).context["form"].errors["sign"]
        cancelled = client.post(change, {"sign": "LINDE-AMSEL-4827", "adult": "2", "cancel": "1"})
        assert "Abgesagt" in cancelled.content.decode()
        assert [row.people for row in SignUp.objects.filter(state="in")] == [2]
        Event.objects.update(starts_at=timezone.now() - dt.timedelta(hours=3), ends_at=timezone.now())
        ben.post(address + "gehalten/")
        bad = ben.post(address + "ergebnisse/", {"lines": "Gut | Tisch 1 | viele"})
        assert "Zeile 1" in bad.content.decode()
        ben.post(address + "ergebnisse/", {"lines": "Orte fehlen | Tisch 4 | 18\n\nRadio"})
        first, second = EventResult.objects.all()
        on = ben.post(f"{town}/intern/beteiligung/ergebnisse/{first.key}/zuordnen/", {"outcome": "question"})
        assert second.key in on["Location"]
        ben.post(f"{town}/intern/beteiligung/ergebnisse/{second.key}/zuordnen/", {"outcome": "idea"})
        seen = ben.get(address + "teilnahme/").context["form"]["seen"].value()
        ben.post(address + "teilnahme/", {"under_16-": "2", "27_64-single": "3", "seen": seen})
        page = ben.get(address).content.decode()
        assert "Aus der Zivilgesellschaft: 3 von 3." in page
        assert "Orte fehlen" not in client.get(public).content.decode()
        ben.post(address + "zeigen/")
        page = client.get(public).content.decode()
        assert "Orte fehlen" in page
        assert "Radio" in page
        ben.post(address + "verbergen/")
        assert "Orte fehlen" not in client.get(public).content.decode()

    def test_a_form_sent_again_without_its_sign_tells_no_place(self, open_town, client):
        soon = timezone.now() + dt.timedelta(days=9)
        row = made.event(open_town, capacity=1, starts_at=soon, ends_at=soon + dt.timedelta(hours=2))
        public = f"/{open_town.partnership.slug}/veranstaltung/{row.key}/"
        once = "a" * 22
        first = client.post(public, {"adult": "1", "sign": "LINDE-AMSEL-4827", "once": once})
        assert "Aula" in first.content.decode()
        again = client.post(public, {"adult": "1", "sign": "x", "once": once})
        assert "schon gespeichert" in again.content.decode()
        assert "Aula" not in again.content.decode()

    @pytest.mark.parametrize("shown", list(rules.ROOM_SHOWN))
    def test_of_an_event_at_risk_nobody_reads_the_exact_place(self, open_town, browser_of, client, shown):
        soon = timezone.now() + dt.timedelta(days=9)
        times = {"starts_at": soon, "ends_at": soon + dt.timedelta(hours=2)}
        row = made.event(open_town, at_risk=True, room_shown=shown, place="Geheimweg 3", room="Keller", **times)
        public = f"/{open_town.partnership.slug}/veranstaltung/{row.key}/"
        inside = f"/{open_town.partnership.slug}/intern/beteiligung/veranstaltungen/"
        sent = client.post(public, {"adult": "1", "sign": "LINDE-AMSEL-4827"}).content.decode()
        changed = client.post(public + "anmeldung/", {"sign": "LINDE-AMSEL-4827"}).content.decode()
        made.sign_up(open_town, row, email="kim@example.org")
        letters = "".join(OutboxMail.objects.values_list("text", flat=True))
        ida = browser_of(open_town.ida.account)
        read = ida.get(f"{inside}{row.key}/").content.decode() + ida.get(inside + "?q=Geheimweg").content.decode()
        for page in (client.get(public).content.decode(), sent, changed, letters):
            assert "Geheimweg" not in page
            assert "Keller" not in page
        assert "Geheimweg 3" not in read
        assert "Geheimweg 3" in browser_of(open_town.ben.account).get(f"{inside}{row.key}/").content.decode()

    def test_the_night_of_the_clock_change(self, open_town, browser_of):
        ben = browser_of(open_town.ben.account)
        start = f"/{open_town.partnership.slug}/intern/beteiligung/veranstaltungen/neu/"
        data = {
            "kind": "workshop",
            "title": "Nacht",
            "day": "27.3.2033",
            "time": "2:30",
            "until": "4:00",
            "town": "E",
            "place": "P",
            "room_shown": "public",
        }
        assert "nicht" in str(ben.post(start, data).context["form"].errors["time"])
        assert "nicht" in str(
            ben.post(start, data | {"time": "1:00", "until": "2:30"}).context["form"].errors["until"]
        )
        ben.post(start, data | {"time": "1:00"})
        row = Event.objects.get()
        assert row.ends_at - row.starts_at == dt.timedelta(hours=2)

    def test_an_idea_from_the_portal(self, open_town, browser_of, client):
        town = f"/{open_town.partnership.slug}"
        sent = client.post(f"{town}/idee-schreiben/", {"title": "Ein langer Tisch", "sign": "LINDE-AMSEL-4827"})
        assert "LINDE-AMSEL-4827" in sent.content.decode()
        ben = browser_of(open_town.ben.account)
        idea = Idea.objects.get()
        address = f"{town}/intern/beteiligung/ideen/{idea.key}/"
        assert "noch nicht gelesen" in ben.get(address).content.decode()
        ben.post(address + "zeigen/")
        ben.post(address + "nicht-moeglich/", {"answer": "Der Markt ist zu klein.", "seen": seal({"answer": ""})})
        assert "Der Markt ist zu klein." in client.get(f"{town}/ideen/").content.decode()
        looked = client.post(f"{town}/idee-nachsehen/", {"sign": "LINDE-AMSEL-4827"})
        assert "nicht möglich" in looked.content.decode()

    def test_a_list_is_read_by_the_lead_office_only(self, open_town, browser_of):
        row = made.held(open_town)
        ben, lena = browser_of(open_town.ben.account), browser_of(open_town.lena.account)
        address = f"/{open_town.partnership.slug}/intern/beteiligung/veranstaltungen/{row.key}/liste/"
        day = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
        upload = SimpleUploadedFile("liste.png", make_png(), content_type="image/png")
        assert ben.post(address, {"upload": upload, "delete_on": day}).status_code == 302
        kept = SignedList.objects.get()
        read = f"/{open_town.partnership.slug}/intern/beteiligung/teilnahmelisten/{kept.key}/"
        assert ben.post(read).status_code == 403
        assert lena.post(read).status_code == 200


def make_png():
    """A small picture."""
    import io

    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(stream, "PNG")
    return stream.getvalue()


def test_small_numbers_of_people_are_hidden_from_whoever_does_not_count(town, browser_of):
    event = Event.objects.create(
        partnership=town.partnership,
        title="W",
        kind="workshop",
        room_shown="signed",
        starts_at=make.NOW,
        ends_at=make.NOW,
        state="held",
    )
    counts = {("under_16", ""): 4, ("16_26", "single"): 6, ("27_64", "administration"): 3, ("65", "association"): 9}
    seen = seal(queries.attendance_values(event))
    ops.count_attendance(event=event, counts=counts, seen=seen, **by(town))
    ages, origins = queries.attendance_shown(event)
    assert set(ages.values()) == {None}
    assert [n for n in origins.values() if n] == []
    page = reverse("participation:event", args=[town.partnership.slug, event.key])
    for account, told, not_told in (
        (town.emil.account, "Mindestens die Hälfte kam aus der Zivilgesellschaft.", "15 von 18"),
        (town.ben.account, "Aus der Zivilgesellschaft: 15 von 18.", "Mindestens die Hälfte kam"),
    ):
        text = browser_of(account).get(page).content.decode()
        assert told in text
        assert not_told not in text
    with pytest.raises(Conflict):
        ops.count_attendance(event=event, counts=counts, seen=seen, **by(town))
