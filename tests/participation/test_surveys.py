"""Surveys: built, read, started, answered once, opened together, and shown without small groups."""

import datetime as dt
import json

import pytest
from django.conf import settings
from django.utils import timezone

from aktionsplan.development.analysis.models import Finding
from aktionsplan.development.participation import operations as ops
from aktionsplan.development.participation import queries
from aktionsplan.development.participation.jobs import round_keys, surveys
from aktionsplan.development.participation.models import (
    SealedAnswer,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveyToken,
)
from aktionsplan.partnership.operations import add_municipality
from aktionsplan.people.queries import Visitor
from aktionsplan.shared import sealed
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.ledger.models import LedgerEntry
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


class TestBuilding:
    """Questions until the start."""

    def test_a_change_asks_for_a_second_reader_again(self, town):
        row = made.survey(town)
        with pytest.raises(Forbidden):
            ops.read_survey(survey=row, **by(town))
        ops.read_survey(survey=row, by=town.lena, at=make.NOW)
        ops.add_question(survey=row, fields={"kind": "number", "text": "Wie oft?"}, by=town.lena, at=make.NOW)
        row.refresh_from_db()
        assert (row.state, row.reader, row.author) == ("draft", "", town.lena.reference)

    def test_what_was_read_is_what_stands_there(self, town):
        from aktionsplan.shared.conflicts import seal

        row = made.survey(town)
        seen = seal(queries.read_values_of(row))
        ops.change_question(
            survey_question=made.question(row), fields={"kind": "agree", "text": "Anders"}, **by(town)
        )
        with pytest.raises(Conflict):
            ops.read_survey(survey=row, seen=seen, by=town.lena, at=make.NOW)

    def test_questions_move_and_go(self, town):
        row = made.survey(town)
        first = made.question(row, 1)
        ops.move_question(survey_question=first, up=True, **by(town))
        ops.move_question(survey_question=first, up=False, **by(town))
        assert [one.text for one in queries.questions(row)][:2] == ["Meine Meinung zählt hier.", "Wie alt bist du?"]
        ops.delete_question(survey_question=made.question(row, 2), **by(town))
        assert row.questions.count() == 2

    def test_the_thirteenth_question_is_refused(self, town):
        row = made.survey(town, questions=({"kind": "agree", "text": "?"},) * 12)
        with pytest.raises(Refused, match="Mehr als 12"):
            ops.add_question(survey=row, fields={"kind": "agree", "text": "?"}, **by(town))

    def test_a_question_for_the_place_has_our_districts(self, town):
        add_municipality(name="Lüttow", districts=["Kernstadt"], by=Installation(town.partnership), at=make.NOW)
        row = made.survey(town, questions=({"kind": "text", "text": "Wo wohnst du?", "grouping": "place"},))
        one = queries.questions(row)[0]
        assert "Lüttow, Kernstadt" in one.options
        assert (one.kind, one.options) == ("choice", queries.districts_as_answers(town.partnership))

    def test_a_copy_begins_as_a_draft(self, open_town):
        row = made.closed(open_town, [{2: 1}])
        copy = ops.copy_survey(survey=row, **by(open_town))
        assert copy.state == "draft"
        assert copy.questions.count() == 3

    def test_a_running_survey_cannot_be_changed(self, open_town):
        row = made.running(open_town)
        for deed in (
            lambda: ops.add_question(survey=row, fields={"kind": "agree", "text": "?"}, **by(open_town)),
            lambda: ops.delete_question(survey_question=made.question(row), **by(open_town)),
            lambda: ops.drop_survey(survey=row, **by(open_town)),
        ):
            with pytest.raises(WrongState):
                deed()

    def test_without_a_second_reader_nothing_starts(self, open_town):
        with pytest.raises(Refused, match="gegengelesen"):
            ops.start_survey(survey=made.survey(open_town), **by(open_town))


class TestAnswering:
    """Sealed until the end."""

    def test_nothing_of_an_answer_can_be_read_before_the_end(self, open_town):
        row = made.running(open_town)
        entries = LedgerEntry.objects.count()
        made.answer(open_town, row, {2: 0, 3: "Ein Ort für abends"})
        made.answer(open_town, row, {2: 3})
        texts = list(SealedAnswer.objects.values_list("text", flat=True))
        assert len({len(text) for text in texts}) == 1
        assert not any("Ort" in text for text in texts)
        assert LedgerEntry.objects.count() == entries
        assert queries.answered(row) == 2
        assert queries.results(row) == []
        assert {field.name for field in SealedAnswer._meta.get_fields()} == {
            "id",
            "key",
            "partnership",
            "survey",
            "text",
        }

    def test_all_are_opened_at_once_under_new_keys(self, open_town):
        row = made.running(open_town)
        for step in range(4):
            made.answer(open_town, row, {2: step})
        before = set(SealedAnswer.objects.values_list("key", flat=True))
        ops.close_survey(survey=row, **by(open_town))
        row.refresh_from_db()
        assert (row.state, row.answered) == ("closed", 4)
        assert sorted(one["2"] for one in queries.opened(row)) == [0, 1, 2, 3]
        assert not before & set(SurveyAnswer.objects.values_list("key", flat=True))
        assert not SealedAnswer.objects.exists()
        entry = LedgerEntry.objects.order_by("-pk").first()
        assert entry.kind == "participation.close_survey"

    def test_only_a_running_survey_for_all_has_a_poster(self, open_town, browser_of):
        row = made.running(open_town)
        address = f"/{open_town.partnership.slug}/intern/beteiligung/befragungen/"
        ben = browser_of(open_town.ben.account)
        assert ben.get(f"{address}{row.key}/plakat/")["Content-Type"] == "application/pdf"
        row = made.closed(open_town, [{2: 1}])
        assert ben.get(f"{address}{row.key}/plakat/").status_code == 404

    def test_what_looks_like_a_person_is_said_before_a_text_is_shown(self, open_town, browser_of):
        row = made.closed(open_town, [{1: "Frau Petersen hört nicht zu."}] * 5, questions=made.QUESTIONS[::-1])
        key = made.question(row, 1).key
        address = f"/{open_town.partnership.slug}/intern/beteiligung/befragungen/fragen/{key}/texte/"
        page = browser_of(open_town.ben.account).get(address).content.decode()
        assert "Sieht aus wie ein Name" in page

    def test_the_hash_is_that_of_the_opened_answers_with_their_keys(self, open_town):
        row = made.closed(open_town, [{2: 1}, {2: 0}])
        held = SurveyAnswer.objects.filter(survey=row)
        texts = {one.key: json.dumps(one.content, separators=(",", ":")) for one in held}
        assert row.digest == sealed.digest(texts)
        assert row.digest != sealed.digest(dict.fromkeys(["a", "b"], "{}"))

    @pytest.mark.parametrize("days", [-1, 12])
    def test_only_between_the_first_and_the_last_day(self, open_town, days):
        row = made.running(open_town)
        with pytest.raises(Refused, match="läuft nicht"):
            made.answer(open_town, row, {2: 0}, at=make.NOW + dt.timedelta(days=days))

    def test_an_empty_answer_is_none(self, open_town):
        with pytest.raises(Refused, match="mindestens eine"):
            made.answer(open_town, made.running(open_town), {})

    def test_after_the_end_nothing_counts(self, open_town):
        row = made.closed(open_town, [{2: 1}])
        with pytest.raises(Refused, match="läuft nicht"):
            made.answer(open_town, row, {2: 0})

    def test_a_lost_key_ends_the_survey_without_a_result(self, open_town):
        row = made.running(open_town)
        made.answer(open_town, row, {2: 0})
        (sealed.folder("round") / f"round-{row.key}").unlink()
        with pytest.raises(Refused):
            made.answer(open_town, row, {2: 0})
        ops.close_survey(survey=row, **by(open_town))
        row.refresh_from_db()
        assert (row.state, row.answered) == ("lost", 1)
        assert not SurveyAnswer.objects.exists()

    def test_the_last_day_closes_it(self, open_town):
        row = made.running(open_town)
        made.answer(open_town, row, {2: 0})
        surveys(make.NOW + dt.timedelta(days=11))
        assert Survey.objects.get(pk=row.pk).state == "running"
        surveys(make.NOW + dt.timedelta(days=12))
        assert Survey.objects.get(pk=row.pk).state == "closed"

    def test_keys_of_running_surveys_stay(self, open_town):
        row = made.running(open_town)
        round_keys(make.NOW + dt.timedelta(days=3650))
        assert not sealed.is_lost("round", row.key)


class TestSlips:
    """One code, one answer."""

    def running(self, town):
        row = made.survey(town, access="tokens")
        ops.read_survey(survey=row, by=town.lena, at=make.NOW)
        codes = ops.make_slips(survey=row, count=3, **by(town))
        ops.start_survey(survey=row, **by(town))
        return Survey.objects.get(pk=row.pk), codes

    def test_a_code_opens_once_however_it_is_written(self, open_town):
        row, codes = self.running(open_town)
        made.answer(open_town, row, {2: 0}, slip=codes[0].lower().replace("-", "  "))
        with pytest.raises(Refused, match="schon jemand geantwortet"):
            made.answer(open_town, row, {2: 0}, slip=codes[0])
        assert queries.slips(row) == (3, 1)
        assert not any(code in str(list(SurveyToken.objects.values())) for code in codes)

    @pytest.mark.parametrize("code", ["", "LINDE-AMSEL-0000", "x" * 40])
    def test_any_other_code_is_none(self, open_town, code):
        row, _codes = self.running(open_town)
        with pytest.raises(Refused, match="gibt es nicht"):
            made.answer(open_town, row, {2: 0}, slip=code)

    def test_without_slips_it_does_not_start(self, open_town):
        row = made.survey(open_town, access="tokens")
        ops.read_survey(survey=row, by=open_town.lena, at=make.NOW)
        with pytest.raises(Refused, match="noch keine Zettel"):
            ops.start_survey(survey=row, **by(open_town))

    def test_slips_have_a_limit(self, open_town):
        row, _codes = self.running(open_town)
        with pytest.raises(Refused, match="höchstens"):
            ops.make_slips(survey=row, count=2_000, **by(open_town))


ANSWERS = [{1: n % 2, 2: n % 4, 3: "Ein Ort für abends"} for n in range(24)]


class TestResults:
    """What is shown, to whom, and how it becomes evidence."""

    def test_under_five_answers_nothing_is_shown(self, open_town):
        row = made.closed(open_town, ANSWERS[:4])
        assert queries.results(row) == []
        assert queries.free_texts(made.question(row, 3)) == []
        with pytest.raises(Refused, match="Unter 5"):
            ops.publish_results(survey=row, **by(open_town))

    def test_groups_and_free_answers(self, open_town):
        row = made.closed(open_town, ANSWERS)
        results = queries.results(row, made.question(row, 1))
        assert results[1].rejecting == 50
        assert [group.answered for group in results[1].grouped.groups] == [12, 12]
        question = made.question(row, 3)
        ops.sort_texts(survey_question=question, topics=[("Ort für abends", 24)], **by(open_town))
        assert queries.results(row)[2].topics == ()
        with pytest.raises(Forbidden):
            ops.read_topics(survey_question=question, **by(open_town))
        ops.read_topics(survey_question=question, by=open_town.lena, at=make.NOW)
        assert queries.results(row)[2].topics[0].count == 24

    @pytest.mark.parametrize(
        ("topics", "told"), [([("a", 1), ("A", 2)], "zweimal"), ([("a", 25)], "höchstens"), ([("a", 0)], "höchstens")]
    )
    def test_topics_that_cannot_be(self, open_town, topics, told):
        row = made.closed(open_town, ANSWERS)
        with pytest.raises(Refused, match=told):
            ops.sort_texts(survey_question=made.question(row, 3), topics=topics, **by(open_town))

    def test_a_quote_leaves_the_portal_at_once(self, open_town):
        row = made.closed(open_town, ANSWERS)
        question = made.question(row, 3)
        with pytest.raises(Refused, match="niemand geantwortet"):
            ops.release_survey_quote(survey_question=question, text="Erfunden", **by(open_town))
        quote = ops.release_survey_quote(survey_question=question, text="Ein Ort für abends", **by(open_town))
        with pytest.raises(Refused, match="wer fehlt"):
            ops.publish_results(survey=row, **by(open_town))
        ops.describe_survey(survey=row, method="Link in Schulen", missing="Die Dörfer", **by(open_town))
        ops.publish_results(survey=row, **by(open_town))
        assert "Ein Ort für abends" in str(published_data(open_town.partnership, "survey_results", row.key))
        ops.take_back_survey_quote(survey_quote=quote, **by(open_town))
        assert "Ein Ort für abends" not in str(published_data(open_town.partnership, "survey_results", row.key))
        ops.hide_results(survey=Survey.objects.get(pk=row.pk), **by(open_town))
        assert not published_data(open_town.partnership, "survey_results", row.key)

    def test_a_result_becomes_evidence_with_its_figures_of_today(self, open_town):
        row = made.closed(open_town, ANSWERS)
        finding = known.finding(open_town)
        ops.cite_survey(survey_question=made.question(row), finding=finding, **by(open_town))
        cited = finding.sources.get(kind="survey")
        assert cited.said == "„Meine Meinung zählt hier.“: 50 % stimmen gar nicht oder eher nicht zu (24 Antworten)"
        assert cited.reference == row.key
        with pytest.raises(Refused, match="schon"):
            ops.cite_survey(
                survey_question=made.question(row), finding=Finding.objects.get(pk=finding.pk), **by(open_town)
            )


class TestPages:
    """Through the browser, as office and as a stranger."""

    def test_built_started_answered_and_read(self, open_town, browser_of, client):
        ben, lena = browser_of(open_town.ben.account), browser_of(open_town.lena.account)
        start = f"/{open_town.partnership.slug}/intern/beteiligung/befragungen/"
        today = timezone.localdate()
        data = {"title": "Wie geht es euch?", "access": "public", "least": "10"}
        data |= {"begins_on": today.isoformat(), "ends_on": (today + dt.timedelta(days=5)).isoformat()}
        address = ben.post(start + "neu/", data)["Location"]
        assert (
            ben.post(
                address + "frage/", {"kind": "agree", "text": "Ich fühle mich sicher.", "way_out": "unknown"}
            ).status_code
            == 302
        )
        assert (
            ben.post(address + "frage/", {"kind": "choice", "text": "Wo?", "options": "hier\ndort"}).status_code
            == 302
        )
        page = lena.get(address)
        assert "eine zweite Person" in page.content.decode() or "zweite Person" in page.content.decode()
        lena.post(address + "gegenlesen/", {"seen": page.context["seen"]})
        ben.post(address + "starten/")
        row = Survey.objects.get()
        assert row.state == "running"
        public = f"/{open_town.partnership.slug}/befragung/{row.key}/"
        assert "Ich fühle mich sicher." in client.get(public).content.decode()
        assert row.title in client.get(f"/{open_town.partnership.slug}/befragungen/").content.decode()
        for step in range(6):
            sent = client.post(public, {"q1": str(step % 4), "q2": "0"})
            assert sent.status_code == 302, sent.content.decode()
        bad = client.post(public, {"q1": "9"})
        assert bad.status_code == 200
        assert bad.context["form"].errors["q1"]
        assert SealedAnswer.objects.count() == 6
        ben.post(address + "schliessen/")
        assert client.get(public).status_code == 200
        page = ben.get(address)
        assert [result.answered for result in page.context["results"]] == [6, 6]
        assert ben.get(address + "ergebnis.csv").status_code == 200
        assert ben.get(address + "ergebnis.pdf").status_code == 404

    def test_who_looks_at_a_draft_from_outside_finds_nothing(self, open_town, client):
        row = made.survey(open_town)
        assert client.get(f"/{open_town.partnership.slug}/befragung/{row.key}/").status_code == 404

    def test_a_school_may_answer_from_one_address(self, open_town, client):
        today = timezone.localdate()
        row = made.running(open_town, begins_on=make.NOW.date(), ends_on=today + dt.timedelta(days=5))
        public = f"/{open_town.partnership.slug}/befragung/{row.key}/"
        for _ in range(25):
            assert client.post(public, {"q2": "1"}).status_code == 302
        assert SealedAnswer.objects.count() == 25


def test_nobody_but_a_visitor_answers(open_town):
    row = made.running(open_town)
    with pytest.raises(Forbidden):
        ops.answer_survey(survey=row, answers={2: 1}, by=open_town.ben, at=make.NOW)
    ops.answer_survey(survey=row, answers={2: 1}, by=Visitor(open_town.partnership), at=make.NOW)
    assert settings.AKTIONSPLAN_ROUND_KEYS
    assert SurveyQuestion.objects.filter(survey=row).count() == 3
