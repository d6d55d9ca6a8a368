"""Changes of projects: told or asked, answered by the office, noticed, in force; who may and who may not."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.urls import reverse

from aktionsplan.implementation.calls.models import BudgetLine
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants import queries
from aktionsplan.implementation.grants.documents.act import act_letter
from aktionsplan.implementation.grants.models import Act, ChangeRequest
from aktionsplan.implementation.grants.tasks import WAITS
from aktionsplan.shared.ledger.queries import verify
from aktionsplan.shared.periods import BERLIN, local_day
from aktionsplan.shared.tasks import waiting_tasks
from aktionsplan.shared.words import Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import town as make

AT = make.FINAL
DAY = local_day(AT)
END, NEW_END = dt.date(2026, 9, 30), dt.date(2026, 10, 31)
LINES = {"rent": D(4000), "material": D(1000)}
WORDS = {"salutation": "Guten Tag,", "reasons": "Das Geld reicht nicht."}


def by(town, who="anna", at=AT):
    return {"by": town.people[who], "at": at}


@pytest.fixture
def running(town):
    """A posted grant whose plan has 4,000 of rent and 1,000 of material."""
    application = make.add_application(town)
    BudgetLine.objects.filter(application=application, category="rent").update(price_eur=D(4000), amount_eur=D(4000))
    old = BudgetLine.objects.get(application=application, category="rent")
    old.pk, old.key, old.category = None, "zweite", "material"
    old.price_eur = old.amount_eur = D(1000)
    old.save(force_insert=True)
    application = make.decide(town, make.admit(town, application))
    town.things["grant"] = make.post(town, make.sign(town, make.draft_notice(town, application)))
    town.again("anna")
    town.things["grant"] = queries.own_grants(town.anna, DAY)[0]
    return town


def request(town, lines=None, **more):
    fields = {"lines": lines, "reason": "Regen"} | more
    return grants.request_change(grant=town.grant, fields=fields, **by(town))


def wanted(rent, material):
    return {"rent": D(rent), "material": D(material)}


def posted(town, act, day=dt.date(2026, 5, 6)):
    at = dt.datetime.combine(day, dt.time(12), BERLIN)
    act = grants.sign_act(act=act, by=town.carla, at=at)
    return grants.post_act(act=act, posted_on=day, by=town.ben, at=at)


def test_a_fifth_is_told_and_moves_no_base(running):
    change = request(running, wanted(3800, 1200))
    assert (change.state, change.answer_until) == ("told", None)
    assert queries.binding_plan(running.grant, DAY)[0] == LINES
    with pytest.raises(Refused, match="nichts geändert"):
        request(running, LINES)
    assert request(running, wanted("3799.99", "1200.01")).state == "asked"


def test_what_cannot_be_is_refused(running):
    for lines, told in ((wanted(3800, 1201), "größer"), (wanted(3800, 1199), "kleiner")):
        with pytest.raises(Refused, match=told):
            request(running, lines)
    for day in (END, dt.date(2027, 1, 1)):
        with pytest.raises(Refused):
            request(running, ends_on=day)
    request(running, wanted(3000, 2000))
    with pytest.raises(Refused, match="noch nicht entschieden"):
        request(running, wanted(3500, 1500))
    assert ChangeRequest.objects.count() == 1


def test_before_the_notice_is_posted_nothing_changes(town):
    application = make.decide(town, make.admit(town, make.add_application(town)))
    grant = make.sign(town, make.draft_notice(town, application))
    town.again("anna")
    with pytest.raises(Refused, match="bekannt gegeben"):
        grants.request_change(grant=grant, fields={"purpose": "x", "reason": "y"}, **by(town))


def test_agreed_noticed_in_force(running):
    change = request(running, wanted(3000, 2000), ends_on=NEW_END, purpose="Auch auf der Werft.")
    act = grants.answer_change(change=change, answer="agreed", fields=WORDS | {"reasons": ""}, **by(running, "lena"))
    change.refresh_from_db()
    assert (change.state, change.act, act.kind, act.state) == ("agreed", act, "amendment", "drafted")
    words = str(act_letter(act, signatory="C", at=AT, footer=""))
    for told in ("Wir stimmen der Änderung zu", "Miete und Technik: 3.000,00", "bisher 4.000,00", "31. Oktober 2026"):
        assert told in words
    assert queries.binding_plan(running.grant, DAY)[0] == LINES
    with pytest.raises(Forbidden):
        grants.sign_act(act=act, **by(running, "lena"))
    act = posted(running, act)
    assert act.number.endswith("-A1")
    early, known = known_on(act)
    assert queries.binding_plan(running.grant, early)[0] == LINES
    assert queries.binding_plan(running.grant, known)[0] == {"rent": 3000, "material": 2000}
    assert queries.period_end(running.grant, early) == END
    assert queries.period_end(running.grant, known) == NEW_END
    assert queries.proof_due(running.grant, known) > running.grant.notice.proof_due_on
    assert queries.receipts(running.grant, known).looked.bounds.last == NEW_END
    grants.contest_act(act=act, received_on=known, **by(running, "ben", at_of(known)))
    assert queries.binding_plan(running.grant, known)[0] == LINES
    assert verify(running.partnership) == []


def known_on(act):
    act.refresh_from_db()
    return act.notified_on - dt.timedelta(days=1), act.notified_on


def at_of(day):
    return dt.datetime.combine(day, dt.time(12), BERLIN)


def test_a_part_is_neither_all_nor_nothing(running):
    change = request(running, wanted(3000, 2000), ends_on=NEW_END)
    for fields in ({"lines": wanted(3000, 2000), "ends_on": NEW_END}, {"lines": LINES}):
        with pytest.raises(Refused):
            grants.answer_change(change=change, answer="part", fields=WORDS | fields, **by(running, "lena"))
        change.refresh_from_db()
    given = {"lines": wanted(3500, 1500)}
    with pytest.raises(Refused, match="warum"):
        grants.answer_change(
            change=change, answer="part", fields=WORDS | given | {"reasons": " "}, **by(running, "lena")
        )
    change.refresh_from_db()
    act = grants.answer_change(change=change, answer="part", fields=WORDS | given, **by(running, "lena"))
    assert act.details["lines"] == {"rent": "3500.00", "material": "1500.00"} or set(act.details["lines"]) == {
        "rent",
        "material",
    }
    assert act.details["ends_on"] == ""
    posted(running, act)
    _early, known = known_on(act)
    assert queries.binding_plan(running.grant, known)[0] == {"rent": 3500, "material": 1500}
    assert queries.period_end(running.grant, known) == END


def test_refused_changes_nothing(running):
    change = request(running, wanted(3000, 2000))
    act = posted(running, grants.answer_change(change=change, answer="refused", fields=WORDS, **by(running, "lena")))
    _early, known = known_on(act)
    assert queries.binding_plan(running.grant, known)[0] == LINES
    assert "stimmen der Änderung nicht zu" in str(act_letter(act, signatory="C", at=AT, footer=""))


def test_a_dropped_draft_opens_the_request_again(running):
    change = request(running, wanted(3000, 2000))
    act = grants.answer_change(change=change, answer="agreed", fields=WORDS, **by(running, "lena"))
    act = grants.redraft_act(act=act, fields=WORDS, **by(running, "lena"))
    assert act.details["answer"] == "agreed"
    grants.drop_act(act=act, reason="Fehler", **by(running, "lena"))
    change.refresh_from_db()
    assert (change.state, change.act) == ("asked", None)
    grants.take_back_change(change=change, **by(running))
    with pytest.raises(WrongState):
        grants.answer_change(change=change, answer="agreed", fields=WORDS, **by(running, "lena"))


def test_who_was_recused_neither_answers_nor_signs(running, monkeypatch):
    change = request(running, wanted(3000, 2000))
    monkeypatch.setattr("aktionsplan.implementation.grants.queries.changes.kept_out_of", lambda *a: {1})
    with pytest.raises(Forbidden):
        grants.answer_change(change=change, answer="agreed", fields=WORDS, **by(running, "lena"))
    monkeypatch.undo()
    act = grants.answer_change(change=change, answer="agreed", fields=WORDS, **by(running, "lena"))
    monkeypatch.setattr("aktionsplan.implementation.grants.queries.changes.kept_out_of", lambda *a: {1})
    with pytest.raises(Refused, match="befangen"):
        grants.sign_act(act=act, **by(running, "carla"))


def test_it_waits_on_the_desk_of_the_office(running):
    request(running, wanted(3000, 2000))
    assert "Über die Änderung bei „Erzählboot“ entscheiden" in [
        task.title for task in waiting_tasks(running.ben, DAY, [WAITS])
    ]


def test_pages_of_both_sides(running, browser_of, other_town):
    slug, grant = running.partnership.slug, running.grant
    phone, url = browser_of(running.anna.account), reverse("grants:own_add_change", args=[slug, grant.key])
    typed = {
        "line-rent": "3000",
        "line-material": "2000",
        "reason": "Regen",
        "ends_on": "",
        "purpose": "",
        "sponsor": "",
    }
    looked = phone.post(url, typed | {"look": "1"}).content.decode()
    assert "Zustimmung nötig" in looked
    assert "Änderung beantragen" in looked
    assert not ChangeRequest.objects.exists()
    inside = phone.post(url, typed | {"inside": "1"}).content.decode()
    assert "Mitteilen" in inside
    assert 'value="1200,00"' in inside
    assert "größer" in phone.post(url, typed | {"line-rent": "3001", "send": "1"}).content.decode()
    half = phone.post(url, typed | {"new_line": "travel", "send": "1"}).content.decode()
    assert "braucht Namen und Betrag" in half
    assert phone.post(url, typed | {"send": "1"}).status_code == 302
    change = ChangeRequest.objects.get()
    assert "beantragt" in phone.get(reverse("grants:own_changes", args=[slug, grant.key])).content.decode()
    clerk, page = browser_of(running.lena.account), reverse("grants:change", args=[slug, change.key])
    assert "Zustimmung nötig" in clerk.get(page).content.decode()
    answer = reverse("grants:answer_change", args=[slug, change.key])
    sums = {"line-rent": "3000", "line-material": "2000", "ends_on": ""}
    wrong = clerk.post(answer, {"answer": "refused", "salutation": "Guten Tag,", "reasons": ""} | sums)
    assert "Sagen Sie, warum" in wrong.content.decode()
    done = clerk.post(answer, {"answer": "agreed", "salutation": "Guten Tag,", "reasons": ""} | sums)
    assert done["Location"] == reverse("grants:act", args=[slug, Act.objects.get().key])
    abroad = browser_of(other_town.people["lena"].account)
    assert abroad.get(reverse("grants:change", args=[other_town.partnership.slug, change.key])).status_code == 404
    back = reverse("grants:own_take_back_change", args=[slug, change.key])
    assert phone.post(back, follow=True).status_code == 200
    make.add_organisation(running, who="greta", name="Anderer Verein")
    assert browser_of(running.greta.account, second_factor=False).get(url).status_code == 404
