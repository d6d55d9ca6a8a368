"""Series, incidents, sources and findings: what the deeds store, refuse and show."""

import datetime as dt
from decimal import Decimal

import pytest
from django.http import Http404

from aktionsplan.development.analysis import operations as ops
from aktionsplan.development.analysis import queries, rules
from aktionsplan.development.analysis.models import Finding, Incident, Series, SeriesValue, Source, Theme
from aktionsplan.development.analysis.publications import public_finding, public_years
from aktionsplan.development.analysis.queries import Entry
from aktionsplan.partnership.operations import add_municipality
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.ledger.models import LedgerEntry, LedgerSecret
from aktionsplan.shared.publishing.queries import published_data
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Conflict, Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import analysis as known
from tests.factories import town as make

D = Decimal


def by(town):
    return {"by": town.ben, "at": make.NOW}


@pytest.fixture
def open_town(town):
    """A town that has said in public what it must."""
    from aktionsplan.partnership.operations import publish_town

    publish_town(by=town.lena, at=make.NOW)
    return town


class TestThemes:
    """Named once, closed, never deleted."""

    def test_proposed_ones_come_once(self, town):
        assert len(ops.take_themes(**by(town))) == len(rules.THEMES)
        assert ops.take_themes(**by(town)) == []

    def test_a_name_is_taken_however_it_is_written(self, town):
        known.theme(town)
        with pytest.raises(Refused):
            ops.add_theme(name="hass und gewalt", title="", field="other", **by(town))

    def test_a_closed_one_is_offered_no_more(self, town):
        theme = known.theme(town)
        ops.close_theme(theme=theme, **by(town))
        assert theme not in queries.themes(town.partnership)
        assert theme in queries.themes(town.partnership, closed=True)
        with pytest.raises(WrongState):
            ops.change_theme(theme=Theme.objects.get(pk=theme.pk), name="Neu", title="", field="other", **by(town))
        ops.reopen_theme(theme=theme, **by(town))
        assert Theme.objects.get(pk=theme.pk) in queries.themes(town.partnership)

    def test_two_who_rename_at_once(self, town):
        theme = known.theme(town)
        seen = seal(queries.theme_values(theme))
        ops.change_theme(theme=theme, name="Eins", title="", field="other", seen=seen, **by(town))
        with pytest.raises(Conflict):
            ops.change_theme(theme=theme, name="Zwei", title="", field="other", seen=seen, **by(town))


class TestSeries:
    """Figures by year, their signs, and who typed at the same time."""

    def test_figures_and_signs_are_kept_apart(self, town):
        row = known.series(town, {2023: "–", 2024: ".", 2025: "(9) p"})
        stored = {v.year: (v.value, v.sign, v.marks) for v in SeriesValue.objects.filter(series=row)}
        assert stored == {2023: (D(0), "–", ""), 2024: (None, ".", ""), 2025: (D(9), "", "(p")}
        [figures] = queries.figures([row], known.TODAY)
        assert figures.last.year == 2025
        assert figures.change().difference == 9

    def test_an_empty_cell_takes_the_figure_away(self, town):
        row = known.series(town, {2025: "9"})
        assert known.enter(town, row, {2025: ""}) == 1
        assert known.enter(town, row, {2025: ""}) == 0
        assert not SeriesValue.objects.exists()

    def test_two_who_type_at_once(self, town):
        row = known.series(town, {2025: "9"})
        seen = seal(queries.cells_shown([row], [2025], breaks=False))
        entries = {(row.key, 2025): Entry(rules.read_cell("10"))}
        assert ops.enter_values(entries=entries, seen=seen, **by(town)) == 1
        with pytest.raises(Conflict):
            ops.enter_values(entries={(row.key, 2025): Entry(rules.read_cell("11"))}, seen=seen, **by(town))

    @pytest.mark.parametrize("asked", ["19999999999999999999", "202600", "1899", "9999", "-1", "x", "２０２０"])
    def test_odd_years_in_the_address_are_left_aside(self, town, browser_of, asked):
        row, ben = known.series(town), browser_of(town.ben.account)
        start = f"/{town.partnership.slug}/intern/lage/"
        pages = [ben.get(f"{start}zahlen/{page}", {"bis": asked}) for page in ("tabelle/", f"{row.key}/eintragen/")]
        pages.append(ben.get(start, {"jahr": asked}))
        assert [page.status_code for page in pages] == [200, 200, 200]
        assert f'<th scope="col">{asked}' not in pages[0].content.decode()

    @pytest.mark.parametrize("year", [1899, 2101])
    def test_no_table_has_such_a_year(self, town, year):
        row = known.series(town)
        with pytest.raises(Refused):
            known.enter(town, row, {year: "1"})

    def test_a_series_that_has_ended_takes_nothing(self, town):
        row = known.series(town)
        ops.end_series(series=row, reason="eingestellt", **by(town))
        with pytest.raises(WrongState):
            known.enter(town, row, {2025: "1"})
        ops.resume_series(series=row, **by(town))
        assert known.enter(town, row, {2025: "1"}) == 1

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"place": "county"}, "area_name"),
            ({"place": "nowhere"}, "place"),
            ({"kind": "share"}, "numerator"),
        ],
    )
    def test_what_a_series_needs(self, town, more, field):
        with pytest.raises(Refused) as refused:
            known.series(town, **more)
        assert refused.value.problem.field_name == field

    def test_no_series_is_its_own_measure(self, town):
        row = known.series(town)
        with pytest.raises(Refused):
            ops.change_series(series=row, fields=queries.series_values(row) | {"inhabitants": row.key}, **by(town))

    def test_the_catalogue_makes_series_for_a_place(self, town):
        known.theme(town)
        [key, *_rest] = [key for key, _name in queries.places(town.partnership)]
        made = ops.take_catalogue(names=["turnout", "offences"], place=key, **by(town))
        assert {row.area_kind for row in made} == {"town"}
        assert all(row.numerator for row in made if row.kind == "share")
        with pytest.raises(Refused):
            ops.take_catalogue(names=[], place=key, **by(town))

    def test_another_towns_series_is_not_there(self, town, other_town):
        row = known.series(town)
        entries = {(row.key, 2025): Entry(rules.read_cell("1"))}
        with partnership_scope(other_town.partnership):
            with pytest.raises(Http404):
                queries.series_for(other_town.ben, row.key)
            with pytest.raises(Forbidden):
                ops.change_series(series=row, fields={}, by=other_town.ben, at=make.NOW)
            assert ops.enter_values(entries=entries, by=other_town.ben, at=make.NOW) == 0
        assert not SeriesValue.objects.exists()


class TestIncidents:
    """Counted without names; the public sees districts and no small number."""

    def test_the_ledger_learns_no_text(self, town):
        known.incident(town, street="Hafenstraße", text="Drohung vor einem Laden.")
        told = "".join(LedgerSecret.objects.values_list("payload", flat=True))
        assert "Hafenstraße" not in told
        assert "Drohung" not in told

    def test_a_day_to_come_is_refused(self, town):
        with pytest.raises(Refused):
            known.incident(town, first_day=dt.date(2026, 3, 21))

    def test_a_district_of_another_town_is_refused(self, town, other_town):
        with partnership_scope(other_town.partnership):
            add_municipality(name="Dorf", districts=["Anger"], by=other_town.kim, at=make.NOW)
            elsewhere = known.district(other_town, "Anger")
        with pytest.raises(Refused):
            known.incident(town, district=elsewhere)

    def test_a_withdrawn_one_counts_no_more(self, town):
        row = known.incident(town)
        assert queries.years(town.partnership) == [(2025, 1)]
        ops.withdraw_incident(incident=row, reason="doppelt", **by(town))
        assert queries.years(town.partnership) == []
        assert queries.told(town.partnership, 2025).count == 0
        ops.restore_incident(incident=row, **by(town))
        assert queries.years(town.partnership) == [(2025, 1)]

    def test_squares_put_the_confirmed_first(self, town):
        known.incident(town, confirmed="")
        known.incident(town)
        told = queries.told(town.partnership, 2025)
        assert told.cells == {("propaganda", "racism"): (True, False)}
        assert (told.count, told.confirmed) == (2, 1)

    def test_public_numbers_hide_what_is_small(self, open_town):
        add_municipality(name="Dorf", districts=["Anger", "Busch", "Chaussee"], by=open_town.kim, at=make.NOW)
        parts = [known.district(open_town, name) for name in ("Anger", "Busch")]
        for n, key in zip((4, 1), parts, strict=False):
            for _time in range(n):
                known.incident(open_town, district=key)
        known.incident(open_town, first_day=dt.date(2026, 1, 5))
        assert ops.publish_incidents(by=open_town.lena, at=make.NOW) == 2
        last = published_data(open_town.partnership, "incidents", "2025")
        shown = {part["name"]: part["count"] for place in last["towns"] for part in place["parts"]}
        assert [shown[name] for name in ("Anger", "Busch", "Chaussee")] == [None, None, 0]
        assert (last["total"], last["hides"]) == (5, True)
        running = published_data(open_town.partnership, "incidents", "2026")
        assert (running["total"], running["towns"]) == (None, [])

    def test_a_year_between_without_incidents_is_shown_as_none(self, town):
        known.incident(town, first_day=dt.date(2023, 5, 1))
        years = public_years(town.partnership, known.TODAY)
        assert [(year.year, year.total) for year in years] == [(2023, None), (2024, 0), (2025, 0), (2026, 0)]

    def test_who_reads_the_day_is_noted(self, town, browser_of):
        row = known.incident(town, text="Geheim.")
        page = f"/{town.partnership.slug}/intern/lage/vorfaelle/{row.key}/"
        ben = browser_of(town.ben.account)
        assert "Geheim." not in ben.get(page).content.decode()
        assert "Geheim." in ben.post(f"{page}lesen/").content.decode()
        assert LedgerEntry.objects.filter(kind="analysis.read_incident").count() == 1
        henrik = browser_of(town.henrik.account)
        shown = henrik.get(page).content.decode()
        assert "05.2025" in shown
        assert "Geheim." not in shown
        assert "6. Mai" not in shown
        assert henrik.post(f"{page}lesen/").status_code == 403

    def test_structures_are_counted_for_everybody_and_read_by_two_roles(self, town, browser_of):
        fields = {"kind": "venue", "name": "Gasthof am Deich", "source": "Beratung", "district": "", "since": None}
        ops.add_structure(fields=fields, **by(town))
        assert queries.structure_counts(town.partnership, known.TODAY) == [("venue", 1)]
        page = f"/{town.partnership.slug}/intern/lage/strukturen/"
        assert "Gasthof am Deich" not in browser_of(town.ben.account).get(page).content.decode()
        assert "Gasthof am Deich" in browser_of(town.ben.account).post(f"{page}lesen/").content.decode()
        assert browser_of(town.henrik.account).post(f"{page}lesen/").status_code == 403
        with pytest.raises(Refused):
            ops.add_structure(
                fields=fields | {"since": dt.date(2026, 1, 2), "until": dt.date(2026, 1, 1)}, **by(town)
            )

    def test_a_form_asks_once_about_a_person(self, town, browser_of):
        page = f"/{town.partnership.slug}/intern/lage/vorfaelle/neu/"
        ben = browser_of(town.ben.account)
        typed = known.incident_fields(town, text="Herr Meier rief etwas.", first_day="06.05.2025", last_day="")
        assert "Herr Meier" in ben.post(page, typed).content.decode()
        assert not Incident.objects.exists()
        assert ben.post(page, typed | {"asked": "1"}).status_code == 302


class TestSources:
    """A talk needs consent; a quote goes outside only when it is released."""

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"consent": ""}, "consent"),
            ({"consent_on": None}, "consent_on"),
            ({"day": dt.date(2026, 3, 21)}, "day"),
            ({"area": "nowhere"}, "area"),
        ],
    )
    def test_what_a_talk_needs(self, town, more, field):
        with pytest.raises(Refused) as refused:
            known.source(town, **more)
        assert refused.value.problem.field_name == field

    def test_a_paper_needs_no_consent_and_has_no_quotes(self, town):
        paper = known.source(town, kind="document", consent="", consent_on=None)
        with pytest.raises(Refused):
            ops.add_quote(source=paper, text="So steht es da.", **by(town))

    def test_no_quote_is_released_without_consent(self, town):
        talk = known.source(town, consent="inside")
        quote = ops.add_quote(source=talk, text="Nur für Sie.", **by(town))
        with pytest.raises(Refused):
            ops.release_quote(quote=quote, **by(town))

    def test_what_was_said_is_for_the_office(self, town, browser_of):
        talk = known.source(town, statement="Vertraulich.")
        ops.add_quote(source=talk, text="Noch geheim.", **by(town))
        page = f"/{town.partnership.slug}/intern/lage/quellen/{talk.key}/"
        assert "Vertraulich." in browser_of(town.ben.account).get(page).content.decode()
        shown = browser_of(town.henrik.account).get(page).content.decode()
        assert "Vertraulich." not in shown
        assert "Noch geheim." not in shown

    def test_its_themes_follow(self, town):
        talk = known.source(town)
        other = known.theme(town, "Jugend")
        values = queries.source_values(talk)
        ops.change_source(source=talk, fields=values | {"themes": [other.key]}, seen=seal(values), **by(town))
        assert [theme.name for theme in Source.objects.get().themes.all()] == ["Jugend"]

    def test_questions_are_answered_dropped_and_opened_again(self, town):
        question = ops.add_question(text="Warum?", owner="", due=None, **by(town))
        ops.answer_question(question=question, answer="Darum.", **by(town))
        with pytest.raises(WrongState):
            ops.drop_question(question=question, answer="", **by(town))
        ops.reopen_question(question=question, **by(town))
        ops.drop_question(question=question, answer="Niemand weiß es.", **by(town))
        assert queries.question_for(town.ben, question.key).answer == "Niemand weiß es."


class TestFindings:
    """A second person reads them; what they cite stays as it was; the portal shows what may be shown."""

    @pytest.fixture
    def cited(self, town):
        row, finding = known.series(town, {2024: "7", 2025: "9"}), known.finding(town)
        ops.cite(finding=finding, thing=f"series:{row.key}", year=2025, **by(town))
        return Series.objects.get(pk=row.pk), queries.finding_for(town.ben, finding.key)

    def test_numbers_have_no_gaps(self, town):
        assert [known.finding(town).number for _time in range(3)] == [1, 2, 3]

    def test_nobody_reads_the_own_finding(self, town, cited):
        _row, finding = cited
        with pytest.raises(Forbidden):
            ops.read_finding(finding=finding, **by(town))
        read = ops.read_finding(finding=finding, by=town.lena, at=make.NOW)
        assert (read.state, read.reader_name) == ("read", town.lena.account.name)

    def test_reading_counts_for_what_was_read(self, town, cited):
        _row, finding = cited
        seen = seal(queries.read_values(finding))
        fields = queries.finding_values(finding) | {"sentence": "Anders."}
        ops.change_finding(finding=finding, fields=fields, **by(town))
        with pytest.raises(Conflict):
            ops.read_finding(finding=finding, seen=seen, by=town.lena, at=make.NOW)

    @pytest.mark.parametrize("what", ["change", "cite", "uncite"])
    def test_after_a_change_it_is_read_again(self, town, cited, what):
        row, finding = cited
        ops.read_finding(finding=finding, by=town.lena, at=make.NOW)
        if what == "change":
            ops.change_finding(finding=finding, fields=queries.finding_values(finding), **by(town))
        elif what == "cite":
            ops.cite(finding=finding, thing=f"series:{row.key}", year=2024, **by(town))
        else:
            ops.uncite(cited=finding.sources.get(), **by(town))
        stored = Finding.objects.get()
        assert (stored.state, stored.reader, stored.read_on) == ("draft", "", None)

    @pytest.mark.parametrize(
        ("thing", "year", "field"),
        [
            ("series:{key}", 2023, "year"),
            ("series:{key}", None, "year"),
            ("series:nothing", 2025, "year"),
            ("incidents", None, "year"),
            ("incidents", 2027, "year"),
            ("source:nothing", None, "thing"),
            ("series:{key}", 2025, "thing"),
        ],
    )
    def test_what_is_not_there_is_not_cited(self, town, cited, thing, year, field):
        row, finding = cited
        with pytest.raises(Refused) as refused:
            ops.cite(finding=finding, thing=thing.format(key=row.key), year=year, **by(town))
        assert refused.value.problem.field_name == field

    def test_it_keeps_the_figures_of_its_day_and_says_what_was_corrected(self, town, cited):
        row, finding = cited
        assert queries.standing(town.partnership, [finding], known.TODAY)[finding.pk] == []
        known.enter(town, row, {2025: "10"})
        [one] = queries.cited_rows(finding, known.TODAY)
        assert (one.source.value, one.cited.now) == (D(9), D(10))
        [reason] = queries.standing(town.partnership, [finding], known.TODAY)[finding.pk]
        assert reason.params["old"] == "9"
        assert reason.params["new"] == "10"

    def test_a_newer_year_only_adds_a_word(self, town, cited):
        row, finding = cited
        known.enter(town, row, {2026: "3"})
        [one] = queries.cited_rows(finding, known.TODAY)
        assert one.today.params == {"n": "3", "year": 2026}
        assert queries.standing(town.partnership, [finding], known.TODAY)[finding.pk] == []

    def test_a_withdrawn_source_or_figure_makes_it_doubtful(self, town, cited):
        row, finding = cited
        talk = known.source(town)
        ops.cite(finding=finding, thing=f"source:{talk.key}", year=None, **by(town))
        ops.withdraw_source(source=talk, reason="zurückgenommen", **by(town))
        known.enter(town, row, {2025: ""})
        assert len(queries.standing(town.partnership, [finding], known.TODAY)[finding.pk]) == 2

    def test_incidents_of_a_closed_year_that_change(self, town):
        finding = known.finding(town)
        row = known.incident(town)
        ops.cite(finding=finding, thing="incidents", year=2025, **by(town))
        ops.cite(finding=finding, thing="incidents", year=2026, **by(town))
        known.incident(town, first_day=dt.date(2026, 2, 2))
        assert queries.standing(town.partnership, [finding], known.TODAY)[finding.pk] == []
        ops.withdraw_incident(incident=row, reason="doppelt", **by(town))
        assert len(queries.standing(town.partnership, [finding], known.TODAY)[finding.pk]) == 1

    def test_the_portal_shows_it_after_a_second_person_and_a_confirmation(self, open_town):
        finding = known.finding(open_town)
        row = known.series(open_town, {2025: "9"})
        lena = {"by": open_town.lena, "at": make.NOW}
        ops.cite(finding=finding, thing=f"series:{row.key}", year=2025, **by(open_town))
        with pytest.raises(WrongState):
            ops.publish_finding(finding=finding, confirmed=True, **lena)
        ops.read_finding(finding=finding, **lena)
        with pytest.raises(Refused):
            ops.publish_finding(finding=finding, confirmed=False, **lena)
        ops.publish_finding(finding=finding, confirmed=True, **lena)
        shown = published_data(open_town.partnership, "finding", finding.key)
        assert shown["sentence"] == finding.sentence
        assert shown["sources"][0]["said"] == "9 Fälle im Jahr 2025"
        assert {"author", "author_name", "reasons_against"}.isdisjoint(shown)
        ops.change_finding(finding=finding, fields=queries.finding_values(finding), **by(open_town))
        assert published_data(open_town.partnership, "finding", finding.key)
        ops.hide_finding(finding=finding, **by(open_town))
        assert published_data(open_town.partnership, "finding", finding.key) is None
        with pytest.raises(Refused):
            ops.hide_finding(finding=finding, **by(open_town))

    def test_a_dropped_one_leaves_the_portal(self, open_town):
        finding = known.finding(open_town)
        ops.cite(finding=finding, thing="incidents", year=2025, **by(open_town))
        lena = {"by": open_town.lena, "at": make.NOW}
        ops.read_finding(finding=finding, **lena)
        ops.publish_finding(finding=finding, confirmed=True, **lena)
        ops.drop_finding(finding=finding, reason="überholt", **lena)
        assert published_data(open_town.partnership, "finding", finding.key) is None
        ops.reopen_finding(finding=finding, **lena)
        assert Finding.objects.get().state == "draft"

    @pytest.mark.parametrize(("count", "said"), [(2, ""), (3, "3 im ganzen Gebiet"), (0, "")])
    def test_a_small_number_of_incidents_is_not_told_outside(self, town, count, said):
        for _time in range(count):
            known.incident(town)
        finding = known.finding(town)
        ops.cite(finding=finding, thing="incidents", year=2025, **by(town))
        [source] = public_finding(queries.finding_for(town.ben, finding.key), make.NOW.date()).sources
        assert source.said.startswith(said)
        assert bool(source.said) is bool(said)
        assert "bestätigt" not in source.said

    @pytest.mark.parametrize(
        ("more", "title", "said"),
        [
            ({"consent": "role"}, "Leitung eines Sportvereins", "Es fallen Sprüche."),
            ({"consent": "inside"}, "", ""),
            ({"kind": "observation"}, "", ""),
            ({"kind": "document", "title": "Plan"}, "Plan", ""),
        ],
    )
    def test_talks_are_told_as_far_as_somebody_agreed(self, town, more, title, said):
        talk = known.source(town, **more)
        if talk.kind == "interview":
            quote = ops.add_quote(source=talk, text="Es fallen Sprüche.", **by(town))
            if talk.consent == "role":
                ops.release_quote(quote=quote, **by(town))
        finding = known.finding(town)
        ops.cite(finding=finding, thing=f"source:{talk.key}", year=None, **by(town))
        [source] = public_finding(queries.finding_for(town.ben, finding.key), make.NOW.date()).sources
        assert (source.title, source.said) == (title, said)
        if said:
            ops.hold_quote(quote=quote, **by(town))
            [source] = public_finding(queries.finding_for(town.ben, finding.key), make.NOW.date()).sources
            assert source.said == ""

    @pytest.mark.parametrize("how", ["hold", "delete", "withdraw", "consent", "title"])
    def test_what_somebody_takes_back_leaves_the_portal_at_once(self, open_town, browser_of, how):
        talk, finding = known.source(open_town), known.finding(open_town)
        quote = ops.add_quote(source=talk, text="Es fallen Sprüche.", **by(open_town))
        ops.release_quote(quote=quote, **by(open_town))
        ops.cite(finding=finding, thing=f"source:{talk.key}", year=None, **by(open_town))
        lena = {"by": open_town.lena, "at": make.NOW}
        ops.read_finding(finding=finding, **lena)
        ops.publish_finding(finding=finding, confirmed=True, **lena)
        values = queries.source_values(talk)
        deeds = {
            "hold": lambda: ops.hold_quote(quote=quote, **by(open_town)),
            "delete": lambda: ops.delete_quote(quote=quote, **by(open_town)),
            "withdraw": lambda: ops.withdraw_source(source=talk, reason="Widerruf", **by(open_town)),
            "consent": lambda: ops.change_source(source=talk, fields=values | {"consent": "inside"}, **by(open_town)),
            "title": lambda: ops.change_source(source=talk, fields=values | {"title": "Trainer"}, **by(open_town)),
        }
        [shown] = published_data(open_town.partnership, "finding", finding.key)["sources"]
        assert (shown["title"], shown["said"]) == ("Leitung eines Sportvereins", "Es fallen Sprüche.")
        deeds[how]()
        [shown] = published_data(open_town.partnership, "finding", finding.key)["sources"]
        assert shown["said"] == ""
        assert shown["title"] == ("Leitung eines Sportvereins" if how in ("hold", "delete") else "")
        page = f"/{open_town.partnership.slug}/intern/lage/befunde/{finding.key}/"
        assert "Es fallen" not in browser_of(open_town.henrik.account).get(page).content.decode()
        assert "Es fallen" not in str(queries.frozen(open_town.partnership, known.TODAY))

    def test_a_talk_for_the_office_alone_is_known_to_nobody_else(self, open_town, browser_of):
        talk, finding = known.source(open_town, consent="inside"), known.finding(open_town)
        ops.cite(finding=finding, thing=f"source:{talk.key}", year=None, **by(open_town))
        start = f"/{open_town.partnership.slug}/intern/lage/"
        for who, sees in (("ben", True), ("henrik", False), ("emil", False), ("nora", False)):
            client = browser_of(open_town.people[who].account)
            for page in ("", "quellen/", f"befunde/{finding.key}/"):
                assert ("Sportverein" in client.get(start + page).content.decode()) is sees, (who, page)
            file = b"".join(client.get(f"{start}quellen/liste.csv").streaming_content).decode()
            assert ("Sportverein" in file) is sees
            assert client.get(f"{start}quellen/{talk.key}/").status_code == (200 if sees else 404)

    def test_reading_counts_for_what_it_rests_on_too(self, town, cited):
        row, finding = cited
        seen = seal(queries.read_values(finding))
        ops.cite(finding=finding, thing=f"series:{row.key}", year=2024, **by(town))
        with pytest.raises(Conflict):
            ops.read_finding(finding=finding, seen=seen, by=town.lena, at=make.NOW)

    def test_nobody_reads_what_he_or_she_has_cited(self, town, cited):
        row, finding = cited
        ops.cite(finding=finding, thing=f"series:{row.key}", year=2024, by=town.lena, at=make.NOW)
        with pytest.raises(Forbidden):
            ops.read_finding(finding=finding, by=town.lena, at=make.NOW)
        assert ops.read_finding(finding=finding, **by(town)).state == "read"

    def test_what_was_changed_and_read_again_can_leave_the_portal(self, open_town):
        finding, lena = known.finding(open_town), {"by": open_town.lena, "at": make.NOW}
        ops.cite(finding=finding, thing="incidents", year=2025, **by(open_town))
        ops.read_finding(finding=finding, **lena)
        ops.publish_finding(finding=finding, confirmed=True, **lena)
        ops.change_finding(finding=finding, fields=queries.finding_values(finding), **by(open_town))
        ops.read_finding(finding=finding, **lena)
        assert ops.hide_finding(finding=finding, **lena).state == "read"
        assert published_data(open_town.partnership, "finding", finding.key) is None

    def test_another_towns_things_are_not_cited(self, town, other_town):
        finding = known.finding(town)
        with partnership_scope(other_town.partnership):
            row = known.series(other_town, {2025: "9"})
            with pytest.raises(Http404):
                queries.finding_for(other_town.ben, finding.key)
        with pytest.raises(Refused):
            ops.cite(finding=finding, thing=f"series:{row.key}", year=2025, **by(town))


def test_a_town_at_the_beginning_is_led_to_the_first_step(other_town, browser_of):
    with partnership_scope(other_town.partnership):
        ben, start = browser_of(other_town.ben.account), f"/{other_town.partnership.slug}/intern/lage/"
        ways = {
            page: ben.get(start + page)
            for page in ("befunde/neu/", "angebote/neu/", "bedarfe/neu/", "vorfaelle/neu/")
        }
        assert {answer.status_code for answer in ways.values()} <= {200, 302}
        assert all("/lage/themen/" in ways[page].url for page in ("befunde/neu/", "angebote/neu/", "bedarfe/neu/"))


def test_figures_typed_without_a_day_of_retrieval_are_of_today(town):
    row = known.series(town, {2025: "9"}, retrieved_on=None)
    assert Series.objects.get(pk=row.pk).retrieved_on == known.TODAY
    [figures] = queries.figures([Series.objects.get(pk=row.pk)], known.TODAY)
    assert figures.state == "normal"


def test_the_catalogue_makes_no_series_twice(town):
    [key, *_rest] = [key for key, _name in queries.places(town.partnership)]
    assert len(ops.take_catalogue(names=["turnout"], place=key, **by(town))) == 1
    assert len(ops.take_catalogue(names=["turnout", "clubs"], place=key, **by(town))) == 1
    with pytest.raises(Refused):
        ops.take_catalogue(names=["turnout"], place=key, **by(town))
