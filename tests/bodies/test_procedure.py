"""Quorum, composition, elections and votes in writing: the committee's vectors, examples and invariants."""

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.bodies import rules
from aktionsplan.bodies.rules.circular import circular, opening_problem
from aktionsplan.bodies.rules.composition import (
    Person,
    absent_too_often,
    cap_problem,
    counted_seats,
    majority_problem,
    size_problem,
    standing,
    voter,
)
from aktionsplan.bodies.rules.election import after_lot, equal_posts, most_votes, one_name, one_post, takes_no
from aktionsplan.bodies.rules.invitation import in_time, last_day
from aktionsplan.bodies.rules.quorum import SENTENCES, lasting, must_declare, quorum
from aktionsplan.bodies.rules.voting import others_problem
from aktionsplan.partnership.rules.procedure import profile_values
from aktionsplan.shared.words import Phrase

VECTORS = {v["id"]: v for v in json.loads((Path(__file__).parent / "committee_vectors.json").read_text())["vectors"]}
COUNTS = st.integers(0, 40)


def said(found):
    return found.text.format(**found.params)


@pytest.mark.parametrize("case", ["Q1", "Q2", "Q4", "Q7", "Q10"])
def test_quorum_vectors(case):
    told, expected = VECTORS[case]["input"], VECTORS[case]["expected"]
    found = quorum(
        seats=told["seats"],
        present=told["present"],
        recused=told["excluded"],
        uninvited=told.get("not_invited_absent", 0),
        second_call=told.get("second_call", False),
        notice=told.get("notice", False),
    )
    assert found.quorate is expected["quorate"]


def test_chair_declares_below_a_third():
    told = VECTORS["Q12"]["input"]
    assert must_declare(seats=told["seats"], present=told["present"]) is VECTORS["Q12"]["expected"]["must_declare"]
    assert not must_declare(seats=12, present=4)


@pytest.mark.parametrize(
    ("recused", "present", "needed", "ground", "ok"),
    [
        (7, 5, 5, "recused", True),
        (8, 4, 5, "recused", False),
        (6, 6, 7, "present", False),
        (0, 7, 7, "present", True),
        (5, 7, 7, "present", True),
    ],
)
def test_one_third_suffices_only_when_more_than_half_are_recused(recused, present, needed, ground, ok):
    found = quorum(seats=12, present=present, recused=recused)
    assert (found.needed, found.ground, found.quorate) == (needed, ground, ok)


def test_least_number_holds_in_general_and_with_many_recused_but_not_in_a_second_call():
    assert quorum(seats=4, present=3, least=4).needed == 4
    assert quorum(seats=5, present=2, recused=3, least=3).needed == 3
    assert quorum(seats=12, present=3, least=5, second_call=True, notice=True).quorate


@pytest.mark.parametrize(
    ("second", "notice", "needs", "present", "ok"),
    [
        (True, True, 3, 3, True),
        (True, True, 3, 2, False),
        (True, False, 3, 3, False),
        (False, True, 3, 3, False),
        (True, True, 1, 1, True),
        (True, True, 0, 0, False),
    ],
)
def test_second_call_needs_the_notice(second, notice, needs, present, ok):
    found = quorum(seats=12, present=present, second_call=second, notice=notice, second_call_needs=needs)
    assert found.quorate is ok


def test_variants_of_the_number():
    assert quorum(seats=12, present=6, rule="at_least_half").quorate
    assert quorum(seats=13, present=6, rule="at_least_half").needed == 7
    assert quorum(seats=13, present=5, rule="fixed", fixed=5).quorate
    assert quorum(seats=13, present=1, rule="fixed", fixed=1).needed == 1
    assert quorum(seats=13, present=5, recused=7).needed == 5
    assert quorum(seats=0, present=0).needed == 1
    assert (quorum(seats=0, present=0, rule="at_least_half").needed, quorum(seats=12, present=3).quorate) == (
        0,
        False,
    )
    with pytest.raises(ValueError, match="fixed"):
        quorum(seats=3, present=3, rule="fixed")
    assert not quorum(seats=0, present=0).quorate
    for rule, fixed in (("fixed", 0), ("half", 0)):
        with pytest.raises(ValueError, match=rule):
            quorum(seats=3, present=3, rule=rule, fixed=fixed)


@pytest.mark.parametrize(
    "counts",
    [{"present": -1}, {"present": 4}, {"present": 2, "recused": 2}, {"recused": -1}, {"uninvited": -1}],
)
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(ValueError, match="seats"):
        quorum(**{"seats": 3, "present": 1} | counts)


def test_every_ground_has_its_sentence():
    found = {
        quorum(seats=12, present=7),
        quorum(seats=12, present=6),
        quorum(seats=12, present=5, recused=7),
        quorum(seats=12, present=4, recused=8),
        quorum(seats=12, present=3, second_call=True, notice=True),
        quorum(seats=12, present=2, second_call=True, notice=True),
        quorum(seats=12, present=9, uninvited=1),
        lasting(quorum(seats=12, present=5), established=True),
    }
    assert {(row.ground, row.quorate) for row in found} == set(SENTENCES)
    assert said(quorum(seats=12, present=9, uninvited=1)).endswith(
        "fehlen (1). Kommen sie doch noch, schadet der Fehler nicht."
    )
    assert "5 von 12 Sitzen sind da, nötig sind 5" in said(quorum(seats=12, present=5, recused=7))


@given(COUNTS, COUNTS, st.booleans())
def test_somebody_more_never_takes_the_quorum_away(seats, present, second):
    present = min(present, max(seats - 1, 0))
    options = {"second_call": second, "notice": second}
    if seats and quorum(seats=seats, present=present, **options).quorate:
        assert quorum(seats=seats, present=present + 1, **options).quorate


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_second_call_never_asks_for_more(seats, present, recused, least):
    recused = min(recused, seats)
    present = min(present, seats - recused)
    counts = {"seats": seats, "present": present, "recused": recused, "least": least}
    if quorum(**counts).quorate:
        assert quorum(**counts, second_call=True, notice=True).quorate


def test_second_call_counts_only_as_one_and_only_when_it_eases():
    assert not quorum(seats=12, present=3, notice=True).quorate
    assert not quorum(seats=12, present=3, second_call=True).quorate
    assert quorum(seats=5, present=3, second_call=True, notice=True).ground == "present"
    assert quorum(seats=6, present=3, second_call=True, notice=True).ground == "second_call"


def test_second_call_of_a_small_body_keeps_the_lower_need():
    assert quorum(seats=3, present=2, second_call=True, notice=True).quorate
    assert quorum(seats=5, present=2, recused=3, second_call=True, notice=True).quorate


@given(st.integers(1, 40), COUNTS)
def test_quorum_of_half_is_an_integer_comparison(seats, present):
    present = min(present, seats)
    assert quorum(seats=seats, present=present).quorate is (2 * present > seats)


@pytest.mark.parametrize(
    ("established", "present", "anew", "ok"),
    [
        (True, 5, False, True),  # it lasts
        (True, 4, False, True),
        (True, 3, False, False),  # until the chair must say so
        (True, 5, True, False),  # or the rules count anew
        (False, 7, False, True),
        (False, 6, False, False),
        (True, 7, True, True),
    ],
)
def test_quorum_lasts_until_the_opposite_is_found(established, present, anew, ok):
    now = quorum(seats=12, present=present)
    assert lasting(now, established=established, counted_anew=anew).quorate is ok
    assert anew or lasting(now, established=established).quorate is ok


def test_lasting_quorum_never_heals_an_invitation_and_keeps_its_numbers():
    assert not lasting(quorum(seats=12, present=9, uninvited=1), established=True).quorate
    found = lasting(quorum(seats=12, present=5), established=True)
    assert (found.ground, found.present, found.needed) == ("lasting", 5, 7)


@pytest.mark.parametrize(
    ("member", "deputy", "word"),
    [
        (Person(True), Person(True), "member"),
        (Person(False), Person(True), "deputy"),
        (Person(False), Person(False), "absent"),
        (Person(False), None, "absent"),
        (Person(True, True), None, "recused"),
        (Person(False, True), None, "recused"),
        (Person(True, True), Person(True), "deputy_for_recused"),
        (Person(True, True, False), Person(True), "recused"),
        (Person(True, True), Person(True, True), "recused"),
        (Person(False), Person(True, True), "deputy_recused"),
        (Person(False), Person(False, True), "absent"),
        (Person(True), Person(True, True), "member"),
        (Person(True), Person(True, True, False), "deputy_recused"),
        (Person(True), Person(False, True, False), "deputy_recused"),
        (Person(False), Person(False, True, False), "absent"),
        (None, Person(True, True), "deputy_recused"),
        (None, Person(True), "deputy"),
        (None, None, "vacant"),
    ],
)
def test_how_a_seat_stands(member, deputy, word):
    assert standing(member, deputy) == word
    assert (word in rules.VOTING) is bool(voter(member, deputy))


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("cc", "ccp", None),
        ("ccp", "ccpp", 1),
        ("cp", "cpp", 0),
        ("", "p", 0),
        ("ccc", "", 1),
    ],
)
def test_civil_majority_at_every_change(before, after, lost):
    words = {"c": "civil", "p": "public"}
    problem = majority_problem([words[x] for x in before], [words[x] for x in after])
    assert (problem.params["lost"] if problem else None) == lost
    assert problem is None or (problem.code, problem.params["votes"]) == ("civil_majority", len(after))


def test_size_of_a_body_has_a_limit_where_the_rules_set_one():
    assert size_problem(12, most=12) is None
    assert size_problem(40, most=0) is None
    problem = size_problem(40, most=12)
    assert (problem.code, problem.params) == ("most_seats", {"most": 12, "votes": 40})


@pytest.mark.parametrize(
    ("sent", "meets", "counting", "ok"),
    [
        ("2026-03-03", "2026-03-18", "between", True),
        ("2026-03-03", "2026-03-17", "between", False),
        ("2026-03-02", "2026-03-17", "between", True),
        ("2026-03-03", "2026-03-17", "with_meeting", True),
        ("2026-03-04", "2026-03-17", "with_meeting", False),
        ("2026-02-24", "2026-03-17", "between", True),
    ],
)
def test_invitation_is_in_time(sent, meets, counting, ok):
    days = {"days": 14, "counting": counting}
    assert in_time(dt.date.fromisoformat(sent), dt.date.fromisoformat(meets), **days) is ok
    assert last_day(dt.date(2026, 3, 17), days=14) == dt.date(2026, 3, 2)
    with pytest.raises(ValueError, match="other"):
        last_day(dt.date(2026, 3, 17), days=14, counting="other")


HERE, AWAY, OUT, GONE_OUT = Person(True), Person(False), Person(True, True), Person(False, True)


@pytest.mark.parametrize(
    ("member", "deputy", "who"),
    [
        (HERE, HERE, "member"),
        (HERE, None, "member"),
        (AWAY, HERE, "deputy"),
        (None, HERE, "deputy"),
        (OUT, HERE, "deputy"),
        (GONE_OUT, HERE, "deputy"),
        (Person(True, True, False), HERE, ""),
        (OUT, OUT, ""),
        (AWAY, OUT, ""),
        (AWAY, AWAY, ""),
        (OUT, None, ""),
        (None, None, ""),
        (HERE, OUT, "member"),
        (HERE, Person(True, True, False), ""),
        (HERE, Person(False, True, False), ""),
    ],
)
def test_who_votes_for_a_seat(member, deputy, who):
    assert voter(member, deputy) == who


def test_cap_vector():
    told = VECTORS["G1"]["input"]
    problem = cap_problem(told["groups"], cap_percent=told["cap"])
    assert (problem is None) is VECTORS["G1"]["expected"]["cap_ok"]
    assert problem.code == "cap"
    assert problem.params == {"group": "verwaltung", "count": 6, "total": 12, "cap": 49}


@pytest.mark.parametrize(("total", "ok"), [(11, True), (10, False)])
def test_recusal_on_the_other_side_breaks_the_cap(total, ok):
    assert (cap_problem({"public": 5, "civil": total - 5}, cap_percent=60 if ok else 49) is None) is ok
    assert (cap_problem({"public": 5, "a": 3, "b": total - 8}, cap_percent=49) is None) is ok


def test_share_of_a_part_is_taken_of_all():
    assert cap_problem({"public": 5}, cap_percent=49, total=11) is None
    assert cap_problem({"public": 5}, cap_percent=49, total=10).params["total"] == 10


def test_nobody_present_breaks_no_cap():
    assert cap_problem({}, cap_percent=49) is None
    assert cap_problem({"a": 0}, cap_percent=49) is None
    assert cap_problem({"a": 1, "b": 1}, cap_percent=50) is None


@pytest.mark.parametrize(
    ("meetings", "often"),
    [
        (["unexcused"] * 3, True),
        (["unexcused"] * 2, False),
        (["present", "unexcused", "unexcused", "unexcused"], True),
        (["unexcused", "unexcused", "unexcused", "present"], False),
        (["unexcused", "excused", "unexcused", "unexcused"], False),
        ([], False),
    ],
)
def test_three_unexcused_absences_in_a_row_propose_something(meetings, often):
    assert absent_too_often(meetings) is often


def test_vacant_seats_count_by_setting():
    assert (counted_seats(11, 2, vacant_count=False), counted_seats(11, 2, vacant_count=True)) == (11, 13)


def test_one_post_goes_to_the_most_votes():
    found = one_post({"Anna": 5, "Ben": 4, "Cem": 4})
    assert (found.posts, found.tied, said(found)) == ({"Anna": 1}, (), "Gewählt: Anna. Das sind die meisten Stimmen.")
    tied = one_post({"Cem": 4, "Anna": 4, "Ben": 1})
    assert (tied.posts, tied.tied, tied.ground) == ({}, ("Anna", "Cem"), "lot")
    assert "Anna, Cem" in said(tied)
    for found in (one_post({"Anna": 0}), one_post({}), equal_posts({}, posts=2)):
        assert (found.posts, found.tied, found.ground) == ({}, (), "nobody")
    assert after_lot(tied, ("Cem",), posts=1).tied == ()
    assert after_lot(tied, ("Cem",), posts=1).posts == {"Cem": 1}
    assert said(after_lot(tied, ("Cem",), posts=1)) == "Gleich viele Stimmen; das Los fiel auf Cem. Gewählt: Cem."


@pytest.mark.parametrize(
    ("votes", "no", "posts", "ground"),
    [
        (3, 2, {"Anna": 1}, "only"),
        (1, 0, {"Anna": 1}, "only"),
        (2, 2, {}, "not_wanted"),
        (0, 1, {}, "not_wanted"),
        (0, 0, {}, "nobody"),
    ],
)
def test_a_single_name_needs_more_for_than_against(votes, no, posts, ground):
    found = one_name("Anna", votes=votes, no=no)
    assert (found.posts, found.tied, found.ground) == (posts, (), ground)


def test_a_single_name_says_why():
    assert said(one_name("Anna", votes=3, no=2)) == "Gewählt: Anna. Es sind mehr Stimmen dafür als dagegen."
    assert said(one_name("Anna", votes=2, no=2)) == "Nicht gewählt: Es sind nicht mehr Stimmen dafür als dagegen."


@pytest.mark.parametrize(("votes", "no"), [(-1, 0), (0, -1)])
def test_a_single_name_has_no_negative_votes(votes, no):
    with pytest.raises(ValueError, match="never negative"):
        one_name("Anna", votes=votes, no=no)


@pytest.mark.parametrize(("posts", "names", "no"), [(1, 1, True), (1, 2, False), (2, 1, False), (2, 2, False)])
def test_a_ballot_says_no_only_to_a_single_name(posts, names, no):
    assert takes_no(posts=posts, names=names) is no


@given(st.integers(0, 200), st.integers(0, 200))
def test_one_more_for_a_single_name_never_harms(votes, no):
    if one_name("A", votes=votes, no=no).posts:
        assert one_name("A", votes=votes + 1, no=no).posts
        assert one_post({"A": votes}).posts == {"A": 1}


@pytest.mark.parametrize(
    ("recused", "yes", "no", "abstain", "code"),
    [
        (True, 3, 2, 0, None),
        (True, 2, 2, 0, "others_said"),
        (True, 0, 0, 3, "others_said"),
        (False, 2, 2, 1, None),
        (False, 0, 0, 5, None),
        (False, 3, 2, 0, "others_said"),
        (True, 5, 1, 0, "others"),
        (True, 3, 0, 3, "others"),
        (False, 0, 6, 0, "others"),
    ],
)
def test_the_others_count_gives_what_was_entered(recused, yes, no, abstain, code):
    found = others_problem(recused=recused, yes=yes, no=no, abstain=abstain, others=5)
    assert (found.code if found else None) == code
    if code == "others":
        assert found.field_name == "yes"
        assert said(found).endswith("das sind 5. Gezählt sind mehr Stimmen.")
    if code == "others_said":
        assert found.field_name == "recused"
        assert said(found).startswith("Diese Stimmen ergeben das Gegenteil")


@pytest.mark.parametrize(
    ("how", "passed"),
    [({}, False), ({"casting": "yes"}, True), ({"casting": "no"}, False), ({"abstentions": "no", "yes": 3}, False)],
)
def test_a_vote_in_writing_follows_the_rules_of_the_meeting(how, passed):
    counts = {"entitled": 6, "yes": 2, "no": 2, "abstain": 1}
    assert circular(**counts | how).passed is passed
    assert circular(entitled=6, yes=3, no=2, abstain=1).passed


def test_equal_posts_by_highest_quotients():
    found = equal_posts({"A": 100, "B": 80, "C": 30}, posts=8)
    assert (found.posts, found.tied, found.ground) == ({"A": 4, "B": 3, "C": 1}, (), "shared")
    assert said(found) == ("Gewählt: A (4), B (3), C. Die Posten sind nach den Höchstzahlen verteilt (d'Hondt).")
    last = equal_posts({"A": 60, "B": 30}, posts=2)
    assert (last.posts, last.tied, last.ground) == ({"A": 1, "B": 0}, ("A", "B"), "shared_lot")
    assert after_lot(last, ("B",), posts=2).posts == {"A": 1, "B": 1}
    assert after_lot(last, ("A",), posts=2).posts == {"A": 2, "B": 0}
    assert after_lot(last, ("A",), posts=2).ground == "drawn"
    assert equal_posts({"A": 0}, posts=2).ground == "nobody"
    assert equal_posts({"A": 3}, posts=2).posts == {"A": 2}


@pytest.mark.parametrize("drawn", [(), ("C",), ("A", "B"), ("A", "A")])
def test_lot_answers_what_it_was_drawn_for(drawn):
    last = equal_posts({"A": 60, "B": 30, "C": 1}, posts=2)
    with pytest.raises(ValueError, match="lot"):
        after_lot(last, drawn, posts=2)


@pytest.mark.parametrize(("votes", "posts"), [({"A": -1}, 1), ({"A": 1}, 0)])
def test_votes_that_cannot_be_are_refused(votes, posts):
    with pytest.raises(ValueError, match="never negative"):
        equal_posts(votes, posts=posts)
    if posts:
        with pytest.raises(ValueError, match="never negative"):
            one_post(votes)


@given(st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 200), min_size=1), st.integers(1, 12))
def test_posts_are_shared_by_quotients_and_none_is_lost(votes, posts):
    found = equal_posts(votes, posts=posts)
    if not any(votes.values()):
        assert found.ground == "nobody"
        return
    given_ = sum(found.posts.values())
    assert given_ + (1 if found.tied else 0) <= posts
    assert (given_ == posts) is not bool(found.tied)
    taken = {name: Fraction(votes[name], n) for name, n in found.posts.items() if n}
    for name, count in votes.items():
        following = Fraction(count, found.posts.get(name, 0) + 1)
        assert all(following <= held for held in taken.values())


@pytest.mark.parametrize("case", ["U1", "U2"])
def test_circular_vectors(case):
    told, expected = VECTORS[case]["input"], VECTORS[case]["expected"]
    found = circular(
        entitled=told["entitled"],
        yes=told["yes"],
        no=told["no"],
        abstain=told["abstain"],
        objections=told["objections"],
        objections_needed=told["objections_needed"],
    )
    assert found.valid is expected["valid"]
    assert "passed" not in expected or found.passed is expected["passed"]
    assert "counted" not in expected or found.counted == expected["counted"]
    assert "reason" not in expected or found.ground == expected["reason"]


def test_circular_vote_needs_more_than_half_in_time():
    void = circular(entitled=11, yes=5, no=0, abstain=0)
    assert (void.valid, void.passed, void.ground, void.needed) == (False, False, "participation", 6)
    assert "5 von 11 haben rechtzeitig geantwortet, nötig sind 6" in said(void)
    assert void.counted == 5
    passed = circular(entitled=11, yes=5, no=0, abstain=0, invalid=1)
    assert (passed.valid, passed.ground, passed.needed) == (True, "passed", 6)
    assert "Angenommen mit 5 zu 0 Stimmen; 6 von 11" in said(passed)
    everybody = circular(entitled=3, yes=2, no=0, abstain=0, participation="all")
    assert (everybody.valid, everybody.needed) == (False, 3)
    assert circular(entitled=3, yes=2, no=1, abstain=0, participation="all").passed
    assert circular(entitled=1, yes=1, no=0, abstain=0).passed
    for least, valid in ((2, True), (3, False)):
        few = circular(entitled=3, yes=2, no=0, abstain=0, least=least)
        assert (few.valid, few.needed) == (valid, least)
    with pytest.raises(ValueError, match="counts"):
        circular(entitled=3, yes=2, no=0, abstain=0, least=0)
    assert circular(entitled=0, yes=0, no=0, abstain=0, participation="all").ground == "participation"


def test_circular_vote_follows_the_majority_of_the_rules():
    assert not circular(entitled=4, yes=2, no=2, abstain=0).passed
    failed = circular(entitled=4, yes=2, no=1, abstain=1, majority_rule="majority_of_present")
    assert (failed.valid, failed.passed, failed.ground) == (True, False, "failed")
    assert "Abgelehnt mit 2 zu 1 Stimmen" in said(failed)
    most = circular(entitled=5, yes=3, no=1, abstain=0, majority_rule="majority_of_present")
    assert most.passed
    assert not circular(entitled=12, yes=7, no=0, abstain=0, majority_rule="two_thirds_seats").passed
    assert circular(entitled=12, yes=8, no=0, abstain=0, majority_rule="two_thirds_seats").passed


def test_objections_stop_it_when_enough_object():
    one = circular(entitled=11, yes=6, no=0, abstain=0, objections=1, objections_needed=2)
    assert one.passed
    two = circular(entitled=11, yes=6, no=0, abstain=0, objections=2, objections_needed=2)
    assert (two.valid, two.passed, two.ground) == (False, False, "objection")
    assert (two.counted, two.needed, two.params["entitled"]) == (6, 6, 11)
    assert circular(entitled=11, yes=6, no=0, abstain=0, objections=1).ground == "objection"


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"participation": "half"}, "half"),
        ({"yes": 12}, "entitled"),
        ({"objections": -1}, "entitled"),
        ({"objections_needed": 0}, "entitled"),
    ],
)
def test_circular_counts_that_cannot_be_are_refused(more, word):
    with pytest.raises(ValueError, match=word):
        circular(**{"entitled": 11, "yes": 6, "no": 0, "abstain": 0} | more)


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({}, None),
        ({"allowed": False}, "circular"),
        ({"reason": "  "}, "reason"),
        ({"days": 6}, "deadline"),
        ({"days": 7}, None),
    ],
)
def test_vote_in_writing_is_opened_only_as_the_rules_allow(given_, code):
    problem = opening_problem(**{"allowed": True, "reason": "Ferien", "days": 14, "least_days": 7} | given_)
    assert (problem and problem.code) == code
    assert problem is None or problem.params == ({"days": 7} if code == "deadline" else {})
    assert problem is None or problem.field_name == {"circular": ""}.get(code, code)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_abstentions_bring_people_in_but_change_no_majority(yes, no, abstain):
    entitled = yes + no + abstain
    found = circular(entitled=entitled, yes=yes, no=no, abstain=abstain)
    assert found.passed is (entitled > 0 and yes > no)


def test_sentences_are_phrases_that_can_be_filled():
    found = quorum(seats=12, present=7)
    assert str(Phrase(found.text, found.params)).startswith("Beschlussfähig: 7 von 12")


def test_posts_for_persons_by_most_votes():
    """VwVfG § 92 Abs. 3: where everybody agreed to leave d'Hondt, one post each."""
    found = most_votes({"A": 5, "B": 4, "C": 1}, posts=2)
    assert (found.posts, found.tied, found.ground) == ({"A": 1, "B": 1}, (), "persons")
    level = most_votes({"A": 5, "C": 4, "B": 4, "D": 1}, posts=2)
    assert (level.posts, level.tied, level.ground) == ({"A": 1}, ("B", "C"), "persons_lot")
    assert after_lot(level, ("C",), posts=2).posts == {"A": 1, "C": 1}
    assert most_votes({"A": 2, "B": 2}, posts=1).tied == ("A", "B")
    fewer = most_votes({"A": 3, "B": 0}, posts=2)
    assert (fewer.posts, fewer.tied) == ({"A": 1}, ())
    assert most_votes({"A": 0}, posts=2).ground == "nobody"


@pytest.mark.parametrize(("votes", "posts"), [({"A": -1, "B": 2}, 2), ({"A": 1}, 0)])
def test_posts_for_persons_refuse_what_cannot_be(votes, posts):
    with pytest.raises(ValueError, match="never negative"):
        most_votes(votes, posts=posts)


@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(0, 6)), st.integers(1, 5))
def test_nobody_gets_two_posts_and_nobody_with_fewer_votes_gets_one(votes, posts):
    found = most_votes(votes, posts=posts)
    assert set(found.posts.values()) <= {1}
    assert not set(found.posts) & set(found.tied)
    standing = [name for name, count in votes.items() if count]
    least = min(posts, len(standing))
    assert len(found.posts) <= least <= len(found.posts) + len(found.tied)
    assert bool(found.tied) is (len(found.posts) < least)
    worst = min((votes[name] for name in (*found.posts, *found.tied)), default=0)
    assert all(votes[name] <= worst for name in standing if name not in (*found.posts, *found.tied))


def test_without_the_exception_for_many_recused_the_usual_number_is_needed():
    """VwVfG § 90 knows no one third."""
    assert quorum(seats=12, present=5, recused=7).quorate
    plain = quorum(seats=12, present=5, recused=7, third=False)
    assert (plain.quorate, plain.needed, plain.ground) == (False, 7, "present")
    values = profile_values("vwvfg")
    assert (values["recused_third"], values["least_present"]) == (False, 3)
    values = profile_values("kv_mv")
    assert (values["recused_third"], values["least_present"]) == (True, 1)


def test_a_vote_in_writing_names_any_motion_but_to_approve():
    """„Angenommen“ alone would mislead about a motion to reject."""
    counts = {"entitled": 5, "no": 1, "abstain": 0}
    passed = circular(yes=4, **counts).named("abgelehnt")
    assert str(Phrase(passed.text, passed.params)).startswith("„abgelehnt“: angenommen mit 4 zu 1 Stimmen; 5 von 5")
    failed = circular(yes=1, **counts | {"no": 3}).named("abgelehnt")
    assert str(Phrase(failed.text, failed.params)).startswith(
        "„abgelehnt“: keine Mehrheit mit 1 zu 3 Stimmen; 4 von 5"
    )
    void = circular(yes=1, **counts).named("abgelehnt")
    assert str(Phrase(void.text, void.params)).startswith("Ungültig: 2 von 5")
