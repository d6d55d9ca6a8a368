"""Foreign tables of figures and offers: their layout, their cells, and the way through the pages."""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aktionsplan.development.analysis import imports, queries
from aktionsplan.development.analysis import operations as ops
from aktionsplan.development.analysis.imports import Layout
from aktionsplan.development.analysis.imports import layout as layouts
from aktionsplan.development.analysis.models import Offer, Series, SeriesValue, UploadedTable
from aktionsplan.shared.tables.reading import Range, Sheet, read_file
from aktionsplan.shared.words import Refused
from tests.factories import analysis as known
from tests.factories import town as make
from tests.shared.test_reading import xlsx

D = Decimal
SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "third_party"


def sheet(*lines, merged=()):
    return Sheet("", tuple(tuple(cell for cell in line.split(";")) for line in lines), tuple(merged))


def sample(name):
    path = SAMPLES / name
    if not path.exists():
        if os.environ.get("REQUIRE_ALL"):
            pytest.fail(f"{path} is missing")
        pytest.skip("tables of statistical offices are not beside this checkout")
    return read_file(path.read_bytes())[0]


class TestLayout:
    """What the program proposes."""

    @pytest.mark.parametrize(
        ("name", "own", "place", "head", "data", "figure"),
        [
            ("btw2025_kerg.csv", "flensburg", "Flensburg – Schleswig", (5, 7), (8, 339), ("Wahlberechtigte, Erststimmen, Vorläufig", 2025, "232158")),
            ("genesis_12411-0015.csv", "flensburg", "Flensburg, kreisfreie Stadt", (4, 5), (6, 481), ("Stichtag", 1995, "87276")),
            ("regionalstatistik_13211-02-05-4.csv", "flensburg", "Flensburg, kreisfreie Stadt", (6, 8), (9, 547), ("Arbeitslose, Anzahl", 2023, "4131")),
            ("statistik_nord_stadtteilprofile_2014.xlsx", "hafencity", "HafenCity", (2, 3), (4, 110), ("Bevölkerung, Anzahl der Einwohnerinnen und Einwohner", 2013, "1914")),
        ],
    )  # fmt: skip
    def test_tables_of_statistical_offices(self, name, own, place, head, data, figure):
        table = sample(f"series/{name}")
        found = imports.propose(table, frozenset({own}))
        assert (found.layout.head, found.layout.data) == (head, data)
        assert place in imports.areas(table, found.layout)
        first = next(imports.read(table, found.layout, frozenset({place})))
        assert (first.name, first.year, first.text) == figure

    def test_a_slip_of_the_keyboard_over_a_column_is_said(self):
        table = sample("series/flensburg_sozialatlas_kennzahlen.csv")
        found = imports.propose(table)
        assert found.layout.name == 0
        assert [str(problem) for problem in found.problems] == [
            "E1: Nach 2020 steht 2012. Bitte prüfen Sie, ob das Jahr stimmt.",
            "F1: Unter 2021 steht keine Zahl.",
        ]

    def test_what_stands_around_the_figures(self):
        table = sheet(
            "Arbeitslose", "Ort;2024;2025", "Lüttow, Stadt;1;2", "", "(c) Amt", "Lizenz: dl-de/by", "Stand: 3.4.2026"
        )
        layout = imports.propose(table, frozenset({"lüttow"})).layout
        assert layout == Layout((1, 1), (2, 2), area=0, values=(1, 2))
        assert imports.title_of(table, layout) == "Arbeitslose"
        assert imports.footer(table, layout) == ("© Amt", "Lizenz: dl-de/by", "3.4.2026")

    @pytest.mark.parametrize("text", ["2024", "31.12.2024", "'2024", "Jahr 2024", "2024*", "2024 1)"])
    def test_headings_that_are_years(self, text):
        assert imports.year_of(text) == 2024

    @pytest.mark.parametrize("text", ["", "24", "2024/25", "12024", "1899", "Lüttow"])
    def test_headings_that_are_none(self, text):
        assert imports.year_of(text) is None

    def test_a_sheet_without_figures_says_so(self):
        assert imports.propose(sheet("Ort;Land", "Elbhagen;NI")).problems[0].code == "no_figures"

    def test_a_second_table_below_is_told_with_its_cells(self):
        table = sheet("Ort;2024;2025", "Lüttow;1;2", "", "Ort;2023;2024", "Lüttow;5;6")
        found = imports.propose(table)
        assert found.problems[0].params == {"range": "A4:C5"}
        assert found.layout.data == (1, 1)
        assert len(list(imports.read(table, found.layout))) == 2
        with pytest.raises(Refused, match="A4:C5: Hier beginnt eine zweite Tabelle"):
            list(imports.read(table, Layout((0, 0), (1, 4), area=0, values=(1, 2))))

    def test_a_second_table_beside_is_told_with_its_cells(self):
        table = sheet("Ort;2024;;Ort;2023", "Lüttow;1;;Lüttow;5", "Elbhagen;2;;Elbhagen;6")
        found = imports.propose(table)
        assert found.problems[0].params == {"range": "D1:E3"}
        with pytest.raises(Refused, match="D1:E3"):
            list(imports.read(table, Layout((0, 0), (1, 2), area=0, values=(1, 4))))
        assert len(list(imports.read(table, Layout((0, 0), (1, 2), area=0, values=(1,))))) == 2

    def test_a_merged_heading_is_refused_with_its_cells(self):
        table = sheet("Ort;Bevölkerung;", "Lüttow;1;2", "Elbhagen;3;4", merged=[Range(0, 1, 0, 2)])
        with pytest.raises(Refused, match="B1:C1: Diese Zellen sind verbunden"):
            list(imports.read(table, Layout((0, 0), (1, 2), area=0, values=(1, 2), fixed_year=2025)))
        assert len(list(imports.read(table, Layout((0, 0), (1, 2), area=0, values=(1,), fixed_year=2025)))) == 2

    def test_merged_cells_among_the_figures_are_refused(self):
        table = sheet("Ort;2024;2025", "Lüttow;1;2", "Elbhagen;3;4", merged=[Range(1, 1, 2, 1)])
        with pytest.raises(Refused, match="B2:B3"):
            list(imports.read(table, Layout((0, 0), (1, 2), area=0, values=(1, 2))))

    def test_headings_over_several_rows_go_on_to_the_right(self):
        table = sheet("Ort;Stimmen;;Quote", ";gültig;ungültig;", "Lüttow;1;2;3,5", "Elbhagen;3;4;5,5")
        layout = Layout((0, 1), (2, 3), area=0, values=(1, 2, 3), fixed_year=2025)
        assert [imports.heading(table, layout, column) for column in range(4)] == [
            "Ort", "Stimmen, gültig", "Stimmen, ungültig", "Quote",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("lines", "layout", "told"),
        [
            (("Ort;Zahl", "Lüttow;1"), {"area": 0, "values": (1,)}, "B2: Zu dieser Zahl gehört kein Jahr"),
            (("Ort;2025", ";1"), {"area": 0, "values": (1,)}, "A2: Diese Zeile hat Zahlen, aber keinen Namen"),
            (("Ort;Jahr;Zahl", "Lüttow;bald;1"), {"area": 0, "year": 1, "values": (2,)}, "B2: „bald“ ist kein Jahr"),
            (("Ort;2025", "Lüttow;1", "Lüttow;2"), {"area": 0, "values": (1,)}, "B3: .* schon in B2"),
        ],
    )
    def test_what_cannot_be_read_is_said_with_its_cell(self, lines, layout, told):
        with pytest.raises(Refused, match=told):
            list(imports.read(sheet(*lines), Layout((0, 0), (1, len(lines) - 1), **layout)))

    def test_mixed_decimals_are_told_with_both_cells(self):
        table = sheet("Ort;2024;2025", "Lüttow;1,5;2", "Elbhagen;3;4.25")
        figures = list(imports.read(table, Layout((0, 0), (1, 2), area=0, values=(1, 2))))
        assert imports.mixed_problem([(one.text, one.place) for one in figures]).params == {
            "comma": "B2",
            "point": "C3",
        }
        assert imports.mixed_problem([(one.text, one.place) for one in figures[:2]]) is None
        assert imports.mixed_problem([("12,5", "A1"), ("(13.5) p 1)", "B1")]).params == {"comma": "A1", "point": "B1"}


class TestOffers:
    """Lists of offers."""

    def test_two_lists_of_schools(self):
        own = {"flensburg": "key"}
        table = sample("offers/flensburg_schulen.csv")
        read = imports.offers(table, 1, {"title": 1, "place": 5}, own=own, only_ours=True)
        assert len(read.rows) == 30
        assert {row["area"] for row in read.rows} == {"key"}
        table = sample("offers/schleswig_holstein_schulen.csv")
        read = imports.offers(table, 1, {"title": 1, "place": 2}, own=own, only_ours=True)
        assert 10 < len(read.rows) < 60
        assert not read.problems

    def test_rows_that_say_nothing_are_told_with_their_cell(self):
        table = sheet(
            "Name;Beginn;Ende", "Treff;1.3.2024;", ";1.3.2024;", "Chor;gestern;", "Kurs;2.3.2024;1.3.2024", "Treff;;"
        )
        read = imports.offers(table, 1, {"title": 0, "begins_on": 1, "ends_on": 2}, own={})
        assert [row["title"] for row in read.rows] == ["Treff"]
        assert [str(problem) for problem in read.problems][:2] == [
            "A3: Hier fehlt der Name.",
            "B4: „gestern“ ist kein Tag.",
        ]
        assert len(read.problems) == 3

    def test_only_rows_with_a_word(self):
        table = sheet("Name;Art", "Treff;Jugend", "Chor;Musik")
        assert [row["title"] for row in imports.offers(table, 1, {"title": 0}, own={}, words=["jugend"]).rows] == [
            "Treff"
        ]


def upload(client, address, content, name="tabelle.csv"):
    return client.post(address, {"upload": SimpleUploadedFile(name, content)})


class TestJourney:
    """Through the pages: upload, layout, what changes, stored."""

    @pytest.fixture
    def ben(self, town, browser_of):
        return browser_of(town.ben.account)

    def start(self, town):
        return f"/{town.partnership.slug}/intern/lage/"

    def taken(self, town, ben, content, **more):
        place = next(name for _key, name in queries.places(town.partnership))
        response = upload(ben, self.start(town) + "zahlen/datei/", content.format(place=place).encode())
        assert response.status_code == 302
        page = ben.get(response["Location"])
        form = page.context["form"]
        asked = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
        on = ben.get(response["Location"], asked | {"blatt": "0", "weiter": "1"})
        assert on.status_code == 302, on.context["problems"]
        page = ben.get(on["Location"])
        form = page.context["form"]
        data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
        data |= {"source": "Statistikamt"} | more
        looked = ben.post(on["Location"], data | {"look": "1"})
        return on["Location"], data, looked

    def test_figures_come_in_and_a_second_time_nothing_changes(self, town, ben):
        content = "Arbeitslose;;\nOrt;2024;2025\n{place};10;12\n"
        address, data, looked = self.taken(town, ben, content)
        compared = looked.context["compared"]
        assert (compared.new, compared.same, compared.changed) == (2, 0, [])
        assert ben.post(address, data | {"store": "1", "seen": compared.mark}).status_code == 302
        row = Series.objects.get()
        assert (row.name, row.source, row.area_kind) == ("Arbeitslose", "Statistikamt", "town")
        assert list(SeriesValue.objects.values_list("year", "value")) == [(2024, D(10)), (2025, D(12))]
        assert not UploadedTable.objects.exists()
        _address, _data, looked = self.taken(town, ben, content)
        assert (looked.context["compared"].new, looked.context["compared"].same) == (0, 2)

    def test_a_changed_figure_is_shown_and_nobody_is_overwritten_meanwhile(self, town, ben):
        address, data, looked = self.taken(town, ben, "Arbeitslose;;\nOrt;2024;2025\n{place};10;12\n")
        ben.post(address, data | {"store": "1", "seen": looked.context["compared"].mark})
        address, data, looked = self.taken(town, ben, "Arbeitslose;;\nOrt;2024;2025\n{place};10;13\n")
        compared = looked.context["compared"]
        assert compared.changed == [("Arbeitslose", 2025, "12", "13")]
        known.enter(town, Series.objects.get(), {2025: "99"})
        assert ben.post(address, data | {"store": "1", "seen": compared.mark}).status_code == 200
        assert SeriesValue.objects.get(year=2025).value == 99

    def test_each_area_of_the_table_is_what_a_person_says(self, town, ben):
        content = "Arbeitslose;;\nOrt;2024;2025\nLeer, Landkreis;10;12\nX-Kreis;1;2\nY-Kreis;3;4\n"
        address, data, looked = self.taken(town, ben, content, **{"area-0": "all", "area-1": "", "area-2": "other"})
        assert [row[:4] for row in looked.context["samples"]] == [
            ("Arbeitslose", "ganzes Fördergebiet", 2025, "12"),
            ("Arbeitslose", "Y-Kreis", 2025, "4"),
        ]
        ben.post(address, data | {"store": "1", "seen": looked.context["compared"].mark})
        areas = set(Series.objects.values_list("area_kind", "area_name"))
        assert areas == {("all", ""), ("other", "Y-Kreis")}

    @pytest.mark.parametrize(
        ("chosen", "said"),
        [
            ({"area-0": "all", "area-1": "all"}, "nicht dasselbe"),
            ({"area-0": "", "area-1": ""}, "mindestens ein Gebiet"),
        ],
    )
    def test_areas_that_cannot_be_assigned_so(self, town, ben, chosen, said):
        content = "Arbeitslose;;\nOrt;2024;2025\nX-Kreis;10;12\nY-Kreis;1;2\n"
        _address, _data, looked = self.taken(town, ben, content, **chosen)
        assert said in looked.content.decode()

    def test_a_cell_that_is_none_stops_all(self, town, ben):
        _address, _data, looked = self.taken(
            town, ben, "Arbeitslose;;\nOrt;2024;2025\n{place};10;1.234\nX-Kreis;1;viele\n"
        )
        assert "C3: „1.234“ kann 1234 oder 1,234 heißen" in looked.content.decode()
        assert not Series.objects.exists()

    def test_a_dash_means_what_the_source_says(self, town, ben):
        content = "Arbeitslose;;\nOrt;2024;2025\n{place};10;-\n"
        address, data, looked = self.taken(town, ben, content, dash_means=".")
        ben.post(address, data | {"store": "1", "seen": looked.context["compared"].mark})
        assert SeriesValue.objects.get(year=2025).sign == "."
        assert Series.objects.get().meanings["–"] == "."

    def test_a_table_without_places_asks_for_one(self, town, ben):
        address, data, _looked = self.taken(town, ben, "Kennzahl;2024;2025\nQuote in %;1,5;2,5\n", place="county")
        assert b"nennen Sie das Gebiet" in ben.post(address, data | {"look": "1"}).content
        data |= {"place_name": "Kreis Elbe"}
        compared = ben.post(address, data | {"look": "1"}).context["compared"]
        assert ben.post(address, data | {"store": "1", "seen": compared.mark}).status_code == 302
        row = Series.objects.get()
        assert (row.area_kind, row.area_name, row.unit) == ("county", "Kreis Elbe", "Prozent")

    def test_a_merged_heading_is_refused_on_the_page(self, town, ben):
        content = xlsx([["Ort", "Stimmen", None], ["X-Kreis", 1, 2], ["Y-Kreis", 3, 4]], ["B1:C1"])
        response = upload(ben, self.start(town) + "zahlen/datei/", content, "t.xlsx")
        asked = {"head_from": 1, "head_to": 1, "first": 2, "last": 3, "area": 0, "values": [1, 2], "fixed_year": 2025}
        page = ben.get(response["Location"], asked | {"weiter": "1"})
        assert page.status_code == 200
        assert "B1:C1: Diese Zellen sind verbunden" in page.content.decode()

    @pytest.mark.parametrize("rows", [{"last": 99}, {"head_to": 3}, {"first": 1}])
    def test_rows_that_are_not_there(self, town, ben, rows):
        response = upload(ben, self.start(town) + "zahlen/datei/", b"Ort;2025\nX-Kreis;1\nY-Kreis;2\n")
        asked = {"head_from": 1, "head_to": 1, "first": 2, "last": 3, "area": 0, "values": [1]} | rows
        page = ben.get(response["Location"], asked | {"weiter": "1"})
        assert "die letzte Zeile dieses Blatts ist 3" in page.content.decode()

    def test_no_table_is_said_at_the_field(self, town, ben):
        page = upload(ben, self.start(town) + "zahlen/datei/", b"%PDF-1.7")
        assert page.context["form"].errors["upload"] == [
            "Diese Datei lässt sich nicht lesen. Möglich sind CSV, XLSX und ODS ohne Kennwort."
        ]

    def test_a_table_is_thrown_away(self, town, ben):
        response = upload(ben, self.start(town) + "zahlen/datei/", b"Ort;2025\nX-Kreis;1\n")
        key = UploadedTable.objects.get().key
        assert ben.get(response["Location"]).status_code == 200
        assert ben.post(self.start(town) + f"tabellen/{key}/verwerfen/").status_code == 302
        assert not UploadedTable.objects.exists()

    def test_a_list_of_offers_comes_in_once(self, town, ben):
        known.theme(town)
        place = next(name for _key, name in queries.places(town.partnership))
        content = f"Angebot;Ort;Träger\nTreff;{place};Verein\nChor;Anderswo;Verein\n".encode()
        for made in (1, 0):
            address = upload(ben, self.start(town) + "angebote/datei/", content)["Location"]
            form = ben.get(address).context["form"]
            data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
            data |= {"theme": known.theme(town).key}
            looked = ben.post(address, data | {"look": "1"})
            assert (looked.context["count"], looked.context["known"]) == (1, 1 - made)
            stored = ben.post(address, data | {"store": "1"})
            assert stored.status_code == (302 if made else 200)
        offer = Offer.objects.get()
        assert (offer.title, offer.carrier_name, offer.state) == ("Treff", "Verein", "running")

    def test_too_many_are_refused(self, town, monkeypatch):
        table = ops.upload_table(purpose="series", name="t", content=b"a;1\n", by=town.ben, at=make.NOW)
        with pytest.raises(Refused, match="0 Reihen"):
            ops.take_series(table=table, planned=[], source={}, by=town.ben, at=make.NOW)


def test_a_heading_ends_where_the_group_above_it_ends():
    found = sheet(
        ";Arbeitslose;;Quoten;", ";Anzahl;langzeitarbeitslos;;", ";2023;2023;2023;2024", "Elbhagen;4;1;8,5;9"
    )
    layout = Layout((0, 2), (3, 3), area=0, values=(1, 2, 3, 4))
    headings = [layouts.heading(found, layout, column) for column in range(1, 5)]
    assert headings == [
        "Arbeitslose, Anzahl, 2023",
        "Arbeitslose, langzeitarbeitslos, 2023",
        "Quoten, 2023",
        "Quoten, 2024",
    ]
