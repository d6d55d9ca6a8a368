"""Rating applications: catalogue, drafts, handing in, bias, late days, who sees what, reminders."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from aktionsplan.bodies import operations as bodies
from aktionsplan.implementation.calls import operations as ops
from aktionsplan.implementation.calls import queries, rules
from aktionsplan.implementation.calls.models import Call, Criterion, Rating, RatingRecusal
from aktionsplan.people.permissions import Role
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.words import Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import town as make

DAY = make.NOW.date()
UNTIL = DAY + dt.timedelta(days=3)


RULE = {
    "sum_eur": Decimal(6000),
    "minimum": Decimal("2.5"),
    "money": "stop",
    "part": False,
    "tie": "",
    "limit": None,
    "goal_projects": 0,
    "town_percent": 0,
}


def catalogue(town, call, *, rule=True):
    for title, kind, weight in (("Im Gebiet", "knockout", 1), ("Ziel", "scored", 3), ("Bedarf", "scored", 2)):
        fields = {"kind": kind, "title": title, "help": "", "weight": weight}
        ops.add_criterion(call=call, fields=fields, by=town.ben, at=make.NOW)
    if rule:
        ops.set_selection(call=call, fields=RULE, by=town.ben, at=make.NOW)


@pytest.fixture
def rated(town):
    """A released call with a catalogue, a committee with Emil and Fatma, and one admissible application."""
    call = make.prepare_call(town, rating_until=UNTIL)
    catalogue(town, call)
    town.things["call"] = ops.release_call(call=call, by=town.lena, at=make.NOW.replace(day=1))
    make.add_committee(town, seats=3)
    make.admit(town, make.add_application(town))
    town.things["application"] = queries.to_rate(town.things["call"])[0]
    return town


def points(town, goal=4, need=5):
    keys = [row.key for row in queries.criteria(town.things["call"]) if row.kind == "scored"]
    return {key: value for key, value in zip(keys, (goal, need), strict=True) if value is not None}


def give(town, who, goal=4, need=5, deed=ops.hand_in_rating, at=make.NOW):
    by = town.people[who] if isinstance(who, str) else who
    return deed(application=town.things["application"], scores=points(town, goal, need), comments={}, by=by, at=at)


def told(town, day=DAY):
    return queries.board(town.things["call"], day)


def test_catalogue_is_frozen_with_the_call(town):
    call = make.prepare_call(town, rating_until=UNTIL)
    with pytest.raises(Refused, match="gehören beide"):
        ops.release_call(call=call, by=town.lena, at=make.NOW)
    assert ops.take_catalogue(call=call, by=town.ben, at=make.NOW) == len(rules.CATALOGUE)
    assert ops.take_catalogue(call=call, by=town.ben, at=make.NOW) == 0
    first = queries.criteria(call)[5]
    fields = queries.criterion_values(first)
    for weight in (0, 21):
        with pytest.raises(Refused, match="ganze Zahl"):
            ops.change_criterion(criterion=first, fields=fields | {"weight": weight}, by=town.ben, at=make.NOW)
    ops.change_criterion(criterion=first, fields=fields | {"weight": 4}, by=town.ben, at=make.NOW)
    ops.delete_criterion(criterion=queries.criteria(call)[0], by=town.ben, at=make.NOW)
    ops.set_selection(call=call, fields=RULE, by=town.ben, at=make.NOW)
    ops.release_call(call=call, by=town.lena, at=make.NOW)
    assert [row.weight for row in queries.criteria(call)][4] == 4
    for deed, more in (
        (ops.change_criterion, {"criterion": first, "fields": fields}),
        (ops.delete_criterion, {"criterion": first}),
        (ops.add_criterion, {"call": call, "fields": fields}),
        (ops.take_catalogue, {"call": call}),
    ):
        with pytest.raises(WrongState):
            deed(by=town.ben, at=make.NOW, **more)


def test_a_catalogue_is_copied_and_has_its_limit(town):
    call = make.prepare_call(town, rating_until=UNTIL)
    catalogue(town, call)
    other = make.prepare_call(town, title="Zweiter", rating_until=UNTIL)
    assert ops.take_catalogue(call=other, source=call, by=town.ben, at=make.NOW) == 3
    assert [row.title for row in queries.criteria(other)] == ["Im Gebiet", "Ziel", "Bedarf"]
    Criterion.objects.bulk_create(
        Criterion(partnership=town.partnership, call=other, place=9, kind="scored", title=f"K{n}") for n in range(26)
    )
    with pytest.raises(Refused, match="Mehr als 30"):
        ops.take_catalogue(call=other, by=town.ben, at=make.NOW)


def test_rating_ends_after_the_deadline_for_applications(town):
    with pytest.raises(Refused, match="erst nach der Frist"):
        make.prepare_call(town, rating_until=dt.date(2026, 2, 27))


def test_the_mean_is_exact_and_counts_who_handed_in(rated):
    give(rated, "emil", 4, 5)
    give(rated, "fatma", 1, 2, deed=ops.save_rating)
    [row] = told(rated).rows
    assert row.mean == Fraction(22, 5)
    assert [cell.state for cell in row.cells] == ["in", "begun", "missing"]
    give(rated, "fatma", 1, 2)
    [row] = told(rated).rows
    assert row.mean == (Fraction(22, 5) + Fraction(7, 5)) / 2
    assert row.spread.far_apart
    assert (told(rated).given, told(rated).expected) == (2, 3)


def test_handing_in_needs_every_criterion_and_can_be_done_anew(rated):
    with pytest.raises(Refused, match="Noch ohne Punkte: 1"):
        give(rated, "emil", 4, None)
    give(rated, "emil", 4, 5)
    with pytest.raises(WrongState):
        give(rated, "emil", 1, 1, deed=ops.save_rating)
    give(rated, "emil", 1, 1)
    assert told(rated).rows[0].mean == 1
    with pytest.raises(Refused, match="von 0 bis 5"):
        give(rated, "emil", 6, 1)


def test_nobody_without_a_seat_rates_and_the_office_never(rated):
    greta = make.with_role_too(rated, "greta", Role.COMMITTEE_MEMBER)
    with pytest.raises(Refused, match="kein Sitz"):
        give(rated, greta)
    for who in ("ben", "lena"):
        with pytest.raises(Forbidden):
            give(rated, who)


def test_a_late_score_is_refused_unless_the_chair_allowed_it(rated):
    late = make.NOW + dt.timedelta(days=4)
    with pytest.raises(Refused, match="Zeit zum Bewerten ist um"):
        give(rated, "emil", at=late)
    seat = told(rated).raters.seats[0]
    allow = {"rated_call": rated.things["call"], "seat": seat, "at": late}
    with pytest.raises(Forbidden):
        ops.allow_late(until=late.date(), by=rated.emil, **allow)
    fatma = rated.fatma.account
    body = rated.things["body"]
    bodies.name_function(body=body, function="chair", account=fatma, name=fatma.name, by=rated.ben, at=make.NOW)
    with pytest.raises(Refused, match="schon vorbei"):
        ops.allow_late(until=DAY, by=rated.fatma, **allow)
    ops.allow_late(until=late.date(), by=rated.fatma, **allow)
    assert give(rated, "emil", at=late).late is True
    with pytest.raises(Refused, match="Zeit zum Bewerten ist um"):
        give(rated, "fatma", at=late)


def test_who_is_recused_after_rating_leaves_the_mean(rated):
    give(rated, "emil", 0, 0)
    give(rated, "fatma", 4, 4)
    assert told(rated).rows[0].mean == 2
    application = rated.things["application"]
    ops.declare_recusal(application=application, personal=True, text="Vorstand", by=rated.emil, at=make.NOW)
    [row] = told(rated).rows
    assert (row.mean, row.cells[0].state) == (4, "left")
    assert told(rated).expected == 2
    with pytest.raises(Refused, match="befangen"):
        give(rated, "emil", 5, 5)


def test_a_link_in_the_register_recuses_and_the_deputy_rates(rated):
    make.link(rated, "board", name=rated.emil.account.name, account=rated.emil.account)
    assert told(rated).rows[0].cells[0].state == "recused"
    with pytest.raises((Refused, Forbidden)):
        give(rated, "emil")
    greta = make.with_role_too(rated, "greta", Role.DEPUTY)
    seat = told(rated).raters.seats[0]
    bodies.appoint(
        seat=seat, capacity="deputy", name="Greta", account=greta.account, appointment="x", by=rated.ben, at=make.NOW
    )
    assert give(rated, greta, 2, 2).seat == seat
    assert told(rated).rows[0].cells[0].total == 2


def test_a_reason_of_the_sending_organisation_voids_the_seat(rated):
    greta = make.with_role_too(rated, "greta", Role.DEPUTY)
    seat = told(rated).raters.seats[0]
    bodies.appoint(
        seat=seat, capacity="deputy", name="Greta", account=greta.account, appointment="x", by=rated.ben, at=make.NOW
    )
    application = rated.things["application"]
    ops.declare_recusal(application=application, personal=False, text="Unser Verein", by=rated.emil, at=make.NOW)
    assert told(rated).rows[0].cells[0].state == "recused"
    with pytest.raises(Refused, match="kein Sitz"):
        give(rated, greta)


def test_bias_ends_only_by_the_chair(rated):
    application = rated.things["application"]
    with pytest.raises(Refused, match="nicht Sie gesagt"):
        ops.doubt_recusal(application=application, by=rated.emil, at=make.NOW)
    row = ops.declare_recusal(application=application, personal=True, text="Vorstand", by=rated.emil, at=make.NOW)
    ops.doubt_recusal(application=application, by=rated.emil, at=make.NOW)
    emil, fatma = rated.emil.account, rated.fatma.account
    body = rated.things["body"]
    with pytest.raises(Forbidden):
        ops.lift_recusal(rating_recusal=row, by=rated.fatma, at=make.NOW)
    row.refresh_from_db()
    for function, account in (("chair", fatma), ("vice_chair", emil)):
        bodies.name_function(body=body, function=function, account=account, name="x", by=rated.ben, at=make.NOW)
    with pytest.raises(Refused, match="selbst"):
        ops.lift_recusal(rating_recusal=row, by=rated.emil, at=make.NOW)
    [(call, doubts)] = queries.chaired_calls(rated.fatma, DAY)
    assert (call, doubts) == (rated.things["call"], [row])
    ops.lift_recusal(rating_recusal=row, by=rated.fatma, at=make.NOW)
    assert give(rated, "emil").state == "handed_in"
    ops.declare_recusal(application=application, personal=True, text="Wieder", by=rated.emil, at=make.NOW)
    assert RatingRecusal.objects.count() == 1


def test_reminders_go_to_exactly_those_who_are_late(rated):
    give(rated, "emil")
    assert ops.remind_raters(rated_call=rated.things["call"], by=rated.ben, at=make.NOW) == 1
    [mail] = OutboxMail.objects.filter(subject__startswith="Bitte bewerten")
    assert mail.recipient == rated.fatma.account.email
    assert "eine Bewertung" in mail.text
    assert "Treffen" not in mail.text
    give(rated, "fatma")
    with pytest.raises(Refused, match="fehlt keine"):
        ops.remind_raters(rated_call=rated.things["call"], by=rated.ben, at=make.NOW)


@pytest.fixture
def today(rated):
    """The same, with the last day to come."""
    Call.objects.update(rating_until=timezone.localdate() + dt.timedelta(days=3))
    rated.things["call"].refresh_from_db()
    return rated


def rate_page(town):
    return reverse("calls:rate", args=[town.partnership.slug, town.things["application"].key])


def form(town, goal=None, need=None):
    return {f"p_{key}": value for key, value in points(town, goal, need).items()}


def test_others_points_are_not_in_the_page_before_the_own_are_handed_in(today, browser_of):
    give(today, "fatma", 1, 1, at=timezone.now())
    emil, page = browser_of(today.emil.account), rate_page(today)
    text = emil.get(page).content.decode()
    assert "Mittel der anderen" not in text
    assert "1,0" not in text
    assert "Was die anderen geben" in text
    told = emil.post(page, form(today, 4)).content.decode()
    assert "Noch ohne Punkte: 1" in told
    assert emil.post(page, form(today, 4, 5)).status_code == 302
    text = emil.get(page).content.decode()
    assert "Mittel der anderen 1,0 · Ihre 4,4" in " ".join(text.split())


def test_typing_is_kept_with_few_questions(today, browser_of):
    emil, page = browser_of(today.emil.account), rate_page(today)
    emil.post(page, form(today, 4), headers={"X-Autosave": "1"})
    sent = form(today, 3)
    with CaptureQueriesContext(connection) as asked:
        answer = emil.post(page, sent, headers={"X-Autosave": "1"})
    assert Rating.objects.get().scores == points(today, 3, None)
    assert "3,0" in answer.content.decode()
    assert "noch nicht bewertet" in answer.content.decode()
    assert len(asked) <= 8, [query["sql"][:80] for query in asked.captured_queries]


def test_a_recused_member_sees_neither_form_nor_points(today, browser_of):
    application = today.things["application"]
    ops.declare_recusal(application=application, personal=True, text="x", by=today.emil, at=make.NOW)
    text = browser_of(today.emil.account).get(rate_page(today)).content.decode()
    assert "Sie bewerten diesen Antrag nicht" in text
    assert "Ihre Bewertung" not in text


def test_overview_names_seats_only_for_the_office(today, browser_of):
    give(today, "emil", at=timezone.now())
    page = reverse("calls:ratings", args=[today.partnership.slug, today.things["call"].key])
    ben = browser_of(today.ben.account)
    text = ben.get(page).content.decode()
    assert "Gruppe 0" in text
    assert "1 von 3 Bewertungen" in " ".join(text.split())
    coach = make.with_role_too(today, "greta", Role.COACH)
    assert "Gruppe 0" not in browser_of(coach.account).get(page).content.decode()
    assert browser_of(today.emil.account).get(page).status_code == 403
    assert ben.get(f"{page}tabelle.xlsx").status_code == 200


def test_the_office_says_beforehand_what_is_met_and_gives_no_points(today, browser_of):
    application = today.things["application"]
    must = next(row for row in queries.criteria(today.things["call"]) if row.kind == "knockout")
    answers = {must.key: False, "fremd": True}
    ops.pre_assess(application=application, answers=answers, text="Liegt außerhalb.", by=today.ben, at=make.NOW)
    assert queries.pre_assessment(application).answers == {must.key: False}
    text = browser_of(today.emil.account).get(rate_page(today)).content.decode()
    assert "Einschätzung der Koordinierungsstelle" in text
    assert "Liegt außerhalb." in text


def test_desk_tells_who_has_to_rate_and_the_list_leads_there(today, browser_of):
    emil, base = browser_of(today.emil.account), f"/{today.partnership.slug}/intern/"
    assert "Anträge bewerten" in emil.get(base).content.decode()
    assert "0 von 1 bewertet" in " ".join(emil.get(f"{base}bewerten/").content.decode().split())
    assert emil.get(f"{base}bewerten/{today.things['call'].key}/")["Location"] == rate_page(today)
    give(today, "emil", at=timezone.now())
    assert "Anträge bewerten" not in emil.get(base).content.decode()
    assert emil.get(f"{base}bewerten/{today.things['call'].key}/")["Location"] == rate_page(today)


def test_office_has_a_list_of_rated_calls_that_leads_on_when_there_is_one(today, browser_of):
    ben, page = browser_of(today.ben.account), f"/{today.partnership.slug}/intern/bewertung/"
    assert ben.get(page)["Location"] == f"{page}{today.things['call'].key}/"
    Call.objects.update(rating_until=None)
    assert "Noch in keinem Aufruf" in ben.get(page).content.decode()


def test_rating_is_evidence_of_the_procedure(rated):
    from aktionsplan.implementation.calls import progress  # noqa: PLC0415

    def told():
        row = next(one for one in progress.progress(rated.partnership, DAY) if one.bullet == "S2.4")
        return row.fulfilled, len(row.evidence), row.summary.params["n"]

    assert told() == (False, 0, 0)
    give(rated, "emil")
    give(rated, "fatma")
    Call.objects.update(selection={})
    assert told() == (False, 1, 2)
    Call.objects.update(selection={"money": "stop"})
    assert told() == (True, 1, 2)
    Rating.objects.filter(rater=rated.fatma.reference).delete()
    assert told() == (False, 1, 1)


def test_catalogue_is_written_in_the_browser(town, browser_of):
    call = make.prepare_call(town, rating_until=UNTIL)
    ben, page = browser_of(town.ben.account), reverse("calls:criteria", args=[town.partnership.slug, call.key])
    assert "Vorschlag übernehmen" in ben.get(page).content.decode()
    assert "Kriterium hinzufügen" in ben.get(f"{page}neu/").content.decode()
    sent = {"kind": "scored", "title": "Ziel", "help": "", "weight": "0"}
    assert "ganze Zahl von 1" in ben.post(f"{page}neu/", sent).content.decode()
    assert ben.post(f"{page}neu/", sent | {"weight": "3"}).status_code == 302
    assert "zählt dreifach" in ben.get(page).content.decode()
    [row] = queries.criteria(call)
    change = reverse("calls:change_criterion", args=[town.partnership.slug, row.key])
    assert 'value="Ziel"' in ben.get(change).content.decode()
    assert "Kriterien übernehmen" in ben.get(f"{page}uebernehmen/").content.decode()
    ben.post(f"{page}uebernehmen/", {"source": ""})
    assert len(queries.criteria(call)) == 1 + len(rules.CATALOGUE)
    ben.post(reverse("calls:delete_criterion", args=[town.partnership.slug, row.key]))
    assert len(queries.criteria(call)) == len(rules.CATALOGUE)
    assert browser_of(town.carla.account).get(f"{page}neu/").status_code == 403


def test_chair_gives_a_later_day_in_the_browser(today, browser_of):
    emil = today.emil.account
    body = today.things["body"]
    bodies.name_function(body=body, function="chair", account=emil, name="Emil", by=today.ben, at=make.NOW)
    page = reverse("calls:allow_late", args=[today.partnership.slug, today.things["call"].key])
    seat, until = told(today).raters.seats[1], timezone.localdate() + dt.timedelta(days=9)
    chair = browser_of(emil)
    assert "Später bewerten lassen" in chair.get(page).content.decode()
    assert chair.post(page, {"seat": seat.key, "until": until.strftime("%d.%m.%Y")}).status_code == 302
    assert queries.allowed_until(today.things["call"], seat) == until
    assert (
        "Jemanden später bewerten lassen"
        in chair.get(page.replace(f"{today.things['call'].key}/spaeter/", "")).content.decode()
    )


def test_a_draft_never_replaces_what_the_deputy_handed_in(rated):
    application = rated.things["application"]
    row = ops.declare_recusal(application=application, personal=True, text="x", by=rated.emil, at=make.NOW)
    greta = make.with_role_too(rated, "greta", Role.DEPUTY)
    seat = told(rated).raters.seats[0]
    bodies.appoint(
        seat=seat, capacity="deputy", name="Greta", account=greta.account, appointment="x", by=rated.ben, at=make.NOW
    )
    give(rated, greta, 5, 5)
    RatingRecusal.objects.filter(pk=row.pk).update(state="lifted")
    with pytest.raises(Refused, match="schon eine Bewertung abgegeben"):
        give(rated, "emil", 1, 1, deed=ops.save_rating)
    assert told(rated).rows[0].mean == 5
    give(rated, "emil", 1, 1)
    assert told(rated).rows[0].mean == 1


def test_reminder_goes_to_the_deputy_who_rates(rated):
    greta = make.with_role_too(rated, "greta", Role.DEPUTY)
    seat = told(rated).raters.seats[0]
    bodies.appoint(
        seat=seat, capacity="deputy", name="Greta", account=greta.account, appointment="x", by=rated.ben, at=make.NOW
    )
    ops.declare_recusal(application=rated.things["application"], personal=True, text="x", by=rated.emil, at=make.NOW)
    ops.remind_raters(rated_call=rated.things["call"], by=rated.ben, at=make.NOW)
    told_to = set(OutboxMail.objects.filter(subject__startswith="Bitte").values_list("recipient", flat=True))
    assert told_to == {greta.account.email, rated.fatma.account.email}
    over = make.NOW + dt.timedelta(days=9)
    with pytest.raises(Refused, match="Zeit zum Bewerten ist um"):
        ops.remind_raters(rated_call=rated.things["call"], by=rated.ben, at=over)


def test_who_rates_and_leads_the_office_sees_no_points_before_handing_in(today, browser_of):
    give(today, "fatma", 1, 1, at=timezone.now())
    make.with_role_too(today, "emil", Role.LEAD_OFFICER)
    emil = browser_of(today.emil.account)
    page = reverse("calls:ratings", args=[today.partnership.slug, today.things["call"].key])
    text = emil.get(page).content.decode()
    assert "1,0" not in text
    assert "sehen Sie hier nicht" in text
    give(today, "emil", 5, 5, at=timezone.now())
    assert "1,0" in emil.get(page).content.decode()


def test_a_recused_member_writes_on_in_nothing(today, browser_of):
    emil, page = browser_of(today.emil.account), rate_page(today)
    emil.post(page, form(today, 4), headers={"X-Autosave": "1"})
    application = today.things["application"]
    ops.declare_recusal(application=application, personal=True, text="x", by=today.emil, at=make.NOW)
    answer = emil.post(page, form(today, 1), headers={"X-Autosave": "1"})
    assert "Gespeichert" not in answer.content.decode()
    assert list(Rating.objects.get().scores.values()) == [4]


def test_remarks_hold_no_sign_that_nobody_can_type(today, browser_of):
    emil, page = browser_of(today.emil.account), rate_page(today)
    key = next(iter(points(today)))
    for headers in ({"X-Autosave": "1"}, {}):
        answer = emil.post(page, form(today, 4, 5) | {f"t_{key}": "a\0b"}, headers=headers)
        assert answer.status_code == 200
    assert not Rating.objects.exists()


def test_each_save_while_typing_is_another_one(today, browser_of):
    emil, page = browser_of(today.emil.account), rate_page(today)
    assert 'name="once"' not in emil.get(page).content.decode().split('class="sheet-body"')[1].split("</form>")[0]
    for goal in (1, 2, 3):
        text = emil.post(page, form(today, goal), headers={"X-Autosave": "1"}).content.decode()
        assert "Gespeichert um" in text
        assert "<html" not in text
    assert list(Rating.objects.get().scores.values()) == [3]
