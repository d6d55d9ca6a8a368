"""What is nested too deeply is refused, and names that print nothing are none."""

import pytest
from django.urls import reverse

from aktionsplan.partnership.models import Partnership
from aktionsplan.people import operations as people
from aktionsplan.people.models import Membership
from aktionsplan.people.permissions import Role
from aktionsplan.people.queries import actor
from aktionsplan.people.tasks import tasks
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.fields import LineField, TextField
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import clean, graphemes
from tests.conftest import signed_in
from tests.factories import town as make


@pytest.mark.parametrize("sign", ["[", '{"a":'])
def test_twenty_thousand_brackets_are_refused(town, browser_of, client, sign):
    deep = sign * 20_000
    page = reverse("mfa_login_webauthn")
    assert client.post(page, {"credential": deep}).status_code in (200, 302, 400)
    inside = browser_of(town.ben.account)
    for name in ("mfa_add_webauthn", "mfa_reauthenticate_webauthn"):
        assert inside.post(reverse(name), {"credential": deep, "name": "x"}).status_code in (200, 302, 400, 403, 404)


@pytest.mark.parametrize(
    "text",
    [
        "\u3164",
        "\u115f\u1160",
        "\uffa0\uffa0",
        "\u2800",
        "\u3164 \u3164",
        "\u034f",
        "\u180e",
        "\ufffc",
        "\U0001d159",
        "\U0001f3fb",
    ],
)
@pytest.mark.parametrize("field", [LineField(required=False), TextField(required=False)])
def test_text_that_prints_nothing_is_refused(text, field):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        field.clean(text)


@pytest.mark.parametrize("text", ["Kulturboot", "한글", "Ａ", "☺", "\u3164Haus", "–"])
def test_text_with_one_sign_that_prints_stays(text):
    assert clean(text, lines=False)


@pytest.mark.parametrize("text", ["a\ud800b", "\udfff"])
def test_lone_surrogate_is_refused(text):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        LineField().clean(text)


@pytest.mark.parametrize("field", [LineField(limit=3), TextField(limit=3)])
def test_lengths_count_what_people_see(field):
    from django.core.exceptions import ValidationError

    family = "🇩🇪"
    assert field.clean(family * 3)
    with pytest.raises(ValidationError):
        field.clean(family * 4)


def test_a_new_town_never_locks_itself(db):
    place = make.town("neustadt", "Neustadt")
    with partnership_scope(place.partnership):
        kim = make.person("kim", "Kim Rahn", "neustadt")
        by = Installation(place.partnership, "test")
        for role in (Role.ADMINISTRATOR, Role.LEAD_OFFICER):
            people.install_role(email=kim.email, name=kim.name, role=role, by=by, at=make.NOW)
        kim = actor(kim, place.partnership, make.NOW.date(), second_factor=True, fresh=True)
        lena = people.grant_role(
            email="lena@neustadt.example", name="Lena", role=Role.ADMINISTRATOR, by=kim, at=make.NOW
        )
        assert lena.state == "proposed"
        assert tasks(kim, make.NOW.date()) == []
        lars = people.grant_role(
            email="lars@neustadt.example", name="Lars", role=Role.LEAD_OFFICER, by=kim, at=make.NOW
        )
        assert lars.state == "active"
        officer = actor(lars.account, place.partnership, make.NOW.date(), second_factor=True, fresh=True)
        assert [task.title for task in tasks(officer, make.NOW.date())] == ["Zugang bestätigen: Lena"]
        people.confirm_role(membership=lena, by=officer, at=make.NOW)
        third = people.grant_role(email="x@neustadt.example", name="X", role=Role.LEAD_OFFICER, by=kim, at=make.NOW)
        assert third.state == "proposed"


def test_whoever_waits_reads_that_and_for_whom(town):
    waits = people.grant_role(
        email="zoe@elbhagen.example", name="Zoe Neu", role=Role.SIGNATORY, by=town.kim, at=make.NOW
    )
    assert Membership.objects.get(pk=waits.pk).state == "proposed"
    page = signed_in(waits.account, second_factor=False).get(reverse("account:towns")).content.decode()
    assert "Ihre Aufgabe wartet auf eine Bestätigung" in page
    assert Partnership.objects.get(pk=town.partnership.pk).name in page
    assert "melden Sie Ihren Verein an" not in page


@pytest.mark.parametrize("credential", ['{"id":1}', "9" * 5000, "[]", "null", '{"id":"x","response":[]}', "{"])
def test_what_is_no_passkey_is_no_fault_of_the_program(town, browser_of, client, credential):
    client.raise_request_exception = False
    assert client.post(reverse("mfa_login_webauthn"), {"credential": credential}).status_code in (200, 302, 400)
    inside = browser_of(town.ben.account)
    inside.raise_request_exception = False
    for name in ("mfa_add_webauthn", "mfa_reauthenticate_webauthn"):
        sent = {"credential": credential, "name": "x"}
        assert inside.post(reverse(name), sent).status_code in (200, 302, 400, 403, 404)


def test_long_rows_of_flags_are_counted_in_pairs_at_once():
    flags = "\U0001f1e9\U0001f1ea"
    assert [graphemes(text) for text in (flags * 3, flags * 2 + flags[0], "a" + flags)] == [3, 3, 2]
    assert graphemes(flags * 200_000) == 200_000  # takes hours when each counts all before it
