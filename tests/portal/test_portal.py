"""The portal: published fields only, gone at once, equal as static files, valid open data."""

import datetime as dt
import json
import os
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from aktionsplan.development.strategy import operations as strategy
from aktionsplan.development.strategy.queries import goals
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls.jobs import call_goals
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants.jobs import goals as goals_job
from aktionsplan.implementation.grants.jobs import money
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.implementation.grants.operations import payments
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership.publications import town_fields
from aktionsplan.partnership.queries import office
from aktionsplan.portal import export as module
from aktionsplan.portal.export import addresses, export
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.publishing.pages import Content, all_dates, content
from aktionsplan.shared.publishing.queries import Shown, window
from aktionsplan.shared.tenancy import everywhere
from tests.factories import town as make

SCHEMA = Path(__file__).parents[3] / "shared" / "data" / "third_party" / "360giving" / "schema"


@pytest.fixture
def published(town, grant):
    grants.publish_project(grant=grant, protected=False, by=town.nora, at=make.FINAL)
    strategy.publish_goals(goals=goals(town.partnership), by=town.nora, at=make.FINAL)
    partnership.publish_town(by=town.lena, at=make.FINAL)
    return grant


def get(path):
    return Client(HTTP_HOST="localhost").get(path)


def test_public_page_tells_project_goal_and_sum(town, published):
    text = get(f"/{town.partnership.slug}/projekte/{published.key}/").content.decode()
    assert "Erzählboot" in text
    assert "4.000,00" in text
    assert "Kulturboot e. V." in text


def test_withdrawn_project_is_gone_at_once_everywhere(town, published):
    slug = town.partnership.slug
    pages = [f"/{slug}/", f"/{slug}/projekte/", f"/{slug}/neues.xml", f"/{slug}/daten/360giving.json"]
    assert all("Erzählboot" in get(page).content.decode() for page in pages)
    grants.withdraw_project(grant=published, by=town.nora, at=make.FINAL)
    assert not any("Erzählboot" in get(page).content.decode() for page in pages)
    assert get(f"/{slug}/projekte/{published.key}/").status_code == 404


def test_protected_listing_shows_title_and_district_only(town, published):
    grants.publish_project(grant=published, protected=True, by=town.nora, at=make.FINAL)
    slug = town.partnership.slug
    text = "".join(
        get(f"/{slug}/{page}").content.decode()
        for page in ("", "projekte/", f"projekte/{published.key}/", "neues.xml", "daten/360giving.json")
    )
    assert "Erzählboot" in text
    assert not re.search(r"Kulturboot|2026-AF-0001|Erzählabende auf", text)


def test_no_private_word_is_public(town, published):
    slug = town.partnership.slug
    text = "".join(get(f"/{path}").content.decode() for _l, _n, _k, path in addresses(window(slug)))
    for private in (
        "Anna Wendt",
        "Uferweg",
        "anna@",
        "Hafen<",
        "Sechs Abende",
        "Ben Kröger",
        "Emil",
        "DE02",
        "Carla",
    ):
        assert private not in text, private


def test_known_version_is_answered_with_304(town, published):
    client = Client(HTTP_HOST="localhost")
    answer = client.get(f"/{town.partnership.slug}/")
    again = client.get(f"/{town.partnership.slug}/", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_public_page_costs_one_query_and_sets_no_cookie(town, published, django_assert_num_queries):
    client = Client(HTTP_HOST="localhost")
    client.get(f"/{town.partnership.slug}/")
    with django_assert_num_queries(1):
        answer = client.get(f"/{town.partnership.slug}/")
    assert not answer.cookies


def test_headers_let_nothing_foreign_in(town, published):
    answer = get(f"/{town.partnership.slug}/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    text = answer.content.decode()
    assert not re.search(r"<script(?![^>]*src)|\sstyle=|\son\w+=", text)
    assert not re.search(r'(?:src|href)="https?://', text)


def test_static_files_equal_the_live_pages_and_every_link_works(town, published, tmp_path):

    found, today = window(town.partnership.slug), dt.datetime.now(dt.UTC).date()
    count = export([found], tmp_path, today=today, address="http://localhost:8000")
    assert count > 30
    live = get(f"/{found.slug}/projekte/").content.decode()
    page = tmp_path / found.slug / "projekte" / "index.html"
    plain = re.compile(r'(href|src)="[^"]*"')
    assert plain.sub("", page.read_text()) == plain.sub("", live)
    for path in tmp_path.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#?]+)', path.read_text()):
            if not link.startswith(("http://localhost:8000/", "mailto:")):
                assert (path.parent / link).exists(), (path, link)
    assert json.loads((tmp_path / found.slug / "daten" / "360giving.json").read_text())["grants"]


@pytest.mark.skipif(
    not SCHEMA.is_dir() and os.environ.get("REQUIRE_ALL") != "1",
    reason="the third-party schema lies beside the project only in development and CI",
)
def test_open_data_validate_against_the_360giving_schema(town, published):
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    package = json.loads((SCHEMA / "360-giving-package-schema.json").read_text())
    grant = json.loads((SCHEMA / "360-giving-schema.json").read_text())
    reference = re.search(r'"\$ref": "(http[^"#]+)', json.dumps(package))[1]
    registry = Registry().with_resource(reference, Resource(contents=grant, specification=DRAFT202012))
    checker = FormatChecker()
    checker.checks("date-time")(lambda text: "T" in text)
    data = json.loads(get(f"/{town.partnership.slug}/daten/360giving.json").content)
    assert [
        error.message
        for error in Draft202012Validator(package, registry=registry, format_checker=checker).iter_errors(data)
    ] == []
    assert data["grants"][0]["amountAwarded"] == 4000


def test_hostile_title_stays_text_everywhere(town, published):
    application = type(published.application).objects.get(pk=published.application.pk)
    application.title = '<script>alert(1)</script>"><b>{{7*7}}'
    application.save(update_fields=["title"])
    grants.publish_project(grant=published, protected=False, by=town.nora, at=make.FINAL)
    slug = town.partnership.slug
    for page in ("", "projekte/", f"projekte/{published.key}/", "neues.xml"):
        text = get(f"/{slug}/{page}").content.decode()
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_unknown_town_and_page_are_absent(db):
    assert get("/nirgends/").status_code == 404
    assert get("/nirgends/projekte/x/").status_code == 404
    assert "Diese Seite gibt es nicht" in get("/nirgends/").content.decode()


def test_english_frame_has_no_german_word(town, published):
    text = get(f"/en/{town.partnership.slug}/").content.decode()
    assert '<html lang="en">' in text
    assert not re.search(
        r"\b(Projekte|Anmelden|Geld|Mitmachen|Termine|Impressum|Datenschutz|noch|bis)\b",
        re.sub(r"<bdi[^>]*>.*?</bdi>|lang=\"de\">[^<]*", "", text),
    )


def money_page(town):
    return Publication.objects.get(partnership=town.partnership, kind="money", current=True).data


def test_sums_never_give_a_single_protected_project_away(town, grant):
    grants.publish_project(grant=grant, protected=True, by=town.people["nora"], at=make.FINAL)
    assert (money_page(town)["granted_eur"], money_page(town)["goals"]) == ("0.00", [])
    grants.publish_project(grant=grant, protected=False, by=town.people["nora"], at=make.FINAL)
    assert money_page(town)["granted_eur"] == "4000.00"
    assert [goal["granted_eur"] for goal in money_page(town)["goals"]] == ["4000.00"]


def test_imprint_and_funder_are_the_lead_office_and_the_money_names_its_sources(town):
    fields = town_fields(town.partnership, make.NOW.date())
    assert fields.office["name"] == office(town.partnership, "lead_office", make.NOW.date()).name
    assert fields.funding == "Das Geld kommt von: Bund."


def test_public_sums_follow_signature_payment_and_reservation(town, granted):
    first = granted
    grants.publish_project(grant=first, protected=False, by=town.people["nora"], at=make.FINAL)
    assert money_page(town)["paid_eur"] == "0.00"
    make.add_bank(town, first.organisation)
    payment = payments.request_payment(
        grant=first, amount_eur=Decimal("1000.00"), purpose="Miete", by=town.anna, at=make.FINAL
    )
    payment = payments.order_payment(payment=payment, by=town.people["lena"], at=make.FINAL)
    payments.release_payment(payment=payment, by=town.dogan, at=make.FINAL)
    assert money_page(town)["paid_eur"] == "1000.00"
    version = Publication.objects.get(partnership=town.partnership, kind="money", current=True).version
    assert money(make.FINAL) == "0 public sums changed"
    partnership.enter_budget(
        fund=town.fund, source="land", amount_eur=Decimal("500.00"), note="", by=town.people["lena"], at=make.FINAL
    )
    assert money(make.FINAL) == "1 public sums changed"
    shown = Publication.objects.get(partnership=town.partnership, kind="money", current=True)
    assert (shown.version, shown.data["planned_eur"]) == (version + 1, "10500.00")


def test_one_protected_project_cannot_be_computed_from_the_public_sums(town, grant):
    grants.publish_project(grant=grant, protected=True, by=town.people["nora"], at=make.FINAL)
    shown = money_page(town)
    assert (shown["granted_eur"], shown["bound_eur"], shown["free_eur"]) == ("0.00", "", "")
    text = get(f"/{town.partnership.slug}/geld/").content.decode()
    assert "sagt Ihnen die Koordinierungsstelle" in text
    assert "6.000" not in text
    assert "4.000" not in text


def test_free_money_is_told_when_three_things_share_what_is_bound(town, granted):
    first = granted
    grants.publish_project(grant=first, protected=True, by=town.people["nora"], at=make.FINAL)
    assert money_page(town)["free_eur"] == ""
    call = town.call
    for number in range(2):
        copies_of(first.application, number)
    assert money(make.FINAL) == "1 public sums changed"
    assert (money_page(town)["bound_eur"], money_page(town)["free_eur"]) == ("4000.00", "6000.00")
    assert call.fund_id == first.fund_id


def copies_of(application, number):
    """Another approval with reserved money and no notice."""
    row = type(application).objects.get(pk=application.pk)
    row.pk, row.key, row.number, row.state = None, f"kopie{number}", f"E-2026-90{number}", "decided"
    row.save()


def test_goal_that_nobody_published_is_named_nowhere(town, grant):
    grants.publish_project(grant=grant, protected=False, by=town.people["nora"], at=make.FINAL)
    assert [goal["title"] for goal in money_page(town)["goals"]] == ["Weitere Ziele"]
    shown = Publication.objects.get(partnership=town.partnership, kind="project", current=True).data
    call = Publication.objects.get(partnership=town.partnership, kind="call", current=True).data
    assert (shown["goal"], call["goals"]) == ({}, [])


def test_ended_call_invites_nobody(town):
    make.add_call(town)
    slug = town.partnership.slug
    assert "Erster Aufruf" not in get(f"/{slug}/mitmachen/").content.decode()
    text = get(f"/{slug}/aufrufe/").content.decode()
    assert text.index("Hier können Sie gerade keinen Antrag stellen") < text.index("Erster Aufruf")


def test_call_before_its_first_day_says_from_when(town):
    slug, today = town.partnership.slug, timezone.localdate()
    call = make.add_call(town)
    page = f"/{slug}/aufrufe/{call.key}/"
    data = Publication.objects.get(kind="call", slug=call.key)
    data.data |= {"opens_on": str(today + dt.timedelta(days=1)), "deadline": str(today + dt.timedelta(days=9))}
    Publication.objects.filter(pk=data.pk).update(data=data.data)
    text = get(page).content.decode()
    assert "Anträge sind ab dem" in text
    assert "Antrag schreiben" not in text


def test_everything_with_a_day_stands_under_termine_the_nearest_first(town):
    slug, today = town.partnership.slug, timezone.localdate()
    starts = timezone.now() + dt.timedelta(days=4)
    event = {
        "key": "e1",
        "title": "Werkstatt",
        "text": "",
        "kind": "workshop",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + dt.timedelta(hours=2)).isoformat(),
        "place": "Rathaus",
        "state": "open",
        "cancelled_because": "",
        "sequence": 0,
    }
    draft = {"state": "display", "key": "v", "comments_until": str(today + dt.timedelta(days=2)), "chapters": []}
    ended = draft | {"comments_until": str(today - dt.timedelta(days=1))}
    content = Content(
        {
            "event": [Shown("event", "e1", 1, "de", timezone.now(), event)],
            "plan_draft": [Shown("plan_draft", "v", 1, "de", timezone.now(), draft)],
        }
    )
    rows = all_dates(content, today)
    assert [(row.title, row.until, bool(row.at)) for row in rows] == [
        ("Entwurf des Aktionsplans", True, False),
        ("Werkstatt", False, True),
    ]
    content.by_kind["plan_draft"] = [Shown("plan_draft", "v", 1, "de", timezone.now(), ended)]
    event["state"] = "cancelled"
    assert all_dates(content, today) == []
    assert "Gerade steht kein Termin an." in get(f"/{slug}/termine/").content.decode()


def test_goal_that_becomes_public_is_added_to_its_project(town, grant):
    grants.publish_project(grant=grant, protected=False, by=town.nora, at=make.FINAL)
    shown = lambda: Publication.objects.get(kind="project", current=True)  # noqa: E731 -- asked four times
    assert shown().data["goal"] == {}
    with everywhere():
        assert goals_job(make.FINAL) == "0 goals added to projects"
    strategy.publish_goals(goals=goals(town.partnership), by=town.nora, at=make.FINAL)
    with everywhere():
        assert goals_job(make.FINAL) == "1 goals added to projects"
        assert goals_job(make.FINAL) == "0 goals added to projects"
    assert shown().data["goal"]["title"] == town.goal.title


def test_protected_or_changed_project_gets_no_goal_by_itself(town, grant):
    grants.publish_project(grant=grant, protected=False, by=town.nora, at=make.FINAL)
    strategy.publish_goals(goals=goals(town.partnership), by=town.nora, at=make.FINAL)
    type(grant.application).objects.update(title="Neuer Titel, den niemand gezeigt hat")
    with everywhere():
        assert goals_job(make.FINAL) == "0 goals added to projects"
    grants.publish_project(grant=grant, protected=True, by=town.nora, at=make.FINAL)
    with everywhere():
        assert goals_job(make.FINAL) == "0 goals added to projects"


@pytest.mark.parametrize("path", ["/en//evil.example/", "/en///evil.example/", "/en/%5cevil.example/x"])
def test_language_link_never_leads_to_another_site(db, path):
    assert not re.search(r'href="(/|\\\\)[/\\\\]', get(path).content.decode())


def everything_in(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_export_after_a_withdrawal_keeps_nothing_of_it(town, published, tmp_path):
    found, today = window(town.partnership.slug), dt.datetime.now(dt.UTC).date()
    export([found], tmp_path, today=today, address="http://localhost:8000")
    before = everything_in(tmp_path)
    project = next(row for row in content(found).all("project"))
    title = project.data["title"].encode()
    assert any(title in body for body in before.values())
    (tmp_path / "fremd.txt").write_text("von jemand anderem")
    grants.withdraw_project(grant=Grant.objects.get(key=project.slug), by=town.nora, at=make.FINAL)
    export([window(town.partnership.slug)], tmp_path, today=today, address="http://localhost:8000")
    after = everything_in(tmp_path)
    assert [name for name, body in after.items() if title in body or project.slug in name] == []
    assert "fremd.txt" in after
    fresh = tmp_path.with_name("fresh")
    export([window(town.partnership.slug)], fresh, today=today, address="http://localhost:8000")
    assert everything_in(fresh) == {name: body for name, body in after.items() if name != "fremd.txt"}


def test_export_has_a_root_and_english_pages_link_inside(town, published, tmp_path):
    found, today = window(town.partnership.slug), dt.datetime.now(dt.UTC).date()
    export([found], tmp_path, today=today, address="http://localhost:8000")
    assert f'href="{found.slug}/index.html"' in (tmp_path / "index.html").read_text()
    assert f'href="{found.slug}/index.html"' in (tmp_path / "en" / "index.html").read_text()
    page = (tmp_path / "en" / found.slug / "projekte" / "index.html").read_text()
    links = re.findall(r"<a\b[^>]*>", page[page.index("<nav") : page.index("</nav>")])
    named = [re.search(r'href="([^"#?:]+)"', link) for link in links if "hreflang" not in link]
    menu = [link[1] for link in named if link]
    assert menu
    for link in menu:
        target = (tmp_path / "en" / found.slug / "projekte" / link).resolve()
        assert target.exists(), link
        assert target.is_relative_to((tmp_path / "en").resolve()), link


def test_missing_file_stops_the_export_with_a_sentence(town, published, tmp_path, monkeypatch):
    found, today = window(town.partnership.slug), dt.datetime.now(dt.UTC).date()
    monkeypatch.setattr(module, "_published", lambda window: {"x/dateien/y": ("Bericht.pdf", "0" * 64)})
    with pytest.raises(module.MissingFile, match=r"Bericht\.pdf"):
        export([found], tmp_path, today=today, address="http://localhost:8000")
    assert everything_in(tmp_path) == {}


def test_call_says_what_applications_are_judged_by(town, monkeypatch):
    slug = town.partnership.slug
    plain = make.add_call(town)
    assert "Wonach wird ausgewählt?" not in get(f"/{slug}/aufrufe/{plain.key}/").content.decode()
    call = make.prepare_call(town, title="Aufruf mit Kriterien", rating_until=dt.date(2026, 3, 2))
    calls.take_catalogue(call=call, by=town.ben, at=make.NOW)
    first = next(row for row in call.criteria.all() if row.kind == "scored")
    rule = {"minimum": Decimal("2.5"), "money": "skip", "part": False, "limit": 2, "goal_projects": 0}
    rule |= {"sum_eur": Decimal(9000), "tie": first.key, "town_percent": 0}
    calls.set_selection(call=call, fields=rule, by=town.ben, at=make.NOW)
    calls.release_call(call=call, by=town.lena, at=make.NOW)
    text = " ".join(get(f"/{slug}/aufrufe/{call.key}/").content.decode().split())
    assert first.title in text
    assert "(muss erfüllt sein)" in text
    assert "mindestens 2,5 Punkte" in text
    assert "kommt das nächste dran, das passt" in text
    assert "höchstens 2 Förderungen" in text


def test_goals_of_a_call_of_older_shape_still_follow(town):
    call = make.add_call(town)
    row = Publication.objects.get(kind="call", slug=call.key)
    old = {name: value for name, value in row.data.items() if name not in ("criteria", "selection")}
    Publication.objects.filter(pk=row.pk).update(data=old)
    assert get(f"/{town.partnership.slug}/aufrufe/{call.key}/").status_code == 200
    strategy.publish_goals(goals=[town.goal], by=town.nora, at=make.NOW)
    call_goals(make.NOW)
    shown = Publication.objects.get(kind="call", slug=call.key, current=True).data
    assert [goal["title"] for goal in shown["goals"]] == [town.goal.title]
    assert shown["criteria"] == []
