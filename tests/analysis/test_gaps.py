"""What there is and what is missing: the matrix, needs, and the closing."""

import datetime as dt
import io

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.development.analysis import documents, queries, rules
from aktionsplan.development.analysis import operations as ops
from aktionsplan.development.analysis.models import Assessment, ClosedAnalysis, Need, Offer
from aktionsplan.development.analysis.rules.gaps import MatrixCell, NeedFacts, Offered, closing_problems, gaps, matrix
from aktionsplan.network.models import Organisation
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.documents.word import TYPE as word_type
from aktionsplan.shared.words import Conflict, Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import analysis as known
from tests.factories import town as make

TODAY = dt.date(2026, 3, 20)
DAY = dt.timedelta(days=1)


def by(town):
    return {"by": town.ben, "at": make.NOW}


class TestMatrix:
    """Pure: what counts in which cell, and what is a gap."""

    @pytest.mark.parametrize(
        ("begins", "ends", "runs", "soon"),
        [
            (None, None, True, False),
            (TODAY, None, True, False),
            (TODAY + DAY, None, False, False),
            (None, TODAY, True, True),
            (None, TODAY - DAY, False, False),
            (None, dt.date(2027, 3, 20), True, True),
            (None, dt.date(2027, 3, 21), True, False),
            (TODAY + DAY, TODAY + 2 * DAY, False, False),
        ],
    )
    def test_when_an_offer_runs(self, begins, ends, runs, soon):
        offer = Offered("t", "a", begins, ends)
        assert (offer.runs(TODAY), offer.ends_soon(TODAY)) == (runs, soon)

    @pytest.mark.parametrize(
        ("ends", "funded", "soon"),
        [
            (None, TODAY, True),
            (None, dt.date(2027, 3, 20), True),
            (None, dt.date(2027, 3, 21), False),
            (dt.date(2030, 1, 1), TODAY + DAY, True),
            (TODAY + DAY, dt.date(2030, 1, 1), True),
            (TODAY - DAY, TODAY, False),
            (None, TODAY - DAY, False),
            (dt.date(2030, 1, 1), TODAY - DAY, False),
        ],
    )
    def test_money_that_ends_is_a_mark_too(self, ends, funded, soon):
        assert Offered("t", "a", None, ends, funded_until=funded).ends_soon(TODAY) is soon

    @pytest.mark.parametrize(
        ("ends", "funded", "unfunded"),
        [(None, None, False), (None, TODAY, False), (None, TODAY - DAY, True), (TODAY - DAY, TODAY - DAY, False)],
    )
    def test_money_that_has_ended_is_a_risk_of_its_own(self, ends, funded, unfunded):
        offer = Offered("t", "a", None, ends, "works", funded)
        assert offer.is_unfunded(TODAY) is unfunded
        assert ("risks" in dict(rules.swot_fields("offer", offer, TODAY))) is (unfunded or offer.ends_soon(TODAY))

    @pytest.mark.parametrize(
        ("text", "groups"),
        [
            ("", []),
            (" , ;", []),
            ("Jugendliche", ["Jugendliche"]),
            ("Jugendliche, Eltern; Nachbarn.", ["Jugendliche", "Eltern", "Nachbarn"]),
            ("Eltern\nEltern, eltern", ["Eltern"]),
        ],
    )
    def test_target_groups_stand_between_commas(self, text, groups):
        assert rules.groups_of(text) == groups

    @pytest.mark.parametrize(
        ("kind", "verdict", "ends", "fields"),
        [
            ("offer", "works", None, ["strengths"]),
            ("offer", "partly", None, []),
            ("offer", "unknown", None, []),
            ("offer", "", None, []),
            ("offer", "not", None, ["weaknesses"]),
            ("offer", "works", TODAY, ["strengths", "risks"]),
            ("network", "", None, ["strengths"]),
            ("network", "not", None, ["strengths"]),
            ("place", "", None, ["chances"]),
            ("money", "", TODAY, ["chances", "risks"]),
            ("actor", "works", None, ["chances"]),
            ("concept", "", TODAY - DAY, ["chances"]),
        ],
    )
    def test_where_an_entry_stands_among_strengths_and_risks(self, kind, verdict, ends, fields):
        offer = Offered("t", "a", None, ends, verdict)
        assert [name for name, _why in rules.swot_fields(kind, offer, TODAY)] == fields

    def test_a_gap_is_named_and_without_a_running_offer(self):
        offers = [
            Offered("youth", "old", verdict="works"),
            Offered("youth", "old", verdict="works"),
            Offered("youth", "old"),
            Offered("youth", "port", None, TODAY - DAY),
            Offered("home", "old", None, TODAY, "not"),
        ]
        named = [("youth", "old"), ("youth", "port"), ("home", "old"), ("home", ""), ("home", "port")]
        cells = matrix(offers, named, TODAY)
        assert cells == {
            ("youth", "old"): MatrixCell({"works": 2, "": 1}, 0, False),
            ("youth", "port"): MatrixCell({}, 0, True),
            ("home", "old"): MatrixCell({"not": 1}, 1, False),
            ("home", "port"): MatrixCell({}, 0, True),
        }
        assert gaps(cells) == [("home", "port"), ("youth", "port")]
        assert cells["youth", "old"].count == 3
        assert [cells["youth", "old"].look, cells["home", "port"].look, MatrixCell().look] == ["", "gap", "quiet"]

    @given(
        st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.booleans()), max_size=30),
        st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", "z", ""])), max_size=12),
    )
    def test_each_running_offer_counts_once_and_no_gap_has_one(self, rows, named):
        offers = [Offered(theme, area, None, None if runs else TODAY - DAY) for theme, area, runs in rows]
        cells = matrix(offers, named, TODAY)
        assert sum(cell.count for cell in cells.values()) == sum(runs for _t, _a, runs in rows)
        assert all(cell.count == 0 for cell in cells.values() if cell.gap)
        running = {(theme, area) for theme, area, runs in rows if runs}
        assert set(gaps(cells)) == {place for place in named if place[1]} - running

    @pytest.mark.parametrize(
        ("begins", "ends", "must"),
        [
            (None, None, True),
            (TODAY + DAY, None, False),
            (TODAY, None, True),
            (None, dt.date(2023, 3, 20), True),
            (None, dt.date(2023, 3, 19), False),
            (None, TODAY + DAY, True),
        ],
    )
    def test_what_must_be_assessed(self, begins, ends, must):
        assert rules.must_be_assessed(begins, ends, TODAY, 3) is must


@pytest.mark.parametrize(
    ("begins", "ends", "wrong"),
    [
        (None, None, False),
        (TODAY, None, False),
        (None, TODAY, False),
        (TODAY, TODAY, False),
        (TODAY, TODAY + DAY, False),
        (TODAY, TODAY - DAY, True),
    ],
)
def test_an_offer_ends_not_before_it_begins(begins, ends, wrong):
    assert (rules.period_of_offer_problem(begins, ends) is not None) is wrong


class TestClosingRule:
    """Pure: everything that hinders, and nothing else."""

    def test_all_is_well(self):
        need = NeedFacts("n", "Bedarf", 1, "high", "Darum")
        assert (
            closing_problems(
                offers=[("o", "Angebot", True)],
                findings=[("f", "Befund", True)],
                open_gaps=[("g", "L", True)],
                needs=[need],
            )
            == []
        )

    @pytest.mark.parametrize(
        ("links", "priority", "reason", "count"),
        [(0, "high", "x", 1), (1, "", "x", 1), (1, "low", " ", 1), (0, "", "", 3), (2, "low", "x", 0)],
    )
    def test_what_a_need_lacks(self, links, priority, reason, count):
        need = NeedFacts("n", "Bedarf", links, priority, reason)
        found = closing_problems(offers=[], findings=[], open_gaps=[], needs=[need])
        assert len(found) == count
        assert {one.kind for one in found} <= {"need"}

    def test_each_kind_is_told(self):
        found = closing_problems(
            offers=[("o", "A", False)], findings=[("f", "B", False)], open_gaps=[("g", "C", False)], needs=[]
        )
        assert [(one.kind, one.key) for one in found] == [("offer", "o"), ("finding", "f"), ("gap", "g")]


class TestOffers:
    """What the office writes runs at once, what a club describes waits."""

    def test_an_offer_counts_once_in_its_main_place(self, town):
        key = known.district(town)
        known.offer(town, area=key)
        [(place, cell)] = queries.stock(town.partnership, TODAY).cells.items()
        assert place[1] == key
        assert cell.count == 1

    def test_a_proposed_one_counts_not_until_it_is_accepted(self, town, granted):
        carrier = Organisation.objects.get(pk=town.organisation.pk)
        fields = known.offer_fields(town)
        offer = ops.propose_offer(carrier=carrier, fields=fields, by=town.anna, at=make.NOW)
        assert queries.stock(town.partnership, TODAY).cells == {}
        assert list(queries.proposed_offers(town.partnership)) == [offer]
        with pytest.raises(WrongState):
            ops.assess_offer(entry=offer, verdict="works", text="Gut.", **by(town))
        ops.accept_offer(entry=offer, **by(town))
        assert len(queries.stock(town.partnership, TODAY).cells) == 1
        with pytest.raises(WrongState):
            ops.decline_offer(entry=offer, reason="", **by(town))

    def test_a_declined_one_stands_nowhere_and_a_flood_is_stopped(self, town, granted, browser_of):
        carrier = Organisation.objects.get(pk=town.organisation.pk)
        described = {"carrier": carrier, "fields": known.offer_fields(town), "by": town.anna, "at": make.NOW}
        offer = ops.propose_offer(**described)
        own = f"/{town.partnership.slug}/intern/lage/angebote/beschreiben/"
        assert "vom Verein beschrieben" in browser_of(town.anna.account).get(own).content.decode()
        ops.decline_offer(entry=offer, reason="kein Angebot", **by(town))
        assert list(queries.offers(town.partnership)) == []
        assert queries.frozen(town.partnership, TODAY)["offers"] == []
        page = f"/{town.partnership.slug}/intern/lage/angebote/{offer.key}/"
        assert browser_of(town.emil.account).get(page).status_code == 404
        assert browser_of(town.ben.account).get(page).status_code == 200
        for _time in range(9):
            ops.propose_offer(**described)
        with pytest.raises(Refused):
            ops.propose_offer(**described)

    def test_nobody_describes_an_offer_of_another_club(self, town, granted):
        carrier = Organisation.objects.get(pk=town.organisation.pk)
        with pytest.raises(Forbidden):
            ops.propose_offer(carrier=carrier, fields=known.offer_fields(town), by=town.greta, at=make.NOW)

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"theme": ""}, "theme"),
            ({"area": "nowhere"}, "area"),
            ({"places": ["nowhere"]}, "area"),
            ({"begins_on": TODAY, "ends_on": TODAY - DAY}, "ends_on"),
        ],
    )
    def test_what_cannot_be_is_refused(self, town, more, field):
        with pytest.raises(Refused) as refused:
            known.offer(town, **more)
        assert refused.value.problem.field_name == field

    def test_a_new_assessment_takes_the_place_of_the_former(self, town):
        offer = known.offer(town)
        ops.assess_offer(entry=offer, verdict="unknown", text="Wer kommt?", **by(town))
        ops.assess_offer(entry=offer, verdict="works", text="30 kommen.", **by(town))
        assert [(one.verdict, one.latest) for one in Assessment.objects.order_by("pk")] == [
            ("unknown", False),
            ("works", True),
        ]
        assert queries.offers(town.partnership).get().verdict == "works"

    def test_it_ends_and_goes_on(self, town):
        offer = known.offer(town, begins_on=dt.date(2025, 1, 1))
        for day in (TODAY + DAY, dt.date(2024, 12, 31)):
            with pytest.raises(Refused):
                ops.end_offer(entry=offer, ends_on=day, **by(town))
        ops.end_offer(entry=offer, ends_on=TODAY - DAY, **by(town))
        assert queries.stock(town.partnership, TODAY).cells == {}
        ops.resume_offer(entry=offer, **by(town))
        assert Offer.objects.get().ends_on is None

    def test_two_who_change_at_once(self, town):
        offer = known.offer(town)
        seen = seal(queries.offer_values(offer))
        fields = queries.offer_values(offer)
        ops.change_offer(entry=offer, fields=fields | {"title": "Eins"}, seen=seen, **by(town))
        with pytest.raises(Conflict):
            ops.change_offer(entry=offer, fields=fields | {"title": "Zwei"}, seen=seen, **by(town))

    def test_contact_and_staff_are_for_the_office(self, town, browser_of):
        offer = known.offer(town, contact="Ruf Frau Zabel an", staff="zwei Honorarkräfte")
        page = f"/{town.partnership.slug}/intern/lage/angebote/{offer.key}/"
        assert "Zabel" in browser_of(town.ben.account).get(page).content.decode()
        shown = browser_of(town.henrik.account).get(page).content.decode()
        assert "Zabel" not in shown
        assert "Honorarkräfte" not in shown


class TestClosing:
    """Refused with what is missing; frozen; opened again with a reason."""

    @pytest.fixture
    def ready(self, town):
        """A finding about a district without an offer, and a need that follows from both."""
        key = known.district(town)
        finding, offer = known.finding(town, area=key), known.offer(town)
        ops.assess_offer(entry=offer, verdict="works", text="30 kommen.", **by(town))
        return finding, queries.gap_key(known.theme(town).key, key)

    def need(self, town, **more):
        fields = {
            "title": "Beratung",
            "theme": known.theme(town).key,
            "priority": "high",
            "reason": "Es gibt keine.",
            "findings": [],
            "gaps": [],
        }
        return ops.add_need(fields=fields | more, **by(town))

    def test_it_is_refused_with_what_is_missing(self, town, ready):
        finding, gap = ready
        known.offer(town, title="Ohne Urteil")
        found = queries.missing(town.partnership, TODAY)
        assert [(one.kind, one.key) for one in found if one.kind != "offer"] == [
            ("finding", finding.key),
            ("gap", gap),
        ]
        with pytest.raises(Refused) as refused:
            ops.close_analysis(**by(town))
        assert refused.value.problem.params["n"] == 3
        assert "Ohne Urteil" in refused.value.problem.params["told"]
        assert not ClosedAnalysis.objects.exists()

    def test_a_need_or_a_reason_for_each(self, town, ready):
        finding, gap = ready
        need = self.need(town, gaps=[gap])
        assert [one.kind for one in queries.missing(town.partnership, TODAY)] == ["finding"]
        left = ops.leave_open(what=f"finding:{finding.key}", reason="Noch keine Zahlen.", **by(town))
        assert queries.missing(town.partnership, TODAY) == []
        with pytest.raises(Refused):
            ops.leave_open(what=f"finding:{finding.key}", reason="Noch einmal.", **by(town))
        ops.take_up(left=left, **by(town))
        values = queries.need_values(need)
        ops.change_need(
            need=need, fields=values | {"findings": [finding.key], "gaps": []}, seen=seal(values), **by(town)
        )
        assert [one.kind for one in queries.missing(town.partnership, TODAY)] == ["gap"]
        ops.leave_open(what=f"gap:{gap}", reason="Der Landkreis tut es.", **by(town))
        ops.drop_need(need=need, reason="anders", **by(town))
        assert [one.kind for one in queries.missing(town.partnership, TODAY)] == ["finding"]
        ops.reopen_need(need=need, **by(town))
        assert queries.missing(town.partnership, TODAY) == []

    @pytest.mark.parametrize("gap", ["x", "nothing.nowhere", "{theme}.nowhere", "nothing.{area}"])
    def test_no_need_fills_what_is_no_gap(self, town, gap):
        name = gap.format(theme=known.theme(town).key, area=known.district(town))
        with pytest.raises(Refused):
            self.need(town, gaps=[name])

    def test_closed_it_keeps_what_was(self, town, ready):
        finding, gap = ready
        need = self.need(town, gaps=[gap], findings=[finding.key])
        closing = ops.close_analysis(**by(town))
        offer = Offer.objects.get()
        refused = (
            lambda: ops.assess_offer(entry=offer, verdict="not", text="Nein.", **by(town)),
            lambda: ops.change_need(need=need, fields=queries.need_values(need), **by(town)),
            lambda: ops.drop_need(need=need, reason="x", **by(town)),
            lambda: ops.leave_open(what=f"gap:{gap}", reason="x", **by(town)),
            lambda: ops.close_analysis(**by(town)),
        )
        for deed in refused:
            with pytest.raises(Refused):
                deed()
        ops.change_finding(
            finding=finding, fields=queries.finding_values(finding) | {"sentence": "Anders."}, **by(town)
        )
        kept = ClosedAnalysis.objects.get().content
        assert kept["findings"][0]["sentence"] == finding_sentence(town)
        assert kept["needs"][0]["gaps"] == [queries.stock(town.partnership, TODAY).named(*gap.split("."))]
        later = self.need(town, priority="high", reason="Aus der Werkstatt.", findings=[finding.key])
        assert len(ClosedAnalysis.objects.get().content["needs"]) == 1
        ops.reopen_analysis(closing=closing, reason="Neue Zahlen.", **by(town))
        with pytest.raises(Refused):
            ops.reopen_analysis(closing=closing, reason="Noch einmal.", **by(town))
        assert ops.close_analysis(**by(town)).number == 2
        assert Need.objects.get(pk=need.pk).state == "open"
        assert len(ClosedAnalysis.objects.get(number=2).content["needs"]) == 2
        assert later.number == 2

    def test_the_report_says_it_in_words_as_pdf_and_as_word_file(self, town, ready, browser_of):
        finding, gap = ready
        self.need(town, gaps=[gap], findings=[finding.key])
        closing = ops.close_analysis(**by(town))
        report = documents.report(closing)
        assert report.needs[0][2] == "hoch"
        assert report.needs[0][4].startswith("Befund 1, Lücke ")
        assert report.offers[0][4] == "wirkt. 30 kommen. (Ben Kröger, 20. März 2026)"
        assert documents.pdf(closing, at=make.NOW).startswith(b"%PDF")
        word = Document(io.BytesIO(documents.docx(closing)))
        assert [row.text for row in word.paragraphs if row.style.name == "Heading 1"] == [
            "Bedarfe",
            "Befunde",
            "Lücken",
            "Bewusst offen gelassen",
            "Bestand und fachliche Einschätzung",
        ]
        assert [cell.text for cell in word.tables[0].rows[1].cells][2] == "hoch"
        assert "w:tblHeader" in word.tables[0].rows[0]._tr.xml
        page = f"/{town.partnership.slug}/intern/lage/auswertung/{closing.key}/docx/"
        assert browser_of(town.ben.account).get(page)["Content-Type"] == word_type

    def test_a_need_rests_on_nothing_that_was_given_up_or_filled(self, town, ready):
        finding, gap = ready
        need = self.need(town, gaps=[gap], findings=[finding.key])
        assert queries.missing(town.partnership, TODAY) == []
        ops.drop_finding(finding=finding, reason="überholt", **by(town))
        [one] = queries.missing(town.partnership, TODAY)
        assert (one.kind, one.key) == ("need", need.key)

    def test_it_needs_no_running_offer_and_no_need(self, town, browser_of):
        with pytest.raises(Refused):
            ops.close_analysis(**by(town))
        finding = known.finding(town)
        ops.leave_open(what=f"finding:{finding.key}", reason="Noch keine Zahlen.", **by(town))
        page = f"/{town.partnership.slug}/intern/lage/auswertung/"
        assert "Auswertung abschließen" in browser_of(town.ben.account).get(page).content.decode()
        assert ops.close_analysis(**by(town)).number == 1


def finding_sentence(town):
    return known.finding_fields(town)["sentence"]


def test_the_matrix_shows_one_town_when_there_are_many_areas(town, browser_of):
    from aktionsplan.partnership.operations import add_municipality

    known.theme(town)
    for n in range(3):
        add_municipality(name=f"Dorf {n}", districts=[f"Teil {n} {m}" for m in range(12)], by=town.kim, at=make.NOW)
    page = f"/{town.partnership.slug}/intern/lage/auswertung/"
    ben = browser_of(town.ben.account)
    assert "Teil 2 3" not in ben.get(page).content.decode()
    assert "Teil 2 3" in ben.get(page, {"stadt": "Dorf 2"}).content.decode()
    assert ben.get(page, {"stadt": "nirgends"}).status_code == 200


def test_offers_are_counted_by_target_group_and_stand_among_strengths(town, browser_of):
    ben, base = browser_of(town.ben.account), f"/{town.partnership.slug}/intern/lage/auswertung/"
    assert "Noch kein laufendes Angebot" in ben.get(f"{base}zielgruppen/").content.decode()
    for title, groups in (("Treff", "Jugendliche, Eltern"), ("Kurs", "jugendliche"), ("Fest", "")):
        offer = known.offer(town, title=title, target_groups=groups)
        ops.assess_offer(entry=offer, verdict="works" if groups else "not", text="x", **by(town))
    assert queries.by_group(town.partnership, TODAY) == (["jugendliche", "Eltern"], [("Jugend", [2, 1], 3)], 1, 0)
    assert "Ein Angebot nennt keine." in ben.get(f"{base}zielgruppen/").content.decode()
    known.finding(town)
    found = {name: [line.title for line in lines] for name, lines in queries.swot(town.partnership, TODAY).items()}
    assert found == {
        "strengths": ["Kurs", "Treff"],
        "weaknesses": ["Fest"],
        "chances": [],
        "risks": [finding_sentence(town)],
    }
    page = ben.get(f"{base}swot/").content.decode()
    assert "Treff" in page
    assert finding_sentence(town) in page


def test_a_gap_is_left_open_from_its_link(town, browser_of):
    key = known.district(town)
    known.finding(town, area=key)
    ben = browser_of(town.ben.account)
    page = ben.get(f"/{town.partnership.slug}/intern/lage/auswertung/").content.decode()
    way = f"/{town.partnership.slug}/intern/lage/luecken/{queries.gap_key(known.theme(town).key, key)}/offen-lassen/"
    assert way in page
    assert ben.get(way).status_code == 200
    assert ben.post(way, {"reason": "Der Landkreis tut es."}).status_code == 302
    assert [one.kind for one in queries.missing(town.partnership, TODAY)] == ["finding"]
