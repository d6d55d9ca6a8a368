"""Notices of other kinds than the grant: refusal and leave to begin early, from the draft to finality."""

import datetime as dt

import pytest
from django.http import Http404
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants import queries, rules, tasks
from aktionsplan.implementation.grants.documents.act import act_letter
from aktionsplan.implementation.grants.jobs import finality
from aktionsplan.implementation.grants.models import Act
from aktionsplan.implementation.grants.operations import remedies
from aktionsplan.implementation.grants.operations.acts import act_values
from aktionsplan.implementation.grants.rules import remedy
from aktionsplan.implementation.grants.views.lists import ACTS
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.files.operations import read
from aktionsplan.shared.ledger.queries import verify
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.periods import BERLIN
from aktionsplan.shared.tasks import waiting_tasks
from aktionsplan.shared.words import Conflict, Forbidden, Refused
from tests.factories import notices as made
from tests.factories import town as make

DAY = dt.date(2026, 3, 26)


def at(month, day, hour=12):
    return dt.datetime(2026, month, day, hour, tzinfo=BERLIN)


class TestRules:
    """When a notice of each kind may be drafted, its number, and how long it can be contested."""

    @pytest.mark.parametrize("state", ["rejected", "not_granted", "inadmissible"])
    def test_what_was_refused_gets_a_rejection(self, state):
        assert rules.act_problem("rejection", state=state, granted=False, there=False) is None
        assert rules.act_problem("rejection", state=state, granted=False, there=True).code == "drafted"
        assert rules.act_problem("early_start", state=state, granted=False, there=False).code == "not_open"

    @pytest.mark.parametrize("state", ["submitted", "admissible", "waitlisted", "decided"])
    def test_what_is_open_may_begin_early_until_the_grant_is_signed(self, state):
        assert rules.act_problem("early_start", state=state, granted=False, there=False) is None
        assert rules.act_problem("early_start", state=state, granted=True, there=False).code == "not_open"
        assert rules.act_problem("rejection", state=state, granted=False, there=False).code == "not_refused"

    def test_the_file_number_counts_each_kind(self):
        assert rules.act_number("E-2026-0008", "rejection", 1) == "E-2026-0008-AB1"
        assert rules.act_number("E-2026-0008", "early_start", 2) == "E-2026-0008-VB2"

    def test_nobody_may_begin_in_the_past_or_before_asking_or_after_the_end(self):
        known = {"applied": dt.date(2026, 3, 1), "ends_on": dt.date(2026, 9, 30)}
        problem = rules.early_day_problem
        assert problem(DAY, **known, today=DAY) is None
        assert problem(dt.date(2026, 9, 30), **known, today=DAY) is None
        assert problem(dt.date(2026, 10, 1), **known, today=DAY).params == {"day": "30.09.2026"}
        assert problem(DAY - dt.timedelta(days=1), **known, today=DAY).params == {"day": "26.03.2026"}
        assert problem(dt.date(2026, 2, 28), **known, today=dt.date(2026, 2, 1)).params == {"day": "01.03.2026"}

    def test_a_wrong_instruction_makes_it_a_year(self):
        assert (remedy.remedy_months(instructed=True), remedy.remedy_months(instructed=False)) == (1, 12)
        told = remedy.finality(DAY, days=4, shift=False, land="MV", instructed=False)
        assert (told.notified, told.remedy_end) == (dt.date(2026, 3, 30), dt.date(2027, 3, 30))
        assert [reason.code for reason in told.reasons] == ["notified", "year", "binding"]

    @given(st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)))
    def test_a_wrong_instruction_never_shortens_the_period(self, posted):
        right = remedy.finality(posted, days=4, shift=False, land="MV")
        wrong = remedy.finality(posted, days=4, shift=False, land="MV", instructed=False)
        assert wrong.notified == right.notified
        assert wrong.remedy_end > right.remedy_end

    def test_after_the_decision_on_an_objection_a_wrong_instruction_no_longer_counts(self):
        told = remedy.reasons(
            posted=DAY,
            notified=dt.date(2026, 3, 30),
            last_day=dt.date(2026, 6, 1),
            served=dt.date(2026, 4, 30),
            instructed=False,
            land="MV",
        )
        assert [reason.code for reason in told] == ["notified", "served", "moved", "binding"]
        assert told[1].params["end"] == "30.05.2026"

    def test_a_late_objection_is_told_and_stops_nothing(self):
        told = remedy.reasons(
            posted=DAY,
            notified=dt.date(2026, 3, 30),
            last_day=dt.date(2026, 4, 30),
            late=dt.date(2026, 5, 5),
            land="MV",
        )
        assert [reason.code for reason in told] == ["notified", "month", "late", "binding"]


class TestWay:
    """From the draft to finality, by the same functions as a grant's notice."""

    def test_a_refusal_goes_from_the_vote_to_finality(self, town):
        act = made.draft(town, made.refused(town))
        assert (act.state, act.number, act.drafters) == ("drafted", "", [town.lena.reference])
        with pytest.raises(Forbidden):
            grants.sign_act(act=act, by=town.lena, at=made.SIGNED)
        with pytest.raises(Refused):
            made.draft(town, act.application)
        act = made.sign(town, act)
        assert act.number == f"{act.application.number}-AB1"
        assert read(act.document.file).startswith(b"%PDF")
        act = made.post(town, act)
        assert (act.notified_on, act.remedy_last_day) == (dt.date(2026, 3, 30), dt.date(2026, 4, 30))
        mail = OutboxMail.objects.get(subject__startswith="Ein Brief ist unterwegs")
        assert act.application.title in mail.text
        assert "lehn" not in mail.text
        finality(at(4, 30))
        assert Act.objects.get().state == "notified"
        finality(at(5, 1))
        assert Act.objects.get().state == "binding"
        assert verify(town.partnership) == []

    def test_who_changed_the_words_signs_nothing_and_a_stale_draft_is_not_signed(self, town):
        act = made.draft(town, made.refused(town))
        seen = seal(act_values(act))
        carla_too = make.with_role_too(town, "ben", "signatory")
        act = grants.redraft_act(
            act=act, fields=made.WORDS | {"reasons": "Anders."}, seen=seen, by=carla_too, at=made.DRAFTED
        )
        with pytest.raises(Forbidden):
            grants.sign_act(act=act, by=carla_too, at=made.SIGNED)
        with pytest.raises(Conflict):
            grants.sign_act(act=act, seen=seen, by=town.carla, at=made.SIGNED)
        assert grants.sign_act(act=act, seen=seal(act_values(act)), by=town.carla, at=made.SIGNED).state == "signed"

    def test_a_returned_notice_loses_number_and_paper_and_gets_the_next_number_of_its_file(self, town):
        act = grants.return_act(
            act=made.sign(town, made.draft(town, made.refused(town))),
            note="Bitte kürzer.",
            by=town.carla,
            at=made.SIGNED,
        )
        assert (act.state, act.number, act.document) == ("returned", "", None)
        act = grants.redraft_act(act=act, fields=made.WORDS, by=town.lena, at=made.SIGNED)
        assert made.sign(town, act).number.endswith("-AB1")

    def test_a_dropped_notice_makes_room_for_another(self, town):
        act = made.draft(town, made.refused(town))
        grants.drop_act(act=act, reason="Der Ausschuss berät neu.", by=town.lena, at=made.SIGNED)
        assert list(queries.unrefused(town.partnership)) == [act.application]
        assert made.draft(town, act.application).state == "drafted"

    def test_an_objection_stops_finality_until_it_is_settled(self, town):
        act = made.posted(town)
        with pytest.raises(Refused) as late:
            grants.contest_act(act=act, received_on=dt.date(2026, 5, 2), by=town.ben, at=at(5, 4))
        assert late.value.problem.code == "late"
        act = grants.contest_act(act=act, received_on=dt.date(2026, 4, 20), by=town.ben, at=at(4, 20))
        assert act.state == "objected"
        finality(at(6, 1))
        assert Act.objects.get().state == "objected"
        act = grants.settle_act(act=act, outcome="decided", settled_on=dt.date(2026, 5, 4), by=town.lena, at=at(5, 4))
        assert (act.state, act.remedy_last_day) == ("notified", dt.date(2026, 6, 4))

    def test_a_late_objection_is_kept_and_the_notice_stays_final(self, town):
        act = made.posted(town)
        finality(at(5, 1))
        act = grants.contest_act(act=act, received_on=dt.date(2026, 5, 2), late=True, by=town.ben, at=at(5, 4))
        assert (act.state, act.late_on, act.objected_on) == ("binding", dt.date(2026, 5, 2), None)
        assert "nach dem Ende der Frist" in " ".join(str(reason) for reason in remedies.explained(act))
        with pytest.raises(Refused):
            grants.contest_act(act=act, received_on=dt.date(2026, 5, 9), late=True, by=town.ben, at=at(5, 4))

    def test_late_on_time_is_an_objection_like_any(self, town):
        act = grants.contest_act(
            act=made.posted(town), received_on=dt.date(2026, 4, 30), late=True, by=town.ben, at=at(5, 4)
        )
        assert (act.state, act.late_on) == ("objected", None)

    def test_a_missing_instruction_opens_a_year_again_once(self, town):
        act = made.posted(town)
        finality(at(5, 1))
        act = grants.doubt_act(act=act, reason="Die Anschrift fehlt.", by=town.ben, at=at(5, 4))
        assert (act.state, act.remedy_last_day) == ("notified", dt.date(2027, 3, 30))
        with pytest.raises(Refused):
            grants.doubt_act(act=act, reason="noch einmal", by=town.ben, at=at(5, 4))
        act = grants.contest_act(act=act, received_on=dt.date(2026, 12, 1), by=town.ben, at=at(12, 1))
        assert act.state == "objected"

    def test_the_notice_of_a_grant_knows_the_year_and_the_late_objection_too(self, town):
        grant = make.notified_grant(town)
        finality(at(5, 1))
        grant.refresh_from_db()
        grant = grants.record_objection(
            grant=grant, received_on=dt.date(2026, 5, 2), late=True, by=town.ben, at=at(5, 4)
        )
        assert (grant.state, grant.notice.late_on) == ("binding", dt.date(2026, 5, 2))
        grant = grants.doubt_instruction(grant=grant, reason="Die Stelle fehlt.", by=town.ben, at=at(5, 4))
        assert (grant.state, grant.notice.remedy_last_day) == ("notified", dt.date(2027, 3, 30))
        assert queries.payable_problem(grant, dt.date(2026, 5, 4)) is not None

    def test_a_letter_that_came_back_is_posted_anew_and_a_waiver_makes_final(self, town):
        act = grants.correct_act(act=made.posted(town), received_on=None, reason="zurück", by=town.ben, at=at(4, 7))
        assert (act.state, act.posted_on, act.remedy_last_day) == ("signed", None, None)
        act = grants.post_act(act=act, posted_on=dt.date(2026, 4, 8), by=town.ben, at=at(4, 8))
        late = dt.date(2026, 4, 15)
        act = grants.correct_act(act=act, received_on=late, reason="Rückschein", by=town.ben, at=at(4, 20))
        assert act.notified_on == late
        act = grants.waive_act(act=act, received_on=late, waived_on=dt.date(2026, 4, 16), by=town.ben, at=at(4, 20))
        assert act.state == "binding"
        with pytest.raises(Refused):
            grants.doubt_act(act=act, reason="x", by=town.ben, at=at(4, 20))


class TestLetter:
    """What the letter says."""

    def letter(self, town, act):
        return act_letter(act, signatory="Carla Dierks", at=made.SIGNED, footer="")

    def test_the_committees_vote_stands_in_the_reasons(self, town):
        told = self.letter(town, made.draft(town, made.refused(town)))
        text = str(told.sections)
        assert "die Förderung nicht empfohlen (1 Ja, 3 Nein, 0 Enthaltungen). Wir folgen der Empfehlung." in text
        assert "Das Projekt passt nicht zum Aufruf." in text
        assert told.decision == "Wir lehnen Ihren Antrag ab. Sie haben 4.000,00 € beantragt.".replace(" €", "\xa0€")
        assert "innerhalb eines Monats" in told.remedy

    def test_departing_from_the_committee_is_said(self, town):
        application = make.decide(town, make.admit(town, make.add_application(town)))
        grant = make.draft_notice(town, application)
        grants.drop_notice(grant=grant, reason="Haushaltssperre", withdrawn_on=None, by=town.lena, at=made.DRAFTED)
        application.refresh_from_db()
        text = str(self.letter(town, made.draft(town, application)).sections)
        assert "empfohlen, Ihr Projekt zu fördern" in text
        assert "Dieser Empfehlung folgen wir nicht." in text

    def test_a_formal_refusal_names_no_committee(self, town):
        text = str(self.letter(town, made.draft(town, made.formally_refused(town))).sections)
        assert "Voraussetzungen des Aufrufs" in text
        assert "Gremium" not in text


class TestEarlyStart:
    """Leave to begin before the decision."""

    def test_leave_is_signed_and_stands_in_the_draft_of_the_notice(self, town, browser_of):
        application = make.admit(town, make.add_application(town))
        act = made.draft(town, application, "early_start", begins_on=dt.date(2026, 4, 1))
        assert "ab dem 1. April 2026 beginnen" in act_letter(act, signatory="C", at=made.SIGNED, footer="").decision
        assert queries.early_day(application, dt.date(2026, 4, 1)) is None
        act = made.sign(town, act)
        assert act.number.endswith("-VB1")
        assert queries.early_day(application, dt.date(2026, 3, 31)) is None
        assert queries.early_day(application, dt.date(2026, 4, 1)) == dt.date(2026, 4, 1)

    def test_the_page_offers_the_planned_beginning_and_keeps_what_was_typed(self, town, browser_of):
        application = make.admit(town, make.add_application(town))
        slug, lena = town.partnership.slug, browser_of(town.lena.account)
        page = reverse("grants:draft_early", args=[slug, application.key])
        assert page in lena.get(reverse("calls:application", args=[slug, application.key])).content.decode()
        assert application.starts_on.strftime("%d.%m.%Y") in lena.get(page).content.decode()
        typed = {"begins_on": "01.01.2020", "salutation": "Guten Tag,", "reasons": "Das Boot ist nur jetzt frei."}
        answer = lena.post(page, typed).content.decode()
        assert "Rückwirkend lässt sich der Beginn nicht genehmigen." in answer
        assert typed["reasons"] in answer

    def test_a_day_that_is_over_when_it_is_signed_is_refused(self, town):
        application = make.admit(town, make.add_application(town))
        with pytest.raises(Refused):
            made.draft(town, application, "early_start", begins_on=dt.date(2026, 3, 1))
        act = made.draft(town, application, "early_start", begins_on=dt.date(2026, 3, 25))
        with pytest.raises(Refused):
            made.sign(town, act)


class TestPages:
    """Office, signatory and applicant."""

    def test_the_applicant_reads_the_posted_letter_and_nobody_else(self, town, browser_of):
        act = made.draft(town, made.refused(town))
        file = reverse("grants:own_act", args=[town.partnership.slug, act.key])
        own = reverse("calls:own_application", args=[town.partnership.slug, act.application.key])
        assert browser_of(town.anna.account).get(file).status_code == 404
        act = made.post(town, made.sign(town, act))
        anna = browser_of(town.anna.account)
        assert act.number in anna.get(own).content.decode()
        assert anna.get(file)["Content-Type"] == "application/pdf"
        with pytest.raises(Http404):
            queries.own_act(town.ben, act.key, DAY)

    def test_from_the_application_over_draft_and_signature_to_the_post(self, town, browser_of):
        application = made.refused(town)
        slug = town.partnership.slug
        lena, carla = browser_of(town.lena.account), browser_of(town.carla.account)
        page = lena.get(reverse("calls:application", args=[slug, application.key])).content.decode()
        draft = reverse("grants:draft_rejection", args=[slug, application.key])
        assert draft in page
        assert draft in lena.get(reverse("grants:acts", args=[slug])).content.decode()
        form = lena.get(draft).content.decode()
        assert "passt zum Ziel" in form
        answer = lena.post(draft, {"salutation": "Guten Tag,", "reasons": "Zu teuer."})
        act = Act.objects.get()
        assert answer.url == reverse("grants:act", args=[slug, act.key])
        assert "Den Bescheid unterschreiben" in lena.get(answer.url).content.decode()
        sign = reverse("grants:sign_act", args=[slug, act.key])
        assert "Zu teuer." in carla.get(sign).content.decode()
        carla.post(sign, {"seen": seal(act_values(act))})
        act.refresh_from_db()
        assert act.state == "signed"

    def test_several_notices_get_one_posting_day(self, town, browser_of):
        grant_town = make.notified_grant(town)
        grants.correct_notification(grant=grant_town, received_on=None, reason="zurück", by=town.ben, at=at(4, 7))
        act = made.sign(town, made.draft(town, made.formally_refused(town)))
        page = reverse("grants:post_all", args=[town.partnership.slug])
        ben = browser_of(town.ben.account)
        assert ben.get(page).content.decode().count('type="checkbox"') == 3
        keys = [act.key, grant_town.key]
        ben.post(page, {"papers": keys, "posted_on": "08.04.2026", "sure": "on"})
        act.refresh_from_db()
        grant_town.refresh_from_db()
        assert (act.state, grant_town.state) == ("notified", "notified")
        assert queries.to_post(town.partnership) == {}

    def test_a_batch_is_posted_whole_or_not_at_all(self, town):
        first = made.sign(town, made.draft(town, made.formally_refused(town)))
        second = made.draft(town, made.formally_refused(town))
        with pytest.raises(Refused):
            grants.post_all(papers=[first, second], posted_on=DAY, sure=False, by=town.ben, at=made.POSTED)
        first.refresh_from_db()
        assert (first.state, first.posted_on) == ("signed", None)
        assert not OutboxMail.objects.filter(subject__startswith="Ein Brief").exists()

    def test_the_list_finds_by_number_and_title(self, town):
        act = made.posted(town)
        rows = queries.acts(town.partnership)
        assert list(ACTS.found(rows, town.partnership, act.number[:8])) == [act]
        assert list(ACTS.found(rows, town.partnership, "Nirgends")) == []

    def test_the_desk_names_what_to_draft_to_sign_and_to_post(self, town):
        application = made.refused(town)

        def told(who):
            return [task.title for task in waiting_tasks(who, DAY, [tasks.WAITS]) if application.title in task.title]

        assert told(town.lena) == [f"Ablehnung entwerfen für „{application.title}“"]
        act = made.draft(town, application)
        assert told(town.carla) == [f"Ablehnungsbescheid für „{application.title}“ unterschreiben"]
        assert told(town.lena) == []
        act = made.sign(town, act)
        assert told(town.ben) == [f"Ablehnungsbescheid für „{application.title}“ zur Post geben"]
        made.post(town, act)
        assert told(town.ben) == []


def test_a_lifted_formal_refusal_gets_no_rejection(town):
    application = made.formally_refused(town)
    act = made.draft(town, application)
    calls.reopen(application=application, reason="Irrtum", by=town.lena, at=made.DRAFTED)
    with pytest.raises(Refused) as refused:
        made.sign(town, act)
    assert refused.value.problem.code == "not_refused"
