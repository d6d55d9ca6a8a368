"""Quorum, majority, recusal: the committee's vectors and the invariants of the handbook."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.bodies import rules
from aktionsplan.bodies.rules import circular, composition, quorum, voting
from aktionsplan.bodies.rules.counted import Hands
from aktionsplan.partnership.rules import procedure
from aktionsplan.shared.words import filled

VECTORS = {v["id"]: v for v in json.loads((Path(__file__).parent / "committee_vectors.json").read_text())["vectors"]}
COUNTS = st.integers(0, 40)
VALUES = procedure.profile_values("kv_mv") | {"least_present": 0}


def decided(values=None, **how):
    """A verdict by the model's rules, with some of their values changed."""
    return rules.decide(values=VALUES | (values or {}), **how)


@pytest.mark.parametrize("case", ["Q1", "Q2"])
def test_quorum_vectors(case):
    given_, expected = VECTORS[case]["input"], VECTORS[case]["expected"]
    assert quorum.quorum(seats=given_["seats"], present=given_["present"]).quorate is expected["quorate"]


@pytest.mark.parametrize("case", ["M1", "M3", "M5", "M8", "M10"])
def test_majority_vectors(case):
    given_, expected = VECTORS[case]["input"], VECTORS[case]["expected"]
    rule = {"kv_mv": "simple"}.get(given_["profile"], given_["profile"])
    result = rules.majority(
        yes=given_["yes"],
        no=given_["no"],
        abstain=given_["abstain"],
        invalid=given_["invalid"],
        rule=rule,
        present=given_.get("present_voting", 0),
        seats=given_.get("seats", 0),
    )
    assert result.passed is expected["passed"]


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "passed"),
    [(5, 4, 3, True), (1, 0, 8, True), (5, 5, 2, False), (0, 0, 9, False), (4, 5, 0, False)],
)
def test_simple_majority_ignores_abstentions_and_a_tie_fails(yes, no, abstain, passed):
    assert rules.majority(yes=yes, no=no, abstain=abstain).passed is passed


@pytest.mark.parametrize(("yes", "no", "passed"), [(6, 3, True), (5, 3, False), (0, 0, False)])
def test_two_thirds_of_votes(yes, no, passed):
    assert rules.majority(yes=yes, no=no, abstain=0, rule="two_thirds_yes_no").passed is passed


@pytest.mark.parametrize(("yes", "passed"), [(9, True), (8, False), (0, False)])
def test_two_thirds_of_13_seats(yes, passed):
    assert rules.majority(yes=yes, no=0, abstain=0, rule="two_thirds_seats", seats=13).passed is passed


@pytest.mark.parametrize(("seats", "needed"), [(12, 7), (13, 7), (1, 1), (2, 2)])
def test_more_than_half_needed(seats, needed):
    assert quorum.quorum(seats=seats, present=needed).quorate
    assert not quorum.quorum(seats=seats, present=needed - 1).quorate
    assert quorum.quorum(seats=seats, present=needed).needed == needed


def test_at_least_half_is_a_variant():
    assert quorum.quorum(seats=12, present=6, rule="at_least_half").quorate
    assert not quorum.quorum(seats=13, present=6, rule="at_least_half").quorate


def test_a_body_without_seats_is_never_quorate():
    assert not quorum.quorum(seats=0, present=0).quorate


def test_unknown_rules_and_negative_counts_raise():
    with pytest.raises(ValueError, match="x"):
        quorum.quorum(seats=1, present=1, rule="x")
    with pytest.raises(ValueError, match="x"):
        rules.majority(yes=1, no=0, abstain=0, rule="x")
    with pytest.raises(ValueError, match="negative"):
        rules.majority(yes=1, no=-1, abstain=0)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_abstentions_never_change_the_verdict(yes, no, one, other):
    assert rules.majority(yes=yes, no=no, abstain=one).passed == rules.majority(yes=yes, no=no, abstain=other).passed


@given(
    COUNTS,
    COUNTS,
    COUNTS,
    st.sampled_from(["simple", "majority_of_present", "two_thirds_yes_no", "two_thirds_seats"]),
)
def test_one_more_yes_never_turns_pass_into_fail(yes, no, abstain, rule):
    present = yes + no + abstain
    before = rules.majority(yes=yes, no=no, abstain=abstain, rule=rule, present=present, seats=40).passed
    after = rules.majority(yes=yes + 1, no=no, abstain=abstain, rule=rule, present=present + 1, seats=40).passed
    assert after or not before


CHAIRS = st.lists(
    st.builds(
        rules.RollSeat,
        st.uuids().map(str),
        st.sampled_from(["civil", "public"]),
        st.sampled_from(sorted(set(rules.ATTENDANCE) - {"vacant"})),
        st.booleans(),
    ),
    min_size=1,
    max_size=20,
)


@given(CHAIRS, st.data())
def test_verdict_is_the_same_for_any_order_and_when_computed_again(chairs, data):
    entitled = rules.voters(chairs)
    yes = data.draw(st.integers(0, entitled))
    no = data.draw(st.integers(0, entitled - yes))
    counts = {"yes": yes, "no": no, "abstain": entitled - yes - no}
    shuffled = data.draw(st.permutations(chairs))
    first = decided(chairs=chairs, motion="approve", **counts)
    assert (
        first
        == decided(chairs=shuffled, motion="approve", **counts)
        == decided(chairs=chairs, motion="approve", **counts)
    )
    assert first.quorum.present == entitled
    assert first.excluded == sum(chair.attendance in rules.RECUSED for chair in chairs)
    assert first.kind == ("approve" if yes > no else "reject")
    assert rules.ballot_problem(chairs, **counts) is None
    assert rules.ballot_problem(chairs, **{**counts, "yes": yes + 1}) is not None


def chair(attendance, linked=False, proposed=False):
    return rules.RollSeat("x", "civil", attendance, linked, proposed)


def test_linked_person_who_votes_needs_a_reason():
    assert rules.recusal_problem([chair("member", linked=True)], why_voting="", why_out="") is not None
    assert rules.recusal_problem([chair("deputy", linked=True)], why_voting="", why_out="") is not None
    assert rules.recusal_problem([chair("member", linked=True)], why_voting="beschlossen", why_out="") is None
    assert (
        rules.recusal_problem(
            [chair("deputy_for_recused", linked=True, proposed=True)], why_voting="", why_out=""
        ).code
        == "linked"
    )
    assert (
        rules.recusal_problem([chair("recused", proposed=True), chair("member")], why_voting="", why_out="") is None
    )
    assert rules.recusal_problem([chair("absent", linked=True)], why_voting="", why_out="") is None


@pytest.mark.parametrize("attendance", rules.RECUSED)
def test_person_without_a_known_link_is_kept_out_only_with_a_reason(attendance):
    assert rules.recusal_problem([chair(attendance)], why_voting="", why_out="").code == "unlinked"
    assert rules.recusal_problem([chair(attendance)], why_voting="", why_out="Schwager der Vorsitzenden") is None
    assert rules.recusal_problem([chair(attendance, proposed=True)], why_voting="", why_out="") is None


def test_deputy_votes_for_a_recused_member_and_both_are_counted():
    found = decided(
        chairs=[chair("deputy_for_recused"), chair("member"), chair("absent")],
        motion="approve",
        yes=2,
        no=0,
        abstain=0,
    )
    assert (found.excluded, found.quorum.present, found.kind) == (1, 2, "approve")


@pytest.mark.parametrize(
    ("motion", "yes", "kind", "sentence"),
    [
        ("approve", 3, "approve", "Angenommen mit 3 zu 0 Stimmen"),
        ("approve", 0, "reject", "Abgelehnt mit 0 zu 3 Stimmen"),
        ("approve_reduced", 3, "approve_reduced", "Angenommen mit 3 zu 0 Stimmen"),
        ("approve_reduced", 0, "not_passed", "„gekürzt empfohlen“: keine Mehrheit mit 0 zu 3 Stimmen"),
        ("reject", 3, "reject", "„abgelehnt“: angenommen mit 3 zu 0 Stimmen"),
        ("reject", 0, "not_passed", "„abgelehnt“: keine Mehrheit mit 0 zu 3 Stimmen"),
    ],
)
def test_only_a_lost_motion_to_approve_in_full_is_a_rejection(motion, yes, kind, sentence):
    found = decided(chairs=[chair("member")] * 3, motion=motion, yes=yes, no=3 - yes, abstain=0)
    assert (found.kind, str(found.sentence)) == (kind, sentence)


def test_fewer_than_three_decide_nothing_whatever_the_size():
    assert not quorum.quorum(seats=2, present=2, least=3).quorate
    assert quorum.quorum(seats=3, present=3, least=3).needed == 3
    assert quorum.quorum(seats=13, present=7, least=3).needed == 7
    two = [chair("member")] * 2
    assert not decided(
        chairs=two, motion="approve", yes=2, no=0, abstain=0, values={"least_present": 3}
    ).quorum.quorate


def test_majorities_of_nobody_never_pass():
    assert not rules.majority(yes=1, no=0, abstain=0, rule="two_thirds_seats", seats=0).passed
    assert not rules.majority(yes=1, no=0, abstain=0, rule="majority_of_present", present=0).passed


@pytest.mark.parametrize(
    ("motion", "requested", "amount", "conditions", "reason", "code"),
    [
        ("approve", "100", "100", "", "gut", None),
        ("approve", "100", None, "", "gut", "amount"),
        ("approve", "100", "0", "", "gut", "amount"),
        ("approve", "100", "101", "", "gut", "amount"),
        ("approve", "100", "90", "", "gut", "kind"),
        ("approve", "100", "100", "x", "gut", "kind"),
        ("approve_reduced", "100", "90", "", "gut", None),
        ("approve_reduced", "100", "100", "", "gut", "kind"),
        ("approve_with_conditions", "100", "100", "", "gut", "conditions"),
        ("approve_with_conditions", "100", "100", "x", "gut", None),
        ("reject", "100", None, "", "", "reason"),
        ("reject", "100", None, "", "nein", None),
        ("approve", None, "90", "", "gut", None),
        ("defer", None, None, "", "später", None),
    ],
)
def test_amount_conditions_and_reason_fit_the_kind(motion, requested, amount, conditions, reason, code):
    problem = rules.decision_problem(
        motion=motion,
        requested=Decimal(requested) if requested else None,
        amount=Decimal(amount) if amount else None,
        conditions=conditions,
        reason=reason,
    )
    assert (problem.code if problem else None) == code


def test_civil_society_needs_more_than_half():
    assert rules.civil_majority(["civil", "civil", "public"])
    assert not rules.civil_majority(["civil", "public"])


def test_results_carry_everything_that_was_counted():
    assert quorum.quorum(seats=12, present=6, rule="at_least_half") == rules.Quorum(True, 6, 6, 12, "at_least_half")
    found = rules.majority(yes=4, no=3, abstain=2, invalid=1, rule="majority_of_present", present=10)
    assert found == rules.Majority(False, 4, 3, 2, 1, "majority_of_present", "majority_of_present")
    assert rules.majority(yes=1, no=0, abstain=0).invalid == 0


@pytest.mark.parametrize("counts", [(-1, 0, 0, 0), (0, -1, 0, 0), (0, 0, -1, 0), (0, 0, 0, -1)])
def test_no_count_is_negative(counts):
    yes, no, abstain, invalid = counts
    with pytest.raises(ValueError, match="negative"):
        rules.majority(yes=yes, no=no, abstain=abstain, invalid=invalid)


@pytest.mark.parametrize(
    ("rule", "how", "passed"),
    [
        ("majority_of_present", {"yes": 5, "no": 5, "present": 10}, False),
        ("majority_of_present", {"yes": 6, "no": 4, "present": 10}, True),
        ("majority_of_present", {"yes": 1, "no": 0, "present": 1}, True),
        ("two_thirds_yes_no", {"yes": 1, "no": 0}, True),
        ("two_thirds_seats", {"yes": 1, "no": 0, "seats": 1}, True),
        ("two_thirds_seats", {"yes": 2, "no": 0, "seats": 3}, True),
        ("two_thirds_seats", {"yes": 0, "no": 0, "seats": 0}, False),
    ],
)
def test_majorities_hold_at_their_edge(rule, how, passed):
    assert rules.majority(abstain=0, rule=rule, **how).passed is passed


def told(problem):
    return (problem.code, problem.field_name, str(problem))


def test_refusals_of_a_vote_in_words():
    assert told(rules.ballot_problem([chair("member")] * 2, yes=1, no=0, abstain=0, invalid=2)) == (
        "ballots",
        "yes",
        "Es dürfen 2 Personen abstimmen, eingetragen sind 3 Stimmen.",
    )
    assert rules.ballot_problem([chair("member")] * 3, yes=1, no=0, abstain=0, invalid=2) is None
    assert told(rules.recusal_problem([chair("member", linked=True)], why_voting="", why_out=""))[:2] == (
        "linked",
        "override",
    )
    assert "Tragen Sie sie als befangen ein" in str(
        rules.recusal_problem([chair("member", linked=True)], why_voting="", why_out="")
    )
    assert told(rules.recusal_problem([chair("recused")], why_voting="", why_out="")) == (
        "unlinked",
        "recusal_reason",
        "Eine Person ist als befangen eingetragen, ohne dass eine Verbindung bekannt ist. Schreiben Sie den Grund auf.",
    )


def test_reason_for_one_conflict_does_not_cover_the_other():
    both = [chair("member", linked=True), chair("recused")]
    assert rules.recusal_problem(both, why_voting="", why_out="Schwester").code == "linked"
    assert rules.recusal_problem(both, why_voting="nicht befangen", why_out="").code == "unlinked"
    assert rules.recusal_problem(both, why_voting="nicht befangen", why_out="Schwester") is None


def test_verdict_is_made_by_the_rules_it_is_given():
    chairs = [chair("member")] * 6 + [chair("absent")] * 6
    how = {"chairs": chairs, "motion": "approve", "yes": 3, "no": 1, "abstain": 1, "invalid": 1}
    half = decided({"quorum": "at_least_half", "majority": "majority_of_present", "least_present": 3}, **how)
    assert half.quorum == rules.Quorum(True, 6, 6, 12, "at_least_half")
    assert half.majority == rules.Majority(False, 3, 1, 1, 1, "majority_of_present", "majority_of_present")
    assert (half.kind, half.why) == ("reject", "Nicht mehr als die Hälfte der Anwesenden hat mit Ja gestimmt.")
    seats = decided({"majority": "two_thirds_seats"}, **how)
    assert (seats.majority.passed, seats.quorum.quorate) == (False, False)
    assert seats.quorum_text.format(**seats.params) == "Nicht beschlussfähig: 6 von 12 Sitzen sind da, nötig sind 7."
    plain = decided(chairs=[chair("member")], motion="approve", yes=1, no=0, abstain=0)
    assert (plain.majority.invalid, plain.quorum.needed) == (0, 1)
    assert plain.why == "Es gibt mehr Ja- als Nein-Stimmen; Enthaltungen zählen nicht mit."


def test_a_single_euro_can_be_recommended():
    one = {"motion": "approve", "requested": Decimal("0.50"), "conditions": "", "reason": "x"}
    assert rules.decision_problem(amount=Decimal("0.50"), **one) is None


def test_verdict_knows_who_is_present_and_how_many_seats_there_are():
    three = [chair("member")] * 3
    assert decided(
        chairs=three, motion="approve", yes=2, no=1, abstain=0, values={"majority": "majority_of_present"}
    ).majority.passed
    assert decided(
        chairs=three, motion="approve", yes=2, no=1, abstain=0, values={"majority": "two_thirds_seats"}
    ).majority.passed
    assert decided(chairs=[], motion="defer", yes=0, no=0, abstain=0).quorum.needed == 1


def chairs_of(**how_many):
    return [chair(word) for word, count in how_many.items() for _ in range(count)]


def test_vacant_seats_count_by_setting():
    chairs = chairs_of(member=6, absent=5, vacant=2)
    counts = {"motion": "adopt", "yes": 6, "no": 0, "abstain": 0}
    without = decided(chairs=chairs, **counts)
    assert (without.quorum.seats, without.quorum.quorate) == (11, True)
    counted = decided({"vacant_count": True}, chairs=chairs, **counts)
    assert (counted.quorum.seats, counted.quorum.needed, counted.quorum.quorate) == (13, 7, False)


def test_quorum_of_the_beginning_lasts_with_enough_who_vote():
    counts = {"motion": "adopt", "yes": 5, "no": 0, "abstain": 0}
    found = decided(chairs=chairs_of(member=5, absent=7), established=True, **counts)
    assert found.quorum_text.format(**found.params) == (
        "Beschlussfähig: zu Beginn festgestellt, und der Vorsitz hat nichts anderes festgestellt. "
        "5 von 12 Sitzen sind noch da."
    )
    assert not decided(chairs=chairs_of(member=5, absent=7), **counts).quorum.quorate
    assert (
        decided(chairs=chairs_of(member=5, absent=6, recused=1), established=True, **counts).quorum.ground
        == "lasting"
    )
    few = decided({"least_present": 6}, chairs=chairs_of(member=5, absent=7), established=True, **counts)
    assert not few.quorum.quorate
    enough = decided({"least_present": 5}, chairs=chairs_of(member=5, absent=7), established=True, **counts)
    assert enough.quorum.quorate
    anew = decided({"counted_anew": True}, chairs=chairs_of(member=5, absent=7), established=True, **counts)
    assert not anew.quorum.quorate


@pytest.mark.parametrize(("voting", "ok"), [(4, True), (3, True), (2, False)])
def test_more_than_half_recused_never_asks_for_more_than_a_fixed_quorum(voting, ok):
    found = quorum.quorum(seats=12, present=voting, recused=7, rule="fixed", fixed=3)
    assert (found.quorate, found.needed, found.ground) == (ok, 3, "present")
    assert quorum.quorum(seats=12, present=4, recused=7).needed == 5
    assert quorum.quorum(seats=12, present=4, recused=7, least=6).needed == 6


SEATS_AT = st.lists(
    st.tuples(
        st.sampled_from(["civil", "public"]),
        st.sampled_from(["member", "deputy", "deputy_for_recused", "recused", "deputy_recused"]),
        st.sampled_from("ABCD"),
    ),
    min_size=1,
    max_size=15,
)


@given(
    seats=SEATS_AT,
    ballots=st.lists(st.sampled_from(["yes", "no", "abstain"]), min_size=15, max_size=15),
    majority=st.sampled_from(sorted(procedure.MAJORITIES)),
    abstentions=st.sampled_from(["ignored", "no"]),
    cap=st.sampled_from([0, 33, 49, 60]),
    casting=st.sampled_from(["", "yes", "no"]),
    casts=st.booleans(),
)
def test_meeting_writing_and_paper_come_to_the_same(seats, ballots, majority, abstentions, cap, casting, casts):
    """Everybody who may vote votes: then the three ways differ in nothing."""
    chairs = [
        rules.RollSeat(str(n), side, attendance, linked=False, group=group)
        for n, (side, attendance, group) in enumerate(seats)
    ]
    entitled = rules.voters(chairs)
    counts = {choice: ballots[:entitled].count(choice) for choice in ("yes", "no", "abstain")}
    changed = {"majority": majority, "abstentions": abstentions, "cap_percent": cap, "chair_casts": casts}
    values = procedure.profile_values("online") | changed
    shut = rules.share_problem(chairs, cap_percent=cap) is not None
    meeting = rules.decide(chairs=chairs, motion="adopt", **counts, values=values, casting=casting, established=True)
    written = circular.in_writing(chairs, **counts, values=values, casting=casting)
    assert written.valid is (not shut and entitled > 0)
    if written.valid:
        assert written.passed is meeting.majority.passed
    elif entitled:
        assert written.ground == "cap"


@pytest.mark.parametrize(("yes", "passed"), [(8, False), (9, True)])
def test_two_thirds_of_all_seats_in_writing_count_the_recused_ones(yes, passed):
    values = procedure.profile_values("online") | {"majority": "two_thirds_seats", "cap_percent": 0}
    chairs = chairs_of(member=11, recused=2)
    found = circular.in_writing(chairs, yes=yes, no=11 - yes, abstain=0, values=values)
    assert (found.valid, found.passed) == (True, passed)


def test_cap_of_the_public_side_holds_in_writing():
    values = procedure.profile_values("online")
    chairs = [
        rules.RollSeat(str(n), "public" if n < 5 else "civil", "member", False, group=str(n)) for n in range(10)
    ]
    found = circular.in_writing(chairs, yes=10, no=0, abstain=0, values=values)
    assert (found.valid, found.ground) == (False, "cap")
    assert "5 von 10 Stimmen" in found.text.format(**found.params)
    assert circular.in_writing(chairs, yes=0, no=0, abstain=0, objections=1, values=values).ground == "objection"
    eleven = [*chairs, rules.RollSeat("x", "civil", "member", False, group="x")]
    assert circular.in_writing(eleven, yes=11, no=0, abstain=0, values=values).passed


def test_second_call_and_invitation_reach_the_verdict():
    counts = {"motion": "adopt", "yes": 3, "no": 0, "abstain": 0}
    assert decided(chairs=chairs_of(member=3, absent=9), second_call=True, **counts).quorum.ground == "second_call"
    nine = {"motion": "adopt", "yes": 9, "no": 0, "abstain": 0}
    assert decided(chairs=chairs_of(member=9, absent=3), uninvited=1, **nine).quorum.ground == "invitation"
    fixed = decided({"quorum": "fixed", "quorum_fixed": 4}, chairs=chairs_of(member=4, absent=9), **nine | {"yes": 4})
    assert (fixed.quorum.quorate, fixed.quorum.needed) == (True, 4)


@pytest.mark.parametrize(("casting", "passed", "ground"), [("yes", True, "casting"), ("no", False, "casting")])
def test_chair_decides_a_tie_where_the_rules_say_so(casting, passed, ground):
    counts = {"chairs": chairs_of(member=4), "motion": "adopt", "yes": 2, "no": 2, "abstain": 0}
    found = decided({"chair_casts": True}, casting=casting, **counts)
    assert (found.majority.passed, found.majority.ground) == (passed, ground)
    assert "Stimme des Vorsitzes" in found.why
    assert not decided(casting=casting, **counts).majority.passed
    assert not decided({"chair_casts": True}, casting="abstain", **counts).majority.passed
    not_level = counts | {"yes": 1, "no": 3}
    assert not decided({"chair_casts": True}, casting="yes", **not_level).majority.passed
    two_thirds = {"chair_casts": True, "majority": "two_thirds_yes_no"}
    assert not decided(two_thirds, casting="yes", **counts).majority.passed


@pytest.mark.parametrize(
    ("majority", "yes", "no", "abstain", "passed", "why"),
    [
        ("simple", 5, 4, 1, False, "nicht mehr Ja-Stimmen als Nein-Stimmen und Enthaltungen"),
        ("simple", 6, 4, 1, True, "mehr Ja-Stimmen als Nein-Stimmen und Enthaltungen"),
        ("two_thirds_yes_no", 6, 2, 1, True, "Zwei Drittel aller abgegebenen"),
        ("two_thirds_yes_no", 6, 2, 2, False, "zwei Dritteln der abgegebenen"),
        ("majority_of_present", 5, 4, 1, False, "Hälfte der Anwesenden"),
    ],
)
def test_abstentions_count_against_where_the_rules_say_so(majority, yes, no, abstain, passed, why):
    chairs = chairs_of(member=yes + no + abstain)
    values = {"majority": majority, "abstentions": "no"}
    found = decided(values, chairs=chairs, motion="adopt", yes=yes, no=no, abstain=abstain)
    assert found.majority.passed is passed
    assert why in found.why


def test_motion_without_application_is_named_by_its_wording():
    how = {"chairs": chairs_of(member=3), "yes": 3, "no": 0, "abstain": 0, "text": "Sommerpause"}
    assert str(decided(motion="adopt", **how).sentence) == "„Sommerpause“: angenommen mit 3 zu 0 Stimmen"
    assert decided(motion="adopt", **how).kind == "adopt"
    failed = decided(motion="adopt", **how | {"yes": 1, "no": 2})
    assert (failed.kind, str(failed.sentence)) == ("reject", "„Sommerpause“: abgelehnt mit 1 zu 2 Stimmen")
    put_off = decided(motion="defer", **how | {"yes": 1, "no": 2})
    assert (put_off.kind, str(put_off.sentence)) == ("not_passed", "„Sommerpause“: keine Mehrheit mit 1 zu 2 Stimmen")
    assert rules.decision_problem(motion="adopt", requested=None, amount=None, conditions="", reason="") is None


def seated(side, group, attendance="member"):
    return rules.RollSeat("x", side, attendance, linked=False, group=group)


def test_no_group_and_not_the_public_side_is_too_strong():
    public = [seated("public", f"Amt {n}") for n in range(5)]
    civil = [seated("civil", f"Verein {n}") for n in range(6)]
    assert rules.share_problem(public + civil, cap_percent=49) is None
    assert rules.share_problem(public + civil[:5], cap_percent=0) is None
    problem = rules.share_problem([*public, *civil[:5], seated("civil", "V", "recused")], cap_percent=49)
    assert problem.params == {"group": "Verwaltung und Politik", "count": 5, "total": 10, "cap": 49}
    assert rules.share_problem([seated("civil", "A"), seated("civil", "A"), seated("civil", "B")], cap_percent=49)
    assert rules.share_problem([seated("civil", "A", "absent")], cap_percent=49) is None


BALLOT = {"state": "open", "voting": True, "on_roll": "votes", "in_room": True, "voted": False, "secret": False}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"voted": True}, None),
        ({"secret": True}, None),
        ({"secret": True, "voted": True}, "voted"),
        ({"state": "closed"}, "closed"),
        ({"state": "moved"}, "closed"),
        ({"voting": False}, "advisory"),
        ({"on_roll": "recused"}, "recused"),
        ({"on_roll": "replaced"}, "member_sits"),
        ({"on_roll": "handed"}, "handed"),
        ({"on_roll": ""}, "came_late"),
        ({"in_room": False}, "gone"),
    ],
)
def test_every_refused_ballot_has_its_reason(change, code):
    problem = voting.ballot_refusal(**BALLOT | change)
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize(
    ("asked", "needs", "code"), [(1, 1, None), (3, 2, None), (1, 2, "secrecy"), (9, 0, "no_secrecy")]
)
def test_secret_votes_are_asked_for(asked, needs, code):
    problem = voting.secrecy_problem(asked=asked, needs=needs)
    assert (problem.code if problem else None) == code
    assert problem is None or problem.field_name == "asked"


def test_fewer_ballots_than_voters_are_possible_at_devices():
    chairs = chairs_of(member=3)
    assert rules.ballot_problem(chairs, yes=1, no=1, abstain=0, fewer=True) is None
    assert rules.ballot_problem(chairs, yes=2, no=2, abstain=0, fewer=True).code == "ballots"


def test_recused_seats_and_the_notice_of_a_second_call_reach_the_quorum():
    """Q4 and Q5 by way of the verdict, not of the bare rule."""
    seven_out = chairs_of(member=5, recused=7)
    assert rules.quorum_of(seven_out, values=VALUES).quorate
    assert not rules.quorum_of(seven_out, values=VALUES | {"recused_third": False}).quorate
    assert not rules.quorum_of(chairs_of(member=5, absent=7), values=VALUES).quorate
    few = chairs_of(member=4, absent=8)
    assert rules.quorum_of(few, values=VALUES | {"second_call_needs": 4}, second_call=True).quorate
    assert not rules.quorum_of(few, values=VALUES | {"second_call_needs": 5}, second_call=True).quorate


def test_casting_vote_keeps_the_counts_and_needs_the_setting():
    found = rules.majority(yes=3, no=3, abstain=2, invalid=1, casting="yes")
    assert found == rules.Majority(True, 3, 3, 2, 1, "simple", "casting")
    room = chairs_of(member=6)
    told = {"chairs": room, "motion": "adopt", "yes": 3, "no": 3, "abstain": 0, "text": "x"}
    for values, casting, passed, ground in (
        ({"chair_casts": True}, "yes", True, "casting"),
        ({"chair_casts": True}, "", False, "simple"),
        ({"chair_casts": False}, "yes", False, "simple"),
    ):
        verdict = decided(values, **told, casting=casting)
        assert (verdict.majority.passed, verdict.majority.ground) == (passed, ground)
    assert decided({"chair_casts": True}, **told).majority.ground == "simple"


def test_nobody_present_passes_nothing():
    for rule in ("majority_of_present", "two_thirds_seats", "two_thirds_yes_no"):
        assert not rules.majority(yes=0, no=0, abstain=0, rule=rule).passed, rule


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            composition.majority_problem(["civil"] * 3 + ["public"] * 2, ["civil"] * 2 + ["public"] * 2),
            "Die Zivilgesellschaft hätte nur 2 von 4 Stimmen und damit keine Mehrheit.",
        ),
        (
            voting.secrecy_problem(asked=1, needs=3),
            "Eine geheime Abstimmung müssen 3 Mitglieder verlangen, eingetragen sind 1.",
        ),
        (
            voting.ballot_refusal(
                state="closed", voting=True, on_roll="votes", in_room=True, voted=False, secret=False
            ),
            "Die Abstimmung ist geschlossen. Ihre Stimme wurde nicht gezählt.",
        ),
    ],
)
def test_refusals_say_their_numbers(problem, sentence):
    assert filled(problem.text, problem.params) == sentence


def test_fewer_ballots_than_voters_fit_only_where_somebody_may_keep_the_vote():
    room = chairs_of(member=3)
    assert rules.ballot_problem(room, yes=1, no=1, abstain=0).code == "ballots"
    assert rules.ballot_problem(room, yes=1, no=1, abstain=0, fewer=True) is None
    assert rules.ballot_problem(room, yes=2, no=2, abstain=0, fewer=True).code == "ballots"


def test_verdict_tells_its_numbers():
    verdict = decided(chairs=chairs_of(member=5), motion="approve", yes=3, no=1, abstain=1)
    assert filled(verdict.sentence, verdict.params) == "Angenommen mit 3 zu 1 Stimmen"


@pytest.mark.parametrize(
    ("change", "decides"),
    [
        ({}, True),
        ({"yes": 3}, False),
        ({"abstain": 1}, True),
        ({"values": {"chair_casts": False}}, False),
        ({"values": {"majority": "two_thirds_yes_no"}}, False),
        ({"values": {"abstentions": "no"}}, True),
        ({"values": {"abstentions": "no"}, "abstain": 1}, False),
        ({"values": {"abstentions": "no"}, "no": 1, "abstain": 1}, True),
    ],
)
def test_the_chair_decides_a_tie_only_where_the_rules_say_so(change, decides):
    """VwVfG § 91: equal votes and rules that let the vote of the chair decide."""
    values = VALUES | {"chair_casts": True} | change.get("values", {})
    assert voting.chair_decides(**({"yes": 2, "no": 2, "abstain": 0} | change | {"values": values})) is decides


@pytest.mark.parametrize(
    ("counts", "said", "code"),
    [
        ((2, 2), "", "casting"),
        ((2, 2), "yes", None),
        ((2, 2), "no", None),
        ((2, 2), "abstain", None),
        ((2, 2), "silent", None),
        ((0, 0), "yes", "casting_count"),
        ((0, 0), "no", "casting_count"),
        ((0, 2), "no", None),
        ((0, 0), "abstain", None),
    ],
)
def test_what_the_chair_voted_is_among_the_votes_counted(counts, said, code):
    problem = voting.casting_problem(**dict(zip(("yes", "no"), counts, strict=True)), said=said)
    assert (problem.code if problem else None) == code
    assert problem is None or problem.field_name == "chair"


def test_ballots_of_the_room_are_counted_together_whatever_they_say():
    assert Hands(yes=3, no=2, abstain=1, invalid=1, names={"A": 4, "B": 5}).total == 16


PEOPLE = st.sets(st.integers(0, 14))


@given(entitled=PEOPLE, earlier=st.lists(PEOPLE, max_size=3))
def test_opening_never_shuts_out_a_known_few(entitled, earlier):
    problem = voting.device_problem(entitled=entitled, earlier=earlier)
    lost = [len(former - entitled) for former in earlier]
    assert (problem is None) is (len(entitled) >= 5 and not any(0 < n < 5 for n in lost))


@given(voted=PEOPLE, hands=st.integers(0, 8), earlier=st.lists(PEOPLE, max_size=3))
def test_counting_never_tells_fewer_than_five(voted, hands, earlier):
    problem = voting.count_problem(voted=voted, hands=hands, earlier=earlier)
    parts = [len(voted), hands if voted else 0, *(len(former ^ voted) if voted else 0 for former in earlier)]
    assert (problem is None) is all(n == 0 or n >= 5 for n in parts)


@pytest.mark.parametrize(
    ("entitled", "earlier", "code"),
    [
        (range(5), [], None),
        (range(4), [], "few"),
        (range(11), [range(12)], "difference"),
        (range(7), [range(12)], None),
        (range(13), [range(12)], None),
    ],
)
def test_secret_vote_is_opened_at_devices_for_five_and_after_no_near_count(entitled, earlier, code):
    problem = voting.device_problem(entitled=entitled, earlier=earlier)
    assert (problem and problem.code) == code


@pytest.mark.parametrize(
    ("voted", "hands", "earlier", "code"),
    [
        (range(0), 0, [], None),
        (range(1), 0, [], "thin"),
        (range(4), 0, [], "thin"),
        (range(5), 0, [], None),
        (range(5), 1, [], "thin"),
        (range(5), 5, [], None),
        (range(0), 1, [range(5)], None),
        (range(11), 0, [range(12)], "difference"),
        (range(12), 0, [range(12)], None),
    ],
)
def test_secret_ballots_are_counted_from_five_on(voted, hands, earlier, code):
    problem = voting.count_problem(voted=voted, hands=hands, earlier=earlier)
    assert (problem and problem.code) == code
