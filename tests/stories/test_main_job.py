"""The main job, told once from the goal to the published grant, and every "no" on the way."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pikepdf
import pytest

from aktionsplan.bodies.operations import decisions
from aktionsplan.bodies.queries import decision_on, explained, item_for
from aktionsplan.bodies.rules.counted import Counted
from aktionsplan.development.strategy import operations as strategy
from aktionsplan.development.strategy.queries import goals
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.operations import drafts
from aktionsplan.implementation.calls.queries import plan_of, reference
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants.documents.notice import letter_of, notice_letter
from aktionsplan.implementation.grants.jobs import finality
from aktionsplan.implementation.grants.operations import notification, payments
from aktionsplan.implementation.grants.queries.timeline import events, next_step
from aktionsplan.network import operations as network
from aktionsplan.network.queries import usable_bank
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership.queries import office
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.files.operations import read
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.ledger.queries import verify
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.periods import BERLIN
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.words import Conflict, Forbidden, Refused
from tests.factories import town as make


def test_a_goal_becomes_a_published_and_paid_grant(town, grant):
    assert (grant.number, grant.amount_eur, grant.state) == ("2026-AF-0001", Decimal("4000.00"), "notified")
    assert (grant.notice.notified_on, grant.notice.remedy_last_day) == (dt.date(2026, 3, 30), dt.date(2026, 4, 30))
    make.add_bank(town, town.organisation)
    payment = payments.request_payment(
        grant=grant, amount_eur=Decimal("2400.00"), purpose="Miete", by=town.anna, at=make.FINAL
    )
    payment = payments.order_payment(payment=payment, by=town.lena, at=make.FINAL)
    payment = payments.release_payment(payment=payment, by=town.dogan, at=make.FINAL)
    assert b'<InstdAmt Ccy="EUR">2400.00</InstdAmt>' in read(payment.bank_file.file)
    strategy.publish_goals(goals=goals(town.partnership), by=town.nora, at=make.FINAL)
    grants.publish_project(grant=grant, protected=False, by=town.nora, at=make.FINAL)
    shown = Publication.objects.get(kind="project", current=True).data
    assert (shown["amount_eur"], shown["organisation"], shown["goal"]["number"]) == (
        "4000.00",
        "Kulturboot e. V.",
        "1.1",
    )
    assert Publication.objects.get(kind="money", current=True).data["paid_eur"] == "2400.00"
    town.fund.refresh_from_db()
    assert (town.fund.reserved_eur, town.fund.committed_eur, town.fund.free_eur) == (
        0,
        Decimal("4000.00"),
        Decimal("6000.00"),
    )
    told = [event.text for event in events(grant, dt.date(2026, 5, 5))]
    assert "Auszahlung freigegeben: 2.400,00\u00a0€" in told
    assert "Ausschuss: empfohlen (5 Ja, 0 Nein, 0 enthalten)" in told
    assert verify(town.partnership) == []


def test_notice_is_archival_accessible_and_names_what_law_asks(town, grant):
    with pikepdf.open(io.BytesIO(read(grant.notice.document.file))) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("3", "A", "1")
        assert str(pdf.Root.Lang) == "de"
        assert pdf.Root.MarkInfo.Marked
    data = grant.notice.document.data
    assert data["amount_words"].startswith("in Worten: viertausend Euro")
    assert data["number"] == "2026-AF-0001"
    assert "Widerspruch" in data["remedy"]
    assert data["footer"].startswith("Verlaufsbuch, Eintrag ")
    assert [row[0] for row in data["income"]] == ["Diese Zuwendung", "Eigenmittel"]


def test_same_notice_has_the_same_bytes(town):
    from aktionsplan.shared.documents.typesetting import render

    grant = make.notified_grant(town)
    letter = letter_of(grant, signatory="Carla", at=make.NOW, footer="x")
    assert render("notice", letter, at=make.NOW) == render("notice", letter, at=make.NOW)


def test_hostile_text_stays_text_in_the_letter(town, grant):
    grant.notice.purpose = '#import "/etc/passwd" $x$ <b>*fett*</b> {{7*7}} 😀 مرحبا ' + "lang" * 800
    letter = letter_of(grant, signatory="Carla", at=make.NOW, footer="x")
    from aktionsplan.shared.documents.typesetting import plain, render

    assert "[U+1F600]" in plain(letter)["purpose"]
    assert render("notice", letter, at=make.NOW).startswith(b"%PDF")


def test_decision_explains_itself_and_recomputes_to_the_same(town):
    application = make.decide(town, make.admit(town, make.add_application(town)), no=1, abstain=1)
    decision = decision_on(town.partnership, reference(application))
    verdict = explained(decision.vote)
    assert (verdict.kind, decision.kind, decision.vote.yes, decision.vote.present) == ("approve", "approve", 3, 5)
    assert str(verdict.sentence) == "Angenommen mit 3 zu 1 Stimmen"
    assert verdict.quorum_text.format(**verdict.params) == "Beschlussfähig: 5 von 5 Sitzen sind da, nötig sind 3."


def test_linked_member_is_recused(town):
    application = make.admit(town, make.add_application(town))
    make.add_committee(town)
    make.link(town, "board", name="Emil", account=town.emil.account)
    decided = make.decide(town, application)
    decision = decision_on(town.partnership, reference(decided))
    assert (decision.vote.present, explained(decision.vote).excluded, decision.vote.yes) == (4, 1, 4)


def test_linked_member_may_not_vote_unexplained(town):
    application = make.admit(town, make.add_application(town))
    make.add_committee(town)
    item = calls.put_to_committee(
        application=application, meeting=town.meeting, by=town.ben, at=dt.datetime(2026, 3, 2, tzinfo=BERLIN)
    )
    make.link(town, "board", name="Emil", account=town.emil.account)
    item = item_for(town.ben, item.key)
    vote = make.vote(town, item)
    everybody = dict.fromkeys(vote.attendance, "member")
    bad = Counted(**{**vote.__dict__, "attendance": everybody, "yes": 5})
    with pytest.raises(Refused) as refused:
        decisions.record_decision(item=item, counted=bad, by=town.ben, at=make.NOW)
    assert refused.value.problem.code == "linked"
    explained_vote = Counted(
        **{**bad.__dict__, "override": "Der Ausschuss hat ohne ihn beschlossen, dass er nicht befangen ist."}
    )
    assert decisions.record_decision(item=item, counted=explained_vote, by=town.ben, at=make.NOW).vote.void == 0


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"absent": 3}, "quorum"),
        ({"yes": 9}, "ballots"),
        ({"amount": "4000.01"}, "amount"),
        ({"amount": "3000.00"}, "kind"),
        ({"amount": None}, "amount"),
    ],
)
def test_impossible_decision_is_refused_and_nothing_kept(town, how, code):
    application = make.admit(town, make.add_application(town))
    before = LedgerEntry.objects.count()
    with pytest.raises(Refused) as refused:
        make.decide(town, application, **how)
    assert refused.value.problem.code == code
    assert decision_on(town.partnership, reference(application)) is None
    assert LedgerEntry.objects.count() > before


def test_decision_before_the_meeting_is_refused(town):
    application = make.admit(town, make.add_application(town))
    make.add_committee(town)
    item = calls.put_to_committee(
        application=application, meeting=town.meeting, by=town.ben, at=dt.datetime(2026, 3, 2, tzinfo=BERLIN)
    )
    item = item_for(town.ben, item.key)
    with pytest.raises(Refused, match="noch nicht begonnen"):
        decisions.record_decision(
            item=item, counted=make.vote(town, item), by=town.ben, at=dt.datetime(2026, 3, 17, 17, 59, tzinfo=BERLIN)
        )


def test_item_is_decided_once_and_on_one_agenda(town):
    application = make.decide(town, make.admit(town, make.add_application(town)))
    item = decision_on(town.partnership, reference(application)).item
    with pytest.raises(Refused, match="entschieden"):
        decisions.record_decision(
            item=item, counted=make.vote(town, item_for(town.ben, item.key)), by=town.ben, at=make.NOW
        )


def test_tie_is_a_rejection(town):
    application = make.decide(town, make.admit(town, make.add_application(town)), yes=2, no=2, abstain=1)
    assert (application.state, application.awarded_eur) == ("rejected", None)
    town.fund.refresh_from_db()
    assert town.fund.reserved_eur == 0


def test_reduced_grant_closes_the_plan_with_own_funds(town):
    application = make.decide(
        town, make.admit(town, make.add_application(town)), motion="approve_reduced", amount="3500.00"
    )
    grant = make.sign(town, make.draft_notice(town, application))
    data = grant.notice.document.data
    assert data["income"] == [["Diese Zuwendung", "3.500,00\u00a0€"], ["Eigenmittel", "1.500,00\u00a0€"]]


def test_money_that_is_not_there_is_not_granted(town):
    application = make.admit(town, make.add_application(town))
    partnership.enter_budget(
        fund=town.fund, source="federal", amount_eur=Decimal("-6000.01"), note="", by=town.lena, at=make.NOW
    )
    with pytest.raises(Refused) as refused:
        make.decide(town, application)
    assert refused.value.problem.code == "fund_exhausted"
    application.refresh_from_db()
    assert application.state == "admissible"


def test_budget_never_falls_below_what_is_reserved(town):
    make.decide(town, make.admit(town, make.add_application(town)))
    with pytest.raises(Refused, match="nicht unter"):
        partnership.enter_budget(
            fund=town.fund, source="federal", amount_eur=Decimal("-6000.01"), note="", by=town.lena, at=make.NOW
        )
    partnership.enter_budget(
        fund=town.fund, source="federal", amount_eur=Decimal("-6000.00"), note="", by=town.lena, at=make.NOW
    )


def test_freed_money_can_be_reserved_again(town):
    application = make.decide(town, make.admit(town, make.add_application(town)))
    assert partnership.free(
        fund=town.fund, reference=reference(application), by=Installation(town.partnership), at=make.NOW
    ) == Decimal("4000.00")
    town.fund.refresh_from_db()
    assert town.fund.free_eur == Decimal("10000.00")


def test_drafter_does_not_sign_and_orderer_does_not_release(town):
    application = make.decide(town, make.admit(town, make.add_application(town)))
    grant = make.draft_notice(town, application)
    with pytest.raises(Forbidden):
        grants.sign_notice(grant=grant, by=town.lena, at=make.NOW)

    both = make.with_role_too(town, "lena", "signatory")
    with pytest.raises(Forbidden, match="zweite Person"):
        grants.sign_notice(grant=grant, by=both, at=make.NOW)
    assert make.sign(town, grant).number == "2026-AF-0001"


def test_returned_draft_goes_back_and_is_signed_then(town):
    grant = make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town))))
    grant = grants.return_notice(grant=grant, note="Bitte den Zweck genauer.", by=town.carla, at=make.NOW)
    assert next_step(grant, make.NOW.date())[2] == "grants:redraft"
    with pytest.raises(Refused, match="zurückgegeben"):
        grants.sign_notice(grant=grant, by=town.carla, at=make.NOW)
    grant = grants.redraft_notice(
        grant=grant, fields=make.NOTICE | {"purpose": "Sechs Abende"}, by=town.ben, at=make.NOW
    )
    assert (grant.state, grant.notice.returned_note, grant.notice.drafted_by) == ("drafted", "", town.ben.reference)


def test_notice_keeps_its_rules_when_the_rule_set_changes(town):
    grant = make.sign(town, make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town)))))
    partnership.adopt_rules(
        kind="grant_law",
        title="Neu",
        valid_from=dt.date(2026, 3, 20),
        values={"fiction_days": 9},
        by=town.kim,
        at=make.NOW,
    )
    grant = make.post(town, grant)
    assert grant.notice.remedy_last_day == dt.date(2026, 4, 30)


def test_whoever_ever_worded_a_draft_never_signs_it(town):
    grant = make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town))))
    grant = grants.redraft_notice(grant=grant, fields=make.NOTICE, by=town.ben, at=make.NOW)
    first = make.with_role_too(town, "lena", "signatory")
    with pytest.raises(Forbidden, match="zweite Person"):
        grants.sign_notice(grant=grant, by=first, at=make.NOW)


def test_draft_under_old_rules_is_saved_anew_before_it_is_signed(town):
    grant = make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town))))
    partnership.adopt_rules(
        kind="grant_law",
        title="Neu",
        valid_from=dt.date(2026, 3, 20),
        values={"proof_days": 10},
        by=town.kim,
        at=make.NOW,
    )
    with pytest.raises(Refused, match="Regeln haben sich"):
        make.sign(town, grant)
    grant = grants.redraft_notice(
        grant=grant, fields=make.NOTICE, by=town.lena, at=dt.datetime(2026, 3, 25, tzinfo=BERLIN)
    )
    assert (grant.notice.rules_version, grant.notice.kept_law["proof_days"]) == (1, 10)
    assert make.sign(town, grant).state == "signed"


def test_condition_of_the_committee_is_in_the_notice_even_when_the_drafter_drops_it(town):
    grant = make.draft_notice(town, make.decide(town, make.admit(town, make.add_application(town))))
    decision = decision_on(town.partnership, reference(grant.application))
    decision.conditions = "Das Projekt zeigt einen Zwischenstand."
    lead, drafter = office(town.partnership, "lead_office", make.NOW.date()), "Lena"
    told = {
        "decision": decision,
        "office": lead,
        "drafter": drafter,
        "signatory": "x",
        "footer": "",
        "sources": {"federal"},
    }
    letter = notice_letter(grant, signed_at=make.NOW, **told)
    assert letter.provisions.count("Auflage: Das Projekt zeigt einen Zwischenstand.") == 1
    assert letter.facts[0][0] == "Ihr Antrag"
    assert letter.facts[0][1].startswith("E-2026-0001, ")
    assert any("§ 36 Abs. 2 Nr. 3 des Landesverwaltungsverfahrensgesetzes" in text for text in letter.provisions)


def test_ordered_payment_that_cannot_be_released_is_refused_and_frees_the_money(town, grant):
    make.add_bank(town, town.organisation)
    payment = payments.request_payment(
        grant=grant, amount_eur=grant.amount_eur, purpose="x", by=town.anna, at=make.FINAL
    )
    payment = payments.order_payment(payment=payment, by=town.lena, at=make.FINAL)
    with pytest.raises(Refused, match="noch 0,00"):
        payments.request_payment(grant=grant, amount_eur=Decimal(1), purpose="x", by=town.anna, at=make.FINAL)
    payments.refuse_payment(payment=payment, reason="Bankverbindung geändert", by=town.lena, at=make.FINAL)
    again = payments.request_payment(grant=grant, amount_eur=Decimal(1), purpose="x", by=town.anna, at=make.FINAL)
    assert again.state == "requested"


def test_no_vote_no_notice(town):
    application = make.admit(town, make.add_application(town))
    with pytest.raises(Refused, match="Ohne Beschluss"):
        make.draft_notice(town, application)


def test_payment_waits_for_finality_or_a_waiver(town, grant):
    early = dt.datetime(2026, 4, 30, 23, 59, tzinfo=BERLIN)
    with pytest.raises(Refused, match="Widerspruch"):
        payments.request_payment(grant=grant, amount_eur=Decimal(1), purpose="x", by=town.anna, at=early)
    with pytest.raises(Refused, match="Verzicht"):
        notification.record_waiver(
            grant=grant, received_on=dt.date(2026, 3, 28), waived_on=dt.date(2026, 3, 25), by=town.ben, at=early
        )
    grant = notification.record_waiver(
        grant=grant, received_on=dt.date(2026, 3, 28), waived_on=dt.date(2026, 4, 2), by=town.ben, at=early
    )
    assert (
        payments.request_payment(grant=grant, amount_eur=Decimal(1), purpose="x", by=town.anna, at=early).state
        == "requested"
    )


def test_never_more_than_granted_is_asked_for(town):
    grant = make.notified_grant(town)
    payments.request_payment(grant=grant, amount_eur=Decimal("3999.99"), purpose="x", by=town.anna, at=make.FINAL)
    with pytest.raises(Refused, match="0,01"):
        payments.request_payment(grant=grant, amount_eur=Decimal("0.02"), purpose="x", by=town.anna, at=make.FINAL)


def test_refused_request_frees_the_money_again(town, grant):
    payment = payments.request_payment(
        grant=grant, amount_eur=Decimal("4000.00"), purpose="x", by=town.anna, at=make.FINAL
    )
    payments.refuse_payment(payment=payment, reason="zu früh", by=town.lena, at=make.FINAL)
    assert (
        payments.request_payment(
            grant=grant, amount_eur=Decimal("4000.00"), purpose="x", by=town.anna, at=make.FINAL
        ).state
        == "requested"
    )


def test_unconfirmed_account_of_the_town_blocks_the_payment(town):
    payment = make.ordered_payment(town)
    partnership.set_office(
        kind="lead_office",
        fields=make.OFFICE | {"payer_iban": "DE02120300000000202051"},
        by=town.kim,
        at=make.FINAL,
    )
    with pytest.raises(Refused, match="zweite Person"):
        payments.release_payment(payment=payment, by=town.dogan, at=make.FINAL)


def test_swapped_bank_data_block_the_payment(town, grant):
    make.add_bank(town, town.organisation)
    payment = payments.request_payment(
        grant=grant, amount_eur=Decimal("100"), purpose="x", by=town.anna, at=make.FINAL
    )
    payment = payments.order_payment(payment=payment, by=town.lena, at=make.FINAL)
    change = network.propose_bank(
        organisation=town.organisation, holder="Dieb", iban="DE02500105170137075030", by=town.anna, at=make.FINAL
    )
    assert OutboxMail.objects.filter(recipient=town.organisation.email, subject__contains="Bankverbindung").exists()
    with pytest.raises(Refused, match="geändert"):
        payments.release_payment(payment=payment, by=town.dogan, at=make.FINAL)
    network.approve_bank(bank=change, by=town.dogan, at=make.FINAL)
    assert usable_bank(town.organisation, make.FINAL) is None
    assert usable_bank(town.organisation, make.FINAL + dt.timedelta(days=3)).version == 2
    with pytest.raises(Refused, match="geändert"):
        payments.release_payment(payment=payment, by=town.dogan, at=make.FINAL + dt.timedelta(days=3))


def test_bank_data_need_a_second_person_and_one_change_at_a_time(town):
    organisation = make.add_organisation(town)
    bank = network.propose_bank(
        organisation=organisation, holder="x", iban="DE02120300000000202051", by=town.anna, at=make.NOW
    )
    with pytest.raises(Refused, match="wartet schon"):
        network.propose_bank(
            organisation=organisation, holder="x", iban="DE02120300000000202051", by=town.anna, at=make.NOW
        )
    with pytest.raises(Forbidden):
        network.approve_bank(bank=bank, by=town.anna, at=make.NOW)
    network.reject_bank(bank=bank, reason="falsch", by=town.lena, at=make.NOW)
    assert usable_bank(organisation, make.FINAL) is None


def test_daily_job_makes_notices_binding_once(town, grant):
    assert finality(dt.datetime(2026, 4, 30, 12, tzinfo=BERLIN)) == "0 notices became binding"
    assert finality(dt.datetime(2026, 5, 1, 0, 30, tzinfo=BERLIN)) == "1 notices became binding"
    assert finality(dt.datetime(2026, 5, 1, 0, 31, tzinfo=BERLIN)) == "0 notices became binding"
    grant.refresh_from_db()
    assert grant.state == "binding"


def test_submission_is_told_once_and_marks_what_is_late(town):
    draft = make.add_draft(town)
    done = calls.submit(application=draft, by=town.anna, at=dt.datetime(2026, 2, 28, 0, 0, tzinfo=BERLIN))
    assert (done.late, done.number) == (True, "E-2026-0001")
    with pytest.raises(Refused, match="eingereicht"):
        calls.submit(application=draft, by=town.anna, at=make.NOW)
    assert LedgerEntry.objects.filter(kind="applications.submit").count() == 1
    assert OutboxMail.objects.filter(subject__contains="E-2026-0001").count() == 1
    assert done.receipt.data["submitted_time"] == "00:00:00"


def test_unbalanced_plan_is_saved_but_not_submitted(town):
    draft = make.add_draft(town)
    drafts.save_line(
        application=draft, key="", line=make.line("expense", "travel", "120.00"), by=town.anna, at=make.APPLIED
    )
    assert plan_of(draft).gap_eur == Decimal("120.00")
    with pytest.raises(Refused, match="Es fehlen 120,00"):
        calls.submit(application=draft, by=town.anna, at=make.APPLIED)


def test_two_tabs_get_a_conflict_with_both_versions(town):
    draft = make.add_draft(town)
    drafts.save_page(
        application=draft, page=2, fields={"title": "Eins"}, version=draft.version, by=town.anna, at=make.APPLIED
    )
    with pytest.raises(Conflict) as conflict:
        drafts.save_page(
            application=draft, page=2, fields={"title": "Zwei"}, version=draft.version, by=town.anna, at=make.APPLIED
        )
    assert conflict.value.stored == {"title": "Eins", "version": draft.version + 1}


def test_stranger_can_do_nothing_with_an_application(town):
    draft = make.add_draft(town)
    make.add_organisation(town, who="greta", name="Anderer Verein")
    for deed, more in ((calls.submit, {}), (drafts.discard, {}), (drafts.delete_line, {"key": "x"})):
        with pytest.raises(Forbidden):
            deed(application=draft, by=town.greta, at=make.APPLIED, **more)


def test_nobody_acts_on_another_towns_objects(town, other_town):
    draft = make.add_draft(town)
    from aktionsplan.shared.tenancy import partnership_scope

    with partnership_scope(other_town.partnership), pytest.raises(Forbidden, match="anderen Partnerschaft"):
        calls.submit(application=draft, by=other_town.ben, at=make.APPLIED)


def test_draft_can_be_discarded_and_a_submitted_one_withdrawn(town):
    draft = make.add_draft(town)
    drafts.discard(application=draft, by=town.anna, at=make.APPLIED)
    assert not Application.objects.filter(pk=draft.pk).exists()
    application = make.add_application(town)
    assert calls.withdraw(application=application, by=town.anna, at=make.NOW).state == "withdrawn"


def test_unconfirmed_organisation_is_not_admitted(town):
    make.add_call(town)
    fields = {
        "name": "Neu e. V.",
        "legal_form": "initiative",
        "register_number": "",
        "street": "a",
        "postcode": "1",
        "city": "b",
        "email": "a@b.de",
        "phone": "",
        "nonprofit_date": None,
    }
    organisation = network.register(fields=fields, function="x", by=town.anna, at=make.APPLIED)
    town.again("anna")
    application = make.add_application(town, organisation=organisation)
    with pytest.raises(Refused, match="Verein"):
        make.admit(town, application)


def test_released_call_is_frozen(town):
    call = make.add_call(town)
    with pytest.raises(Refused, match="veröffentlicht"):
        calls.change_call(call=call, fields={}, goals=[], version=call.version, by=town.ben, at=make.NOW)
    partnership.adopt_rules(
        kind="application",
        title="x",
        valid_from=dt.date(2026, 3, 20),
        values={"own_share_percent": 50},
        by=town.kim,
        at=make.NOW,
    )
    call.refresh_from_db()
    assert call.kept_terms["own_share_percent"] == 10


def test_bank_file_is_not_an_archive_but_xml(town):
    assert not zipfile.is_zipfile(io.BytesIO(b"<?xml"))


def test_rules_are_not_dated_back(town):
    with pytest.raises(Refused, match="frühestens ab heute"):
        partnership.adopt_rules(
            kind="application",
            title="x",
            valid_from=make.NOW.date() - dt.timedelta(days=1),
            values={"own_share_percent": 50},
            by=town.kim,
            at=make.NOW,
        )
