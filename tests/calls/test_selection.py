"""The rule of a call, scenarios and the proposal for the meeting."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from aktionsplan.bodies.models import AgendaItem, Vote
from aktionsplan.implementation.calls import operations as ops
from aktionsplan.implementation.calls import queries, tasks
from aktionsplan.implementation.calls.models import Application, Call, Rating, Scenario
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.tasks import waiting_tasks
from aktionsplan.shared.words import Conflict, Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.calls.test_ratings import RULE, UNTIL, catalogue, give
from tests.factories import town as make

DAY = make.NOW.date()


@pytest.fixture
def call(town):
    """A released call with a rule, and two rated applications of 4,000 euros each (`make.add_application`)."""
    row = make.prepare_call(town, rating_until=UNTIL)
    catalogue(town, row)
    town.things["call"] = ops.release_call(call=row, by=town.lena, at=make.NOW.replace(day=1))
    make.add_committee(town, seats=3)
    for points in (4, 3):
        application = make.admit(town, make.add_application(town))
        town.things["application"] = application
        give(town, "emil", points, points)
    Call.objects.update(rating_until=dt.date(2026, 2, 28))
    town.things["call"].refresh_from_db()
    return town.things["call"]


def scenario(town, call, **more):
    return ops.add_scenario(rated_call=call, name="Gekürzt", by=town.ben, at=make.NOW, **more)


def changed(town, row, wanted, reasons=None, budget=None, seen="", **more):
    values = more | {"budget_eur": budget or row.budget_eur, "wanted": wanted, "reasons": reasons or {}, "seen": seen}
    return ops.change_scenario(scenario=row, by=town.ben, at=make.NOW, **values)


def amounts(call, row=None):
    return [line.amount_eur for line in queries.proposal(call, DAY, row).lines]


def test_rule_is_frozen_with_the_call_and_must_be_possible(town):
    row = make.prepare_call(town, rating_until=UNTIL)
    catalogue(town, row, rule=False)
    with pytest.raises(Refused, match="zuerst die Regel"):
        ops.release_call(call=row, by=town.lena, at=make.NOW)
    for wrong, words in (
        ({"part": True, "money": "skip"}, "Rest anteilig"),
        ({"town_percent": 101}, "mehr als 100"),
        ({"sum_eur": Decimal(99_999_999)}, "Fonds hat insgesamt nur"),
    ):
        with pytest.raises(Refused, match=words):
            ops.set_selection(call=row, fields=RULE | wrong, by=town.ben, at=make.NOW)
    seen = seal(queries.selection_values(row))
    ops.set_selection(call=row, fields=RULE, seen=seen, by=town.ben, at=make.NOW)
    with pytest.raises(Conflict):
        ops.set_selection(call=row, fields=RULE | {"limit": 1}, seen=seen, by=town.ben, at=make.NOW)
    ops.release_call(call=row, by=town.lena, at=make.NOW)
    with pytest.raises(WrongState):
        ops.set_selection(call=row, fields=RULE, by=town.ben, at=make.NOW)


def test_the_rule_gives_what_the_money_of_the_call_allows(town, call):
    told = queries.proposal(call, DAY)
    asked = told.lines[0].application.requested_eur
    assert amounts(call) == [asked, 0]
    assert (told.budget_eur, told.left_eur, told.funded) == (6000, 6000 - asked, 1)
    assert [line.placed.candidate.score for line in told.lines] == [4, 3]
    Call.objects.update(sum_eur=None)
    call.refresh_from_db()
    assert queries.budget_of(call) == queries.free_of_fund(call)


def test_a_scenario_departs_with_a_reason_and_changes_nothing_else(town, call):
    row = scenario(town, call)
    first, second = (line.application for line in queries.proposal(call, DAY).lines)
    wanted = {first.key: Decimal(3000), second.key: Decimal(3000)}
    with pytest.raises(Refused, match="Bitte schreiben Sie den Grund"):
        changed(town, row, wanted)
    reasons = dict.fromkeys(wanted, "Beide sollen etwas bekommen.")
    with pytest.raises(Refused, match="beantragt sind nur"):
        changed(town, row, {first.key: Decimal(9000)}, reasons)
    row = changed(town, row, wanted, reasons)
    assert amounts(call, row) == [3000, 3000]
    assert amounts(call)[1] == 0
    first.refresh_from_db()
    assert (first.state, first.awarded_eur) == ("admissible", None)
    seen = seal(queries.scenario_values(row))
    row = changed(town, row, {}, budget=Decimal(9000), seen=seen)
    assert amounts(call, row) == [first.requested_eur, second.requested_eur]
    with pytest.raises(Conflict):
        changed(town, row, {}, seen=seen)
    copy = scenario(town, call, source=row)
    assert (copy.letter, copy.budget_eur) == ("C", 9000)
    ops.drop_scenario(scenario=copy, by=town.ben, at=make.NOW)
    assert Scenario.objects.count() == 1


def test_nothing_is_handed_over_while_ratings_may_still_come(town, call):
    Call.objects.update(rating_until=DAY)
    row = scenario(town, call)
    with pytest.raises(Refused, match="darf noch bewertet werden"):
        ops.hand_over(scenario=row, meeting=town.things["meeting"], by=town.ben, at=make.NOW.replace(day=1))


def test_whoever_still_rates_does_not_read_the_list(town, call):
    emil, told = town.emil, queries.proposal(call, DAY)
    assert len(told.lines) == 2
    queries.proposal(call, DAY, reader=town.ben)
    queries.proposal(call, DAY, reader=emil)
    Rating.objects.filter(application=told.lines[0].application).delete()
    with pytest.raises(Refused, match="bewerten hier noch selbst"):
        queries.proposal(call, DAY, reader=emil)


def test_a_proposal_above_the_money_is_refused(town, call):
    row = changed(town, scenario(town, call), {}, budget=Decimal(9000))
    Call.objects.filter(pk=call.pk).update(sum_eur=Decimal(9000))
    meeting = town.things["meeting"]
    first = queries.proposal(call, DAY).lines[0].application
    town.fund.refresh_from_db()
    row = changed(town, row, {first.key: Decimal(4000)}, {first.key: "Mehr"}, budget=Decimal(1000))
    with pytest.raises(Refused, match="da sind nur"):
        ops.hand_over(scenario=row, meeting=meeting, by=town.ben, at=make.NOW.replace(day=1))


def test_handing_over_makes_items_with_sums_and_keeps_both_lists(town, call):
    row = scenario(town, call)
    first, second = (line.application for line in queries.proposal(call, DAY).lines)
    row = changed(town, row, {first.key: Decimal(3000)}, {first.key: "Weniger Honorar"})
    at = make.NOW.replace(day=1)
    with pytest.raises(Forbidden):
        ops.hand_over(scenario=row, meeting=town.things["meeting"], by=town.emil, at=at)
    row = ops.hand_over(scenario=row, meeting=town.things["meeting"], by=town.ben, at=at)
    told = {
        vote.item.reference: (vote.motion, vote.amount_eur, vote.reason)
        for vote in Vote.objects.filter(state="moved").select_related("item")
    }
    assert told[queries.reference(first)] == ("approve_reduced", 3000, "Weniger Honorar")
    assert told[queries.reference(second)][0] == "waitlist"
    assert queries.moved_of_fund(call) == 3000
    assert AgendaItem.objects.filter(reference__startswith="application:").count() == 2
    assert [one["eur"] for one in row.computed] == [str(first.requested_eur), "0.00"]
    assert [(one["eur"], one["reason"]) for one in row.proposed] == [("3000", "Weniger Honorar"), ("0.00", "")]
    with pytest.raises(WrongState):
        ops.hand_over(scenario=row, meeting=town.things["meeting"], by=town.ben, at=at)
    with pytest.raises(WrongState):
        changed(town, row, {})
    with pytest.raises(WrongState):
        ops.drop_scenario(scenario=row, by=town.ben, at=make.NOW)
    other = scenario(town, call)
    with pytest.raises(Refused, match="schon einen Antrag"):
        ops.hand_over(scenario=other, meeting=town.things["meeting"], by=town.ben, at=at)


def test_pages_compute_without_script(town, call, browser_of):
    Call.objects.update(rating_until=timezone.localdate() + dt.timedelta(days=3))
    slug, ben = town.partnership.slug, browser_of(town.ben.account)
    page = reverse("calls:selection", args=[slug, call.key])
    assert ben.get(reverse("calls:selected_calls", args=[slug]))["Location"] == page
    text = " ".join(ben.get(page).content.decode().split())
    assert "Hier endet das Geld" in text
    assert "Das Geld reicht nicht mehr: Es fehlen" in text
    made = ben.post(reverse("calls:add_scenario", args=[slug, call.key]), {"name": "Anders"})["Location"]
    row = Scenario.objects.get()
    first = queries.proposal(call, timezone.localdate()).lines[0].application
    first, second = (line.application for line in queries.proposal(call, timezone.localdate()).lines)
    sent = {"seen": seal(queries.scenario_values(row)), "budget": "6.000,00", f"e_{first.key}": "1.000,50"}
    sent[f"e_{second.key}"] = "0,00"
    told = ben.post(made, sent).content.decode()
    assert "Bitte schreiben Sie den Grund" in told
    assert 'value="1.000,50"' in told
    assert ben.post(made, sent | {f"r_{first.key}": "a\0b"}).status_code == 200
    assert "keine Summe" in ben.post(made, sent | {f"e_{first.key}": "viel"}).content.decode()
    assert ben.post(made, sent | {f"r_{first.key}": "Kleiner"}).status_code == 302
    text = ben.get(made).content.decode()
    assert "1.000,50" in text
    assert "Kleiner" in text
    row.refresh_from_db()
    both = {"seen": seal(queries.scenario_values(row)), "budget": "5.500,00", f"e_{first.key}": "900,00"}
    assert ben.post(made, both | {f"r_{first.key}": "Noch kleiner"}).status_code == 302
    row.refresh_from_db()
    assert (row.budget_eur, row.amounts[first.key]["reason"]) == (5500, "Noch kleiner")
    Scenario.objects.update(state="proposed", computed=[{"application": first.key, "rank": 1, "eur": "4000.00"}])
    Scenario.objects.update(
        proposed=[{"application": first.key, "rank": 1, "eur": "900.00", "reason": "Noch kleiner"}]
    )
    text = ben.get(made).content.decode()
    assert "Er bleibt, wie er war" in text
    assert "4.000,00" in text
    assert "900,00" in text
    assert browser_of(town.emil.account).get(page).status_code == 403


def test_rule_page_keeps_what_was_typed(town, browser_of):
    row = make.prepare_call(town, rating_until=UNTIL)
    catalogue(town, row)
    row.refresh_from_db()
    page = reverse("calls:set_selection", args=[town.partnership.slug, row.key])
    ben = browser_of(town.ben.account)
    assert "Regel der Auswahl" in ben.get(page).content.decode()
    sent = {"sum_eur": "5.000", "minimum": "3", "money": "skip", "seen": seal(queries.selection_values(row))}
    assert ben.post(page, sent).status_code == 302
    row.refresh_from_db()
    assert (row.sum_eur, row.selection["money"], row.selection["minimum"]) == (5000, "skip", "3")


def test_no_rated_call_says_so(town, browser_of):
    page = reverse("calls:selected_calls", args=[town.partnership.slug])
    assert "Noch in keinem Aufruf" in browser_of(town.ben.account).get(page).content.decode()


def test_a_member_of_an_applicant_changes_nothing_about_it(town, call):
    row = scenario(town, call)
    first = queries.proposal(call, DAY).lines[0].application
    make.link(town, "board", name=town.ben.account.name, account=town.ben.account)
    with pytest.raises(Refused, match="Sie gehören selbst"):
        changed(town, row, {first.key: Decimal(1)}, {first.key: "Mein Verein"})


def test_nobody_gives_a_sum_to_what_nobody_rated(town, call):
    Rating.objects.all().delete()
    row = scenario(town, call)
    first = queries.proposal(call, DAY).lines[0].application
    with pytest.raises(Refused, match="noch niemand bewertet"):
        changed(town, row, {first.key: Decimal(1)}, {first.key: "Trotzdem"})


def test_the_calls_own_sum_bounds_what_is_handed_over(town, call):
    row = changed(town, scenario(town, call), {}, budget=Decimal(9000))
    assert queries.proposal(call, DAY, row).proposed_eur > 6000
    with pytest.raises(Refused, match="da sind nur"):
        ops.hand_over(scenario=row, meeting=town.things["meeting"], by=town.ben, at=make.NOW.replace(day=1))


def test_the_criterion_that_decides_ties_stays(town):
    row = make.prepare_call(town, rating_until=UNTIL)
    catalogue(town, row)
    tie = queries.criteria(row)[1]
    ops.set_selection(call=row, fields=RULE | {"tie": tie.key}, by=town.ben, at=make.NOW)
    with pytest.raises(Refused, match="gleich vielen Punkten"):
        ops.delete_criterion(criterion=queries.criteria(row)[1], by=town.ben, at=make.NOW)


def test_decision_form_begins_with_what_is_moved(town, call, browser_of):
    row = scenario(town, call)
    first = queries.proposal(call, DAY).lines[0].application
    row = changed(town, row, {first.key: Decimal(3000)}, {first.key: "Weniger Honorar"})
    ops.hand_over(scenario=row, meeting=town.things["meeting"], by=town.ben, at=make.NOW.replace(day=1))
    item = AgendaItem.objects.get(reference=queries.reference(first))
    ben, slug = browser_of(town.ben.account), town.partnership.slug
    text = ben.get(reverse("bodies:item", args=[slug, item.key])).content.decode()
    assert "Weniger Honorar" in text
    assert "3.000,00" in text
    form = ben.get(reverse("bodies:record_decision", args=[slug, item.key])).content.decode()
    assert 'value="3.000,00"' in form or 'value="3000,00"' in form


def test_another_order_needs_its_reason_and_pays_who_stands_first(town, call):
    row = scenario(town, call)
    first, second = (line.application for line in queries.proposal(call, DAY).lines)
    with pytest.raises(Refused, match="weicht von der Regel ab"):
        changed(town, row, {}, places={second.key: 1})
    row = changed(town, row, {}, {second.key: "Wir wollen das Dorf zuerst."}, places={second.key: 1})
    told = queries.proposal(call, DAY, row)
    assert [line.application for line in told.lines] == [second, first]
    assert [(line.amount_eur > 0, line.moved, line.departs) for line in told.lines] == [
        (True, True, True),
        (False, False, False),
    ]
    assert [line.application for line in queries.proposal(call, DAY).lines] == [first, second]
    row = changed(town, row, {}, places={second.key: 2})
    assert (row.places, row.amounts) == ({}, {})


def test_lists_side_by_side(town, call, browser_of):
    Call.objects.update(rating_until=timezone.localdate() + dt.timedelta(days=3))
    row = scenario(town, call)
    first, second = (line.application for line in queries.proposal(call, DAY).lines)
    changed(town, row, {first.key: Decimal(3000)}, {first.key: "Weniger Honorar"})
    ben, page = browser_of(town.ben.account), f"/{town.partnership.slug}/intern/auswahl/{call.key}/"
    shown = ben.get(f"{page}vergleich/").content.decode()
    assert "Weniger Honorar" in shown
    assert "-1.000,00" in shown.replace("−", "-")
    board = ben.get(f"{page[: -len(call.key) - 1]}szenario/{row.key}/").context
    fields = {
        f"p_{second.key}": "1",
        f"r_{second.key}": "Das Dorf zuerst",
        "budget": "6.000,00",
        "seen": board["seen"],
    }
    more = {f"e_{first.key}": "3.000,00", f"r_{first.key}": "Weniger Honorar"}
    answer = ben.post(f"{page[: -len(call.key) - 1]}szenario/{row.key}/", fields | more)
    assert answer.status_code == 302, answer.context["problem"]
    row.refresh_from_db()
    assert row.places == {second.key: {"place": 1, "reason": "Das Dorf zuerst"}}


def test_own_money_is_kept_with_the_rule(town, browser_of):
    row = make.prepare_call(town, rating_until=UNTIL)
    catalogue(town, row, rule=False)
    page = reverse("calls:set_selection", args=[town.partnership.slug, row.key])
    ben = browser_of(town.ben.account)
    form = ben.get(page).context["form"]
    [(name, key, _word), *_more] = queries.pools(row)
    fields = {"sum_eur": "6000", "minimum": "2,5", "money": "stop", "seen": form["seen"].value(), name: "7000"}
    assert "eigene Geld" in ben.post(page, fields).content.decode()
    assert ben.post(page, fields | {name: "2000"}).status_code == 302
    row.refresh_from_db()
    assert row.selection["own"] == {key: "2000.00"}
    assert queries.rule_of_call(row).pools[0].own_eur == 2000
    assert queries.selection_values(row)[name] == 2000


def test_free_money_is_told_for_the_waiting_list(town, call):
    first, second = (line.application for line in queries.proposal(call, DAY).lines)
    Application.objects.filter(pk=second.pk).update(state="waitlisted", told_state="waitlisted")
    Application.objects.filter(pk=first.pk).update(state="withdrawn")
    told = [task.title for task in waiting_tasks(town.ben, DAY, [tasks.WAITS])]
    assert told == ["Geld für die Warteliste ist frei"]
    assert queries.next_waiting(queries.proposal(call, DAY)).candidate.key == second.key
    Application.objects.filter(pk=second.pk).update(state="rejected")
    assert [task.title for task in waiting_tasks(town.ben, DAY, [tasks.WAITS])] == ["Ergebnisse bekannt geben"]
