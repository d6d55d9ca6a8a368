"""Special provisions of a notice: set in the draft, told in the letter, owed by the sponsor, and what holds back money."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from aktionsplan.follow_up.models import FollowUp
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants import queries, rules
from aktionsplan.implementation.grants.documents.notice import letter_of
from aktionsplan.implementation.grants.jobs import finality
from aktionsplan.implementation.grants.models import Provision
from aktionsplan.implementation.grants.operations.notices import draft_values
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.ledger.queries import verify
from aktionsplan.shared.periods import BERLIN
from aktionsplan.shared.words import Conflict, Forbidden, Refused
from tests.factories import town as make

DRAFTED = dt.datetime(2026, 3, 24, tzinfo=BERLIN)
FINAL = dt.datetime(2026, 5, 4, 12, tzinfo=BERLIN)
DUE = dt.date(2026, 6, 30)


def drafted(town):
    return make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town))))


def demand(town, grant, kind="condition", text="Legen Sie das Schutzkonzept vor", due_on=DUE, by=None):
    return grants.add_provision(grant=grant, kind=kind, text=text, due_on=due_on, by=by or town.lena, at=DRAFTED)


def final(town, grant):
    grant = make.post(town, make.sign(town, grant))
    finality(FINAL)
    grant.refresh_from_db()
    return grant


@pytest.mark.parametrize(
    ("kind", "text", "due_on", "sentence"),
    [
        ("duty", "Laden Sie uns ein", None, "Auflage: Laden Sie uns ein."),
        ("duty", " Laden Sie uns ein! ", DUE, "Auflage: Laden Sie uns ein! Frist: 30. Juni 2026."),
        (
            "condition",
            "Legen Sie es vor.",
            DUE,
            "Bedingung: Legen Sie es vor. Frist: 30. Juni 2026. Bis das erfüllt ist, zahlen wir nichts aus.",
        ),
    ],
)
def test_each_kind_has_its_sentence(kind, text, due_on, sentence):
    assert rules.provision_sentence(kind, text, due_on) == sentence


def test_a_day_lies_in_the_future():
    today = dt.date(2026, 3, 24)
    assert rules.due_problem(None, today=today) is None
    assert rules.due_problem(dt.date(2026, 3, 25), today=today) is None
    assert rules.due_problem(today, today=today).field_name == "due_on"


def test_open_conditions_are_named():
    assert rules.condition_problem([]) is None
    assert rules.condition_problem(["A", "B"]).params == {"conditions": "„A“, „B“"}


def test_a_condition_holds_back_money_until_it_is_met_and_says_which(town):
    make.add_bank(town, make.add_organisation(town) if "organisation" not in town.things else town.organisation)
    grant = drafted(town)
    demand(town, grant)
    demand(town, grant, kind="duty", text="Laden Sie uns ein")
    grant = final(town, grant)
    want = {"grant": grant, "amount_eur": Decimal(1000), "purpose": "Miete", "at": FINAL}
    with pytest.raises(Refused) as refused:
        grants.request_payment(**want, by=town.anna)
    assert "Schutzkonzept" in str(refused.value.problem)
    assert "Laden" not in str(refused.value.problem)
    condition = Provision.objects.get(kind="condition")
    met = {"met_on": dt.date(2026, 5, 2), "note": "per E-Mail", "by": town.ben, "at": FINAL}
    condition = grants.meet_provision(provision=condition, **met)
    payment = grants.request_payment(**want, by=town.anna)
    assert payment.state == "requested"
    grants.reopen_provision(provision=condition, by=town.ben, at=FINAL)
    with pytest.raises(Refused):
        grants.order_payment(payment=payment, by=town.lena, at=FINAL)
    assert verify(town.partnership) == []


def test_the_letter_says_it_and_the_sponsor_owes_it_from_the_post_on(town):
    grant = drafted(town)
    row = demand(town, grant)
    letter = letter_of(grant, signatory="C", at=make.NOW, footer="")
    assert letter.provisions[-1].startswith("Bedingung: Legen Sie das Schutzkonzept vor. Frist: 30. Juni 2026.")
    assert FollowUp.objects.count() == 0
    final(town, grant)
    step = FollowUp.objects.get()
    assert (step.owner_kind, step.owner_name, step.due) == ("organisation", grant.organisation.name, DUE)
    assert (step.origin, step.state) == (f"grant:{grant.key}", "open")
    row.refresh_from_db()
    row = grants.meet_provision(provision=row, met_on=DUE.replace(month=5, day=3), note="da", by=town.ben, at=FINAL)
    step.refresh_from_db()
    assert (step.state, step.result) == ("done", "da")
    grants.reopen_provision(provision=row, by=town.ben, at=FINAL)
    step.refresh_from_db()
    assert step.state == "open"
    row.refresh_from_db()
    grants.waive_provision(provision=row, note="nicht mehr nötig", by=town.lena, at=FINAL)
    step.refresh_from_db()
    assert (step.state, step.reason) == ("not_done", "nicht mehr nötig")


def test_a_letter_that_came_back_owes_nothing_twice(town):
    grant = drafted(town)
    demand(town, grant)
    grant = make.post(town, make.sign(town, grant))
    grant = grants.correct_notification(grant=grant, received_on=None, reason="zurück", by=town.ben, at=FINAL)
    grants.post_notice(grant=grant, posted_on=FINAL.date(), by=town.ben, at=FINAL)
    assert FollowUp.objects.count() == 1


def test_whoever_sets_a_provision_does_not_sign_and_a_stale_draft_is_not_signed(town):
    grant = drafted(town)
    seen = seal(draft_values(grant))
    both = make.with_role_too(town, "ben", "signatory")
    row = demand(town, grant, by=both)
    with pytest.raises(Forbidden):
        grants.sign_notice(grant=grant, by=both, at=make.NOW)
    grant.refresh_from_db()
    with pytest.raises(Conflict):
        grants.sign_notice(grant=grant, seen=seen, by=town.carla, at=dt.datetime(2026, 3, 26, tzinfo=BERLIN))
    grants.drop_provision(provision=row, by=town.lena, at=DRAFTED)
    assert make.sign(town, grant).state == "signed"


def test_after_the_signature_nothing_is_added_or_dropped_and_nothing_is_met_before_the_post(town):
    grant = drafted(town)
    row = demand(town, grant)
    grant = make.sign(town, grant)
    for deed in (
        lambda: demand(town, grant),
        lambda: grants.drop_provision(provision=row, by=town.lena, at=DRAFTED),
        lambda: grants.waive_provision(provision=row, note="x", by=town.lena, at=DRAFTED),
        lambda: grants.meet_provision(provision=row, met_on=DRAFTED.date(), note="x", by=town.ben, at=DRAFTED),
    ):
        with pytest.raises(Refused):
            deed()
    grant = make.post(town, grant)
    with pytest.raises(Refused) as future:
        grants.meet_provision(provision=row, met_on=dt.date(2026, 6, 1), note="x", by=town.ben, at=FINAL)
    assert future.value.problem.field_name == "met_on"


def test_the_pages_of_office_and_sponsor_show_it(town, browser_of):
    grant = drafted(town)
    slug, lena = town.partnership.slug, browser_of(town.lena.account)
    project = reverse("grants:project", args=[slug, grant.key])
    add = reverse("grants:add_provision", args=[slug, grant.key])
    assert add in lena.get(project).content.decode()
    typed = {"kind": "condition", "text": "Legen Sie die Satzung vor", "due_on": "01.01.2020"}
    answer = lena.post(add, typed).content.decode()
    assert "Die Frist muss in der Zukunft liegen." in answer
    assert "Legen Sie die Satzung vor" in answer
    later = dt.date.today() + dt.timedelta(days=30)
    lena.post(add, typed | {"due_on": later.strftime("%d.%m.%Y")})
    row = Provision.objects.get()
    page = lena.get(project).content.decode()
    assert "Legen Sie die Satzung vor" in page
    assert reverse("grants:drop_provision", args=[slug, row.key]) in page
    final(town, grant)
    own = browser_of(town.anna.account).get(reverse("grants:own_project", args=[slug, grant.key])).content.decode()
    assert "Legen Sie die Satzung vor" in own
    assert "Ausgezahlt wird erst, wenn das erfüllt ist" in own
    assert "Auf eine Bedingung warten" in lena.get(project).content.decode()
    grant.refresh_from_db()
    assert queries.money_problem(grant, FINAL.date()).code == "condition"
