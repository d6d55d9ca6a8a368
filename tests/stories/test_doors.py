"""Who gets in: every address × every role × two towns, generated from the addresses and the permission table."""

import pytest
from django.urls import reverse

from aktionsplan.bodies import operations as bodies
from aktionsplan.entry.visits import INSIDE, Walk, routes
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.people import operations as people
from aktionsplan.people.models import Membership
from aktionsplan.people.permissions import TABLE, Role, allowed_roles, is_fresh
from aktionsplan.shared.ledger.models import LedgerEntry
from tests.architecture.test_house import addresses
from tests.cast import INSIDE_CAST
from tests.factories import adoption, analysis, notices, participation, ratings, strategy
from tests.factories import town as make

ROUTES = [
    (route, entry)
    for route, entry in addresses()
    if route.startswith("<slug:town>/intern/") or "<slug:town>/intern/" in route
]
FILL = {"str": "x" * 22, "slug": "x", "int": "1"}


def path_of(route, slug):
    text = route.split("<slug:town>/intern/")[1]
    for kind, value in FILL.items():
        while f"<{kind}:" in text:
            start = text.index(f"<{kind}:")
            text = text[:start] + value + text[text.index(">", start) + 1 :]
    return f"/{slug}/intern/{text}"


def test_every_inside_address_is_in_the_matrix():
    assert len(ROUTES) > 80
    assert {entry.callback.action for _route, entry in ROUTES} <= set(TABLE)


@pytest.mark.parametrize("who", sorted(INSIDE_CAST))
def test_role_gets_in_exactly_where_the_table_says_and_changes_nothing_by_looking(town, granted, browser_of, who):
    by, role = town.people[who], INSIDE_CAST[who][1]
    client, before = browser_of(by.account), LedgerEntry.objects.count()
    statuses = {}
    for route, entry in ROUTES:
        if "GET" in entry.callback.methods:
            statuses[route] = client.get(path_of(route, town.partnership.slug)).status_code
    looked = LedgerEntry.objects.order_by("-sequence")[: LedgerEntry.objects.count() - before]
    assert {entry.kind for entry in looked} <= {"ledger.read"}  # that the auditor has read is told
    for route, entry in ROUTES:
        if "GET" not in entry.callback.methods:
            statuses[route] = client.post(path_of(route, town.partnership.slug)).status_code
    for route, entry in ROUTES:
        may = bool({role, Role.ANYONE} & allowed_roles(entry.callback.action))
        assert statuses[route] in ((200, 302, 404) if may else (403,)), (who, route, statuses[route])


@pytest.mark.parametrize("who", sorted(INSIDE_CAST))
def test_stranger_finds_nothing_in_a_town(town, other_town, browser_of, who):
    client = browser_of(other_town.people[who].account)
    for route, entry in ROUTES:
        path = path_of(route, town.partnership.slug)
        status = client.get(path).status_code if "GET" in entry.callback.methods else client.post(path).status_code
        allowed = Role.ANYONE in allowed_roles(entry.callback.action)
        assert status in ((200, 302, 404) if allowed else (404,)), (path, status)


def test_anonymous_visitor_is_sent_to_the_sign_in(town, browser_of):
    client = browser_of(None)
    for route, entry in ROUTES:
        path = path_of(route, town.partnership.slug)
        answer = client.get(path) if "GET" in entry.callback.methods else client.post(path)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/konto/anmelden/"), path


@pytest.mark.parametrize("who", sorted(INSIDE_CAST))
def test_inside_role_without_second_factor_sees_nothing(town, browser_of, who):
    client = browser_of(town.people[who].account, second_factor=False)
    for route, entry in ROUTES:
        path = path_of(route, town.partnership.slug)
        answer = client.get(path) if "GET" in entry.callback.methods else client.post(path)
        assert answer.status_code == 302, path
        assert "zweiter-faktor" in answer["Location"], path


def test_fresh_actions_ask_again(town, browser_of):
    for who in INSIDE_CAST:
        by = town.people[who]
        client = browser_of(by.account, fresh=False)
        for route, entry in ROUTES:
            action = entry.callback.action
            if is_fresh(action) and {INSIDE_CAST[who][1]} & allowed_roles(action):
                answer = client.get(path_of(route, town.partnership.slug))
                assert "zweiter-faktor/bestaetigen" in answer["Location"]


def test_sponsor_confirms_bank_data_by_mail_code(town, browser_of):
    organisation = make.add_organisation(town)
    client = browser_of(town.anna.account, second_factor=False, fresh=False)
    path = reverse("network:own_bank", kwargs={"town": town.partnership.slug, "key": organisation.key})
    answer = client.get(path)
    assert answer["Location"].startswith("/konto/bestaetigen/")
    page = client.get(answer["Location"])
    assert page.status_code == 200
    wrong = client.post(answer["Location"], {"code": "1"})
    assert "stimmt nicht" in wrong.content.decode()
    code = client.session["confirm"]["code"]
    assert client.post(answer["Location"], {"code": code})["Location"] == path
    assert client.get(path).status_code == 200


def test_confirmation_code_is_tried_five_times_and_used_once_whatever_the_session_says(town, browser_of):
    organisation = make.add_organisation(town)
    client = browser_of(town.anna.account, second_factor=False, fresh=False)
    path = reverse("network:own_bank", kwargs={"town": town.partnership.slug, "key": organisation.key})
    page = client.get(path)["Location"]
    client.get(page)
    held = dict(client.session["confirm"])
    assert client.post(page, {"code": held["code"]}).status_code == 302
    session = client.session
    session["confirm"] = held
    session.save()
    assert client.post(page, {"code": held["code"]}).status_code == 200
    held["key"] = "another"
    session = client.session
    session["confirm"] = held
    session.save()
    wrong = str((int(held["code"]) + 1) % 1_000_000)
    for _ in range(5):
        assert "stimmt nicht" in client.post(page, {"code": wrong}).content.decode()
        session = client.session
        session["confirm"] = held
        session.save()
    assert "zu oft" in client.post(page, {"code": held["code"]}).content.decode()


def test_too_many_confirmation_codes_are_refused_in_words(town, browser_of):
    client = browser_of(town.anna.account, second_factor=False, fresh=False)
    for _ in range(6):
        session = client.session
        session.pop("confirm", None)
        session.save()
        page = client.get(reverse("account:confirm"))
        assert page.status_code == 200
    assert "zu oft" in page.content.decode()


@pytest.mark.parametrize("state", ["ended", "suspended"])
@pytest.mark.parametrize("who", sorted(INSIDE_CAST))
def test_departed_or_suspended_member_is_out_at_the_next_click(town, browser_of, who, state):
    client = browser_of(town.people[who].account)
    assert client.get(f"/{town.partnership.slug}/intern/").status_code == 200
    until = make.NOW.date() if state == "ended" else None
    Membership.objects.filter(account=town.people[who].account).update(state=state, valid_until=until)
    for route, entry in ROUTES:
        may = allowed_roles(entry.callback.action)
        if not {INSIDE_CAST[who][1], Role.ANYONE} & may:
            continue  # was closed before
        path = path_of(route, town.partnership.slug)
        status = client.get(path).status_code if "GET" in entry.callback.methods else client.post(path).status_code
        assert status in ((200, 302, 404) if Role.ANYONE in may else (404,)), (path, status)


@pytest.mark.parametrize("move", [people.end_role, people.suspend_role])
def test_role_that_is_ended_or_suspended_gives_nothing_any_more(town, browser_of, move):
    client = browser_of(town.ben.account)
    path = f"/{town.partnership.slug}/intern/antraege/"
    assert client.get(path).status_code == 200
    move(membership=Membership.objects.get(account=town.ben.account), by=town.kim, at=make.NOW)
    assert client.get(path).status_code == 404


def test_role_of_another_town_does_not_mix(town, other_town, browser_of):
    client = browser_of(other_town.people["lena"].account)
    assert client.get(f"/{other_town.partnership.slug}/intern/antraege/").status_code == 200
    assert client.get(f"/{town.partnership.slug}/intern/antraege/").status_code == 404


def test_key_of_another_town_is_absent(town, other_town, browser_of):
    application = make.add_application(town)
    client = browser_of(other_town.people["ben"].account)
    slug = other_town.partnership.slug
    for name in ("calls:application", "calls:check", "calls:receipt"):
        assert client.get(reverse(name, kwargs={"town": slug, "key": application.key})).status_code == 404


def test_another_clubs_application_is_absent(town, browser_of):
    application = make.add_application(town)
    make.add_organisation(town, who="greta", name="Anderer Verein")
    client = browser_of(town.greta.account, second_factor=False)
    slug = town.partnership.slug
    for name in ("own_application", "own_receipt"):
        assert client.get(reverse(f"calls:{name}", kwargs={"town": slug, "key": application.key})).status_code == 404
    answer = client.get(reverse("calls:own", kwargs={"town": slug}))
    assert "Erzählboot" not in answer.content.decode()


def test_draft_is_seen_by_its_sponsor_alone(town, browser_of):
    draft = make.add_draft(town)
    slug = town.partnership.slug
    assert (
        browser_of(town.ben.account)
        .get(reverse("calls:application", kwargs={"town": slug, "key": draft.key}))
        .status_code
        == 404
    )
    assert (
        browser_of(town.anna.account, second_factor=False)
        .get(reverse("calls:own_step", kwargs={"town": slug, "key": draft.key, "step": 5}))
        .status_code
        == 200
    )


def test_wrong_method_changes_nothing(town, browser_of):
    client = browser_of(town.ben.account)
    for route, entry in ROUTES:
        path = path_of(route, town.partnership.slug)
        if "POST" not in entry.callback.methods:
            assert client.post(path).status_code == 405, path
        for method in ("put", "delete", "patch", "trace"):
            assert getattr(client, method)(path).status_code == 405, path


def test_session_ends_after_idling_and_after_twelve_hours(town, browser_of):
    path = f"/{town.partnership.slug}/intern/antraege/"
    for name, age in (("seen", 1801), ("born", 43201)):
        client = browser_of(town.ben.account)
        assert client.get(path).status_code == 200
        session = client.session
        session[name] -= age
        session.save()
        assert client.get(path).status_code == 302


def test_form_without_its_token_is_refused(town, browser_of):
    from django.test import Client

    client = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    client.cookies = browser_of(town.lena.account).cookies
    answer = client.post(f"/{town.partnership.slug}/intern/geld/jahr/", {"year": "2030"})
    assert answer.status_code == 403
    assert "nicht mehr gültig" in answer.content.decode()


def test_taking_a_file_out_of_a_decided_application_is_refused_in_words(town, browser_of):
    sent = make.add_application(town)
    client = browser_of(town.anna.account, second_factor=False)
    path = reverse("calls:own_detach", kwargs={"town": town.partnership.slug, "key": sent.key, "file": "x"})
    sent.state = "decided"
    sent.save(update_fields=["state"])
    answer = client.post(path, follow=True)
    assert answer.status_code == 200
    assert "nicht" in answer.content.decode()


def test_signatorys_note_is_not_the_sponsors_to_read(town, browser_of):
    grant = make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town))))
    grants.return_notice(grant=grant, note="Unzuverlässig, bitte prüfen", by=town.carla, at=make.NOW)
    grant = grants.redraft_notice(grant=grant, fields=make.NOTICE, by=town.ben, at=make.NOW)
    path = reverse("grants:own_project", kwargs={"town": town.partnership.slug, "key": grant.key})
    client = browser_of(town.anna.account, second_factor=False)
    assert client.get(path).status_code == 404
    grant = make.sign(town, grant)
    assert client.get(path).status_code == 404
    make.post(town, grant)
    page = client.get(path).content.decode()
    assert "Unzuverlässig" not in page
    assert "unterschrieben" in page


NEVER = {
    "aufbewahrung/<str:key>/loeschen/",
    "lage/luecken/<str:key>/offen-lassen/",
    "auszahlungen/<str:key>/datei/",
    "auszahlungen/<str:key>/datei/kopie/",
    "sitzungen/<str:key>/einladung.pdf",
    "punkte/<str:key>/befangen/entscheiden/",
    "sitzungen/<str:key>/einladung/festhalten/",
    "umlauf/<str:key>/",
    "umlauf/<str:key>/aendern/",
    "vereine/<str:key>/nachweis/",
    "belege/<str:key>/datei/",
    "listen/<str:key>/datei/",
    "listen/eigene/<str:key>/datei/",
    "belege/eigene/<str:key>/datei/",
    "weg/stationen/<str:key>/auszug/datei/",
    "bewerten/<str:key>/",
    "kriterien/<str:key>/",
    "aufrufe/<str:key>/kriterien/neu/",
    "aufrufe/<str:key>/kriterien/uebernehmen/",
    "aufrufe/<str:key>/auswahlregel/",
}
"""Pages whose thing this town does not have; a test of their own app opens them."""


def test_page_of_an_existing_thing_opens_exactly_for_its_roles(town):
    """With the key of a thing that exists, so that a page does not answer 404 to everybody."""
    make.ordered_payment(town)
    notices.one_of_each(town)
    notices.post(town, notices.sign(town, notices.draft(town, notices.formally_refused(town))))
    analysis.one_of_each(town)
    participation.one_of_each(town)
    strategy.one_of_each(town)
    adoption.one_of_each(town)
    ratings.one_of_each(town)
    make.link(town, "board", name="Ida Lorenz", account=town.ida.account)
    emil = town.emil.account
    bodies.name_function(body=town.body, function="chair", account=emil, name="Emil", by=town.ben, at=make.NOW)
    grants.ask_import(content=b"Nummer", by=town.ben, at=make.NOW)
    walk = Walk(town.partnership)
    opened = {visit.pattern: visit for visit, _answer in walk.inside() if "<str:key>" in visit.pattern}
    keyed = [route for route in routes() if route.inside and route.opened and route.names == ["key"]]
    missing = {route.pattern.removeprefix(INSIDE) for route in keyed if route.pattern not in opened}
    redirecting = {route.pattern.removeprefix(INSIDE) for route in keyed if is_fresh(route.action)}
    assert missing - redirecting - NEVER == set()
    assert len(opened) > 40
    for route in keyed:
        if visit := opened.get(route.pattern):
            for role in walk.people:
                if not {Role(role), Role.ANYONE} & allowed_roles(route.action):
                    status = walk.browsers[role].get(visit.path).status_code
                    assert status in (403, 404), (role, visit.path, status)
