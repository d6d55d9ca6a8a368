"""How a notice reaches its recipient: receipt, return, objection, and who may handle it."""

import datetime as dt
from decimal import Decimal

import pytest

from aktionsplan.implementation.calls.queries import state_for_sponsor
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants.documents.notice import letter_of
from aktionsplan.implementation.grants.jobs import finality
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.implementation.grants.operations import notification, payments, remedies
from aktionsplan.implementation.grants.progress import progress
from aktionsplan.implementation.grants.queries import own_grants
from aktionsplan.implementation.grants.views.lists import PROJECTS
from aktionsplan.shared.ledger.queries import verify
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.periods import BERLIN
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.tenancy import everywhere
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories import town as make

MAY = dt.datetime(2026, 5, 20, 9, tzinfo=BERLIN)


def april(day):
    return dt.datetime(2026, 4, day, 12, tzinfo=BERLIN)


def state_of(grant):
    return Grant.objects.get(pk=grant.pk).state


def test_open_objection_keeps_the_notice_from_becoming_final(town, grant):
    notification.record_objection(grant=grant, received_on=dt.date(2026, 4, 10), by=town.ben, at=april(11))
    with everywhere():
        finality(MAY)
    assert state_of(grant) == "objected"
    with pytest.raises(Refused, match="Widerspruch"):
        payments.request_payment(grant=grant, amount_eur=Decimal(1), purpose="x", by=town.anna, at=MAY)
    notification.settle_objection(
        grant=grant, outcome="withdrawn", settled_on=dt.date(2026, 5, 18), by=town.lena, at=MAY
    )
    with everywhere():
        finality(MAY)
    assert state_of(grant) == "binding"
    assert verify(town.partnership) == []


def test_decision_on_the_objection_opens_a_new_month(town, grant):
    notification.record_objection(grant=grant, received_on=dt.date(2026, 4, 10), by=town.ben, at=april(11))
    settled = notification.settle_objection(
        grant=grant, outcome="decided", settled_on=dt.date(2026, 5, 18), by=town.lena, at=MAY
    )
    assert settled.notice.remedy_last_day == dt.date(2026, 6, 18)
    with everywhere():
        finality(MAY)
    assert state_of(grant) == "notified"


def test_objection_in_time_that_is_entered_late_undoes_finality(town, grant):
    with everywhere():
        finality(MAY)
    assert state_of(grant) == "binding"
    with pytest.raises(Refused, match="endete"):
        notification.record_objection(grant=grant, received_on=dt.date(2026, 5, 2), by=town.ben, at=MAY)
    notification.record_objection(grant=grant, received_on=dt.date(2026, 4, 30), by=town.ben, at=MAY)
    assert state_of(grant) == "objected"


def test_objection_is_settled_on_a_possible_day(town, grant):
    notification.record_objection(grant=grant, received_on=dt.date(2026, 4, 10), by=town.ben, at=april(11))
    for day in (dt.date(2026, 4, 9), dt.date(2026, 5, 21)):
        with pytest.raises(Refused, match="kann das nicht"):
            notification.settle_objection(grant=grant, outcome="withdrawn", settled_on=day, by=town.lena, at=MAY)


def test_later_receipt_moves_the_last_day(town, grant):
    changed = notification.correct_notification(
        grant=grant, received_on=dt.date(2026, 4, 8), reason="Poststempel", by=town.ben, at=april(9)
    )
    assert changed.notice.remedy_last_day == dt.date(2026, 5, 8)
    assert "Angekommen" in str(remedies.explained(changed)[0])
    with pytest.raises(Refused, match="nicht an diesem Tag"):
        notification.correct_notification(
            grant=grant, received_on=dt.date(2026, 4, 10), reason="x", by=town.ben, at=april(9)
        )


def test_returned_letter_is_posted_anew(town, grant):
    back = notification.correct_notification(
        grant=grant, received_on=None, reason="unbekannt verzogen", by=town.ben, at=april(9)
    )
    assert (back.state, remedies.explained(back)) == ("signed", ())
    again = notification.post_notice(grant=grant, posted_on=dt.date(2026, 4, 9), by=town.ben, at=april(9))
    assert (again.state, again.notice.notified_on) == ("notified", dt.date(2026, 4, 13))


def test_nobody_handles_the_matter_of_the_own_club(town, grant):
    make.link(town, "board", name="Lena", account=town.lena.account)
    make.add_bank(town, town.organisation)
    payment = payments.request_payment(grant=grant, amount_eur=Decimal(5), purpose="x", by=town.anna, at=make.FINAL)
    with pytest.raises(Forbidden, match="selbst zu diesem Verein"):
        payments.order_payment(payment=payment, by=town.lena, at=make.FINAL)
    with pytest.raises(Forbidden, match="selbst zu diesem Verein"):
        notification.correct_notification(grant=grant, received_on=None, reason="x", by=town.lena, at=april(9))


def test_money_of_an_ended_year_is_not_paid(town, grant):
    make.add_bank(town, town.organisation)
    silvester = dt.datetime(2026, 12, 31, 23, tzinfo=BERLIN)
    payment = payments.request_payment(grant=grant, amount_eur=Decimal(5), purpose="x", by=town.anna, at=silvester)
    new_year = dt.datetime(2027, 1, 1, 0, 1, tzinfo=BERLIN)
    with pytest.raises(Refused, match="verfallen"):
        payments.order_payment(payment=payment, by=town.lena, at=new_year)
    ordered = payments.order_payment(payment=payment, by=town.lena, at=silvester)
    with pytest.raises(Refused, match="verfallen"):
        payments.release_payment(payment=ordered, by=town.dogan, at=new_year)


def letter(town, grant, **more):
    return letter_of(grant, signatory="Carla", at=make.NOW, footer="", **more)


def test_reduced_award_says_what_is_refused_and_what_the_plan_needs(town):
    reduced = {"motion": "approve_reduced", "amount": "3000.00"}
    grant = make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town)), **reduced))
    made = letter(town, grant)
    assert made.refused == "Im Übrigen, also für 1.000,00\u00a0€, lehnen wir Ihren Antrag ab."
    assert "1.000,00\u00a0€ mehr aus eigenen Mitteln" in made.funding
    assert any("einen geringeren Betrag empfohlen" in text for text in made.reasons)
    assert "Der Fonds reicht nicht für alle." in made.reasons


def test_struck_expenses_leave_the_binding_plan_and_own_money_stays(town):
    """4,000 of 5,000 euro asked for, 3,000 granted because 1,000 are not eligible: the plan has 4,000, own money 1,000."""
    fields = make.NOTICE | {"funding_type": "proportional", "struck_eur": Decimal("1000.00")}
    grant = grants.draft_notice(application=reduced_award(town), fields=fields, by=town.lena, at=make.NOW)
    made = letter(town, grant)
    assert made.total == "4.000,00\u00a0€"
    assert made.expenses[-1] == ["gestrichen, nicht zuwendungsfähig", "−1.000,00\u00a0€"]
    assert made.income == [["Diese Zuwendung", "3.000,00\u00a0€"], ["Eigenmittel", "1.000,00\u00a0€"]]
    assert "den Anteil 3.000,00\u00a0€ zu 4.000,00\u00a0€ (75,00 %)" in made.funding
    assert "zuwendungsfähig sind 4.000,00\u00a0€" in made.funding
    assert "mehr aus eigenen Mitteln" not in made.funding
    again = fields | {"struck_eur": Decimal("400.00")}
    made = letter(town, grants.redraft_notice(grant=grant, fields=again, by=town.lena, at=make.NOW))
    assert "600,00\u00a0€ mehr aus eigenen Mitteln" in made.funding
    whole = fields | {"funding_type": "full", "struck_eur": Decimal("2000.00")}
    grants.redraft_notice(grant=grant, fields=whole, by=town.lena, at=make.NOW)
    too_much = fields | {"struck_eur": Decimal("2000.01")}
    with pytest.raises(Refused, match="Höchstens"):
        grants.redraft_notice(grant=grant, fields=too_much, by=town.lena, at=make.NOW)


def test_fixed_sum_binds_no_single_lines(town):
    application = make.decide(town, make.admit(town, make.add_application(town)))
    fixed = grants.draft_notice(
        application=application, fields=make.NOTICE | {"funding_type": "fixed"}, by=town.lena, at=make.NOW
    )
    made = letter(town, fixed)
    assert not any("Einzelne Ansätze" in text for text in made.provisions)
    assert "verbindlich" not in made.funding
    other = grants.redraft_notice(grant=fixed, fields=make.NOTICE, by=town.lena, at=make.NOW)
    assert any("Einzelne Ansätze" in text for text in letter(town, other).provisions)


def test_full_award_refuses_nothing(town):
    grant = make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town))))
    made = letter(town, grant)
    assert made.refused == ""
    assert any("die Förderung empfohlen" in text for text in made.reasons)
    assert "schriftlich" not in made.remedy
    assert made.dates[0][1].startswith("Bewilligungszeitraum")


def test_share_and_cap_stand_in_a_proportional_notice(town):
    application = make.decide(town, make.admit(town, make.add_application(town)))
    fields = make.NOTICE | {"funding_type": "proportional"}
    grant = grants.draft_notice(application=application, fields=fields, by=town.lena, at=make.NOW)
    assert (
        "den Anteil 4.000,00\u00a0€ zu 5.000,00\u00a0€ (80,00 %), höchstens 4.000,00\u00a0€"
        in letter(town, grant).funding
    )
    assert "im gleichen Verhältnis" in letter(town, grant).payment


@pytest.mark.parametrize(
    ("land", "sources", "word"),
    [
        ("HH", {"land"}, "§ 46 der Landeshaushaltsordnung"),
        ("HH", {"federal", "municipality"}, "Bundeshaushaltsordnung"),
        ("MV", {"land"}, "Landeshaushaltsordnung Mecklenburg-Vorpommern"),
        ("MV", {"municipality"}, "Haushaltsplan der beteiligten Kommunen"),
    ],
)
def test_basis_follows_the_money(land, sources, word):
    from aktionsplan.implementation.grants.documents import wording

    assert word in wording.grounds(wording.BLOCKS[land], sources, guideline="")


@pytest.mark.parametrize(
    ("form", "sources", "name"),
    [
        ("registered_association", {"federal"}, "ANBest-P, Fassung des Bundes,"),
        ("public_body", {"federal"}, "ANBest-P, Fassung des Bundes,"),
        ("municipal", {"federal"}, "ANBest-Gk, Fassung des Bundes,"),
        ("municipal", {"land"}, "ANBest-K, Fassung des Landes,"),
    ],
)
def test_municipalities_get_their_own_general_provisions(form, sources, name):
    from aktionsplan.implementation.grants.documents import wording

    assert wording.anbest(form, sources) == f"{name} die am Tag dieses Bescheids gilt"


def test_grounds_are_a_sentence_with_and_without_a_guideline():
    from aktionsplan.implementation.grants.documents import wording

    federal = wording.grounds(wording.BLOCKS["MV"], {"federal"}, guideline="die Förderrichtlinie vom 1. Februar 2026")
    assert "mit dem der Bund uns die Mittel gibt, und die Förderrichtlinie vom 1. Februar 2026. Ein" in federal
    alone = wording.grounds(wording.BLOCKS["MV"], {"municipality"}, guideline="")
    assert alone.startswith("Grundlage ist der Haushaltsplan der beteiligten Kommunen. Ein Anspruch")
    plain = wording.grounds(wording.BLOCKS["MV"], {"federal"}, guideline="")
    assert "Nr. 12 zu § 44 BHO) und der Zuwendungsbescheid, mit dem der Bund uns die Mittel gibt. Ein" in plain
    named = wording.grounds(
        wording.BLOCKS["MV"],
        {"federal", "land", "municipality"},
        guideline="",
        federal_notice="vom 12. Januar 2026, Az. 7",
    )
    assert (
        "der Zuwendungsbescheid vom 12. Januar 2026, Az. 7, mit dem der Bund uns die Mittel gibt, die §§ 23 und 44 der "
        "Landeshaushaltsordnung Mecklenburg-Vorpommern und der Haushaltsplan der beteiligten Kommunen. Ein" in named
    )
    land = wording.grounds(wording.BLOCKS["MV"], {"land"}, guideline="")
    assert land.startswith("Grundlage sind die §§ 23 und 44 der Landeshaushaltsordnung")
    given = wording.grounds(wording.BLOCKS["MV"], {"foundation", "donation"}, guideline="")
    assert "die Zusage der Stiftung, die Geld dazugibt, und der Wille der Spenderinnen und Spender. Ein" in given


def test_edition_of_the_general_provisions_is_named_where_the_rules_hold_it():
    from aktionsplan.implementation.grants.documents import wording

    edition = "Land M-V, Fassung 2024"
    assert wording.anbest("registered_association", {"land"}, edition=edition) == f"ANBest-P, {edition}"


def reduced_award(town):
    how = {"motion": "approve_reduced", "amount": "3000.00"}
    return make.decide(town, make.admit(town, make.add_application(town)), **how)


def test_less_money_needs_its_reason(town):
    fields = make.NOTICE | {"reduction_reason": " "}
    with pytest.raises(Refused, match="warum es weniger ist"):
        grants.draft_notice(application=reduced_award(town), fields=fields, by=town.lena, at=make.NOW)


def test_leave_to_begin_early_lies_not_in_the_future_and_stands_in_the_letter(town):
    application = make.decide(town, make.admit(town, make.add_application(town)))
    fields = make.NOTICE | {"early_start_on": dt.date(2026, 12, 24)}
    with pytest.raises(Refused, match="Zukunft"):
        grants.draft_notice(application=application, fields=fields, by=town.lena, at=make.NOW)
    fields = make.NOTICE | {"early_start_on": dt.date(2026, 3, 20)}
    grant = grants.draft_notice(application=application, fields=fields, by=town.lena, at=make.NOW)
    assert "seit dem 20. März 2026 genehmigt" in letter(town, grant).dates[0][1]
    assert letter(town, grant).dates[1][0] == "31. Dezember 2026"


def test_final_notice_that_came_later_or_back_is_corrected(town, grant):
    with everywhere():
        finality(MAY)
    assert state_of(grant) == "binding"
    late = notification.correct_notification(
        grant=grant, received_on=dt.date(2026, 4, 21), reason="Rückschein", by=town.ben, at=MAY
    )
    assert (late.state, late.notice.remedy_last_day) == ("notified", dt.date(2026, 5, 21))
    back = notification.correct_notification(grant=grant, received_on=None, reason="Umschlag", by=town.ben, at=MAY)
    assert (back.state, back.notice.posted_on) == ("signed", None)


def test_receipt_is_not_corrected_after_a_decision_on_the_objection(town, grant):
    notification.record_objection(grant=grant, received_on=dt.date(2026, 4, 10), by=town.ben, at=april(11))
    settled = notification.settle_objection(
        grant=grant, outcome="decided", settled_on=dt.date(2026, 5, 18), by=town.lena, at=MAY
    )
    told = " ".join(str(reason) for reason in remedies.explained(settled))
    assert "am 18.05.2026 zugestellt" in told
    assert "Samstag" not in told
    with pytest.raises(Refused, match="Widerspruchsbescheid"):
        notification.correct_notification(
            grant=grant, received_on=dt.date(2026, 3, 28), reason="Zeuge", by=town.ben, at=MAY
        )
    assert Grant.objects.get(pk=grant.pk).notice.remedy_last_day == dt.date(2026, 6, 18)


def test_action_follows_the_decision_and_ends_with_its_judgment(town, grant):
    june = dt.datetime(2026, 6, 10, 9, tzinfo=BERLIN)
    notification.record_objection(grant=grant, received_on=dt.date(2026, 4, 10), by=town.ben, at=april(11))
    with pytest.raises(Refused, match="Vor einer Klage"):
        notification.settle_objection(
            grant=grant, outcome="judged", settled_on=dt.date(2026, 5, 18), by=town.lena, at=MAY
        )
    notification.settle_objection(
        grant=grant, outcome="decided", settled_on=dt.date(2026, 5, 18), by=town.lena, at=MAY
    )
    notification.record_objection(grant=grant, received_on=dt.date(2026, 6, 9), by=town.ben, at=june)
    with pytest.raises(Refused, match="schon entschieden"):
        notification.settle_objection(
            grant=grant, outcome="decided", settled_on=dt.date(2026, 6, 10), by=town.lena, at=june
        )
    ended = notification.settle_objection(
        grant=grant, outcome="judged", settled_on=dt.date(2026, 6, 10), by=town.lena, at=june
    )
    assert ended.notice.remedy_last_day == dt.date(2026, 6, 10)
    with everywhere():
        finality(june + dt.timedelta(days=1))
    assert state_of(grant) == "binding"


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize(
    ("day", "state", "word"),
    [(make.NOW.date(), "withdrawn", "zurückgezogen"), (None, "not_granted", "nicht bewilligt")],
)
def test_notice_that_never_left_is_given_up_and_frees_its_money(town, signed, day, state, word):
    grant = make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town))))
    grant = make.sign(town, grant) if signed else grant
    with pytest.raises(Forbidden):
        grants.drop_notice(grant=grant, reason="Verein sagt ab", withdrawn_on=day, by=town.ben, at=make.NOW)
    dropped = grants.drop_notice(grant=grant, reason="Verein sagt ab", withdrawn_on=day, by=town.lena, at=make.NOW)
    town.fund.refresh_from_db()
    assert (dropped.state, dropped.application.__class__.objects.get().state) == ("dropped", state)
    assert (town.fund.reserved_eur, town.fund.committed_eur) == (0, 0)
    assert own_grants(town.anna, make.NOW.date()) == []
    assert state_for_sponsor(type(dropped.application).objects.get()) == word


def test_nobody_withdraws_in_the_future(town):
    grant = make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town))))
    day = make.NOW.date() + dt.timedelta(days=1)
    with pytest.raises(Refused, match="Zukunft"):
        grants.drop_notice(grant=grant, reason="x", withdrawn_on=day, by=town.lena, at=make.NOW)


def test_posted_notice_is_not_given_up(town):
    with pytest.raises(Refused):
        grants.drop_notice(grant=make.notified_grant(town), reason="x", withdrawn_on=None, by=town.lena, at=make.NOW)


def test_office_enters_a_request_that_came_on_paper(town, grant):
    with pytest.raises(Refused):
        payments.enter_request(grant=grant, amount_eur=Decimal(100), purpose="Miete", by=town.ben, at=april(1))
    made = payments.enter_request(grant=grant, amount_eur=Decimal(100), purpose="Miete", by=town.ben, at=MAY)
    assert (made.state, made.requested_by) == ("requested", town.ben.reference)
    with pytest.raises(Forbidden):
        payments.enter_request(grant=grant, amount_eur=Decimal(100), purpose="Miete", by=town.anna, at=MAY)
    make.link(town, "board", name=town.ben.account.name)
    with pytest.raises(Forbidden):
        payments.enter_request(grant=grant, amount_eur=Decimal(100), purpose="Miete", by=town.ben, at=MAY)


def test_club_learns_of_its_grant_before_the_portal_does(town):
    grant = make.sign(town, make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town)))))
    with pytest.raises(Refused, match="zuerst erfahren"):
        grants.publish_project(grant=grant, protected=False, by=town.nora, at=make.NOW)


def came_back(town, grant):
    return notification.correct_notification(grant=grant, received_on=None, reason="Umschlag", by=town.ben, at=MAY)


def test_notice_that_came_back_leaves_the_portal_when_it_is_given_up(town, grant):
    grants.publish_project(grant=grant, protected=False, by=town.nora, at=MAY)
    came_back(town, grant)
    assert OutboxMail.objects.filter(
        recipient=town.anna.account.email, subject__startswith="Unser Brief kam"
    ).exists()
    assert not Publication.objects.filter(kind="project", current=True).exists()
    grants.drop_notice(grant=grant, reason="Verein ist aufgelöst", withdrawn_on=None, by=town.lena, at=MAY)
    assert not Publication.objects.filter(kind="project", current=True).exists()
    assert Publication.objects.get(kind="money", current=True).data["granted_eur"] == "0.00"
    assert next(row for row in progress(town.partnership, MAY.date()) if row.bullet == "S2.6").evidence == ()


def test_notice_with_money_on_its_way_has_arrived(town, grant):
    payments.enter_request(grant=grant, amount_eur=Decimal(100), purpose="Miete", by=town.ben, at=MAY)
    with pytest.raises(Refused, match="schon Geld"):
        came_back(town, grant)
    made = grant.payments.get()
    payments.refuse_payment(payment=made, reason="Zu früh", by=town.lena, at=MAY)
    with pytest.raises(Refused, match="schon Geld"):
        came_back(town, grant)


def test_notice_with_an_objection_has_arrived(town, grant):
    notification.record_objection(grant=grant, received_on=dt.date(2026, 4, 10), by=town.ben, at=april(10))
    notification.settle_objection(
        grant=grant, outcome="withdrawn", settled_on=dt.date(2026, 4, 12), by=town.lena, at=april(12)
    )
    with pytest.raises(Refused, match="Widerspruch, also"):
        came_back(town, grant)


def test_signature_is_taken_back_before_the_post(town):
    grant = make.sign(town, make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town)))))
    first = grant.number
    back = grants.return_notice(grant=grant, note="Tippfehler im Zweck", by=town.carla, at=make.NOW)
    back.refresh_from_db()
    town.fund.refresh_from_db()
    assert (back.state, back.number, back.notice.document, back.notice.signed_by) == ("returned", "", None, "")
    assert (town.fund.reserved_eur, town.fund.committed_eur) == (back.amount_eur, 0)
    again = grants.redraft_notice(grant=back, fields=make.NOTICE, by=town.ben, at=make.NOW)
    signed = make.sign(town, again)
    town.fund.refresh_from_db()
    assert signed.number not in ("", first)
    assert (town.fund.reserved_eur, town.fund.committed_eur) == (0, signed.amount_eur)


def test_people_of_the_organisation_touch_nothing_of_it(town, grant):
    made = payments.enter_request(grant=grant, amount_eur=Decimal(100), purpose="Miete", by=town.ben, at=MAY)
    make.link(town, "board", name=town.lena.account.name)
    make.link(town, "board", name=town.ben.account.name)
    with pytest.raises(Forbidden):
        payments.refuse_payment(payment=made, reason="x", by=town.lena, at=MAY)
    with pytest.raises(Forbidden):
        notification.record_objection(grant=grant, received_on=dt.date(2026, 4, 10), by=town.ben, at=april(10))


def test_late_arrival_told_with_the_waiver_counts(town, grant):
    told = notification.record_waiver(
        grant=grant, received_on=dt.date(2026, 4, 8), waived_on=dt.date(2026, 4, 9), by=town.ben, at=april(15)
    )
    assert told.notice.notified_on == dt.date(2026, 4, 8)


def test_project_is_found_by_its_number(town, grant):

    def found(query):
        return list(PROJECTS.found(PROJECTS.rows(town.partnership), town.partnership, query))

    assert found(grant.number) == [grant]
    assert found("Erzählboot") == [grant]
    assert not found("2026-AF-9999")
