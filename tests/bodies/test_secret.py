"""A secret vote is secret: no stored value, file or log tells who chose what, and too few are not counted at devices."""

import datetime as dt
import logging
import os
import random
from functools import partial
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from aktionsplan.bodies.jobs import vote_keys
from aktionsplan.bodies.models import Meeting, Presence, Vote
from aktionsplan.bodies.operations import agenda, ballots, recusals
from aktionsplan.bodies.rules.counted import Hands
from aktionsplan.partnership.operations import adopt_rules
from aktionsplan.shared import sealed
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Refused
from tests import worlds
from tests.conftest import worlds_open
from tests.factories import town as make
from tests.factories.hall import NOW, START, hall

CHOICES = ("yes", "no", "abstain", "yes", "no", "no")


def code(refused):
    return refused.value.problem.code


@pytest.fixture
def room(town):
    """Six seats, all there, a topic called."""
    made = hall(town, seats=6)
    made.arrive(*range(6))
    made.topic = made.called(made.item())
    return made


def secret(room, choices=CHOICES, **motion):
    vote = room.opened(room.motion(room.topic, **motion), asked=1)
    room.cast_secretly(vote, dict(enumerate(choices)))
    return vote


def everything_stored():
    """Every row of every table by table, with the sealed texts left out."""
    rows = {}
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.concrete_fields if field.attname != "sealed"]
        rows[model._meta.label] = sorted(map(repr, model._base_manager.values_list(*names)))
    return rows


def an_evening(choices, monkeypatch):
    """What is stored after the ballots and after closing, of an evening whose random numbers are always the same."""
    dice = random.Random(7)  # noqa: S311 -- the same evening twice
    with monkeypatch.context() as fixed:
        fixed.setattr(random, "_urandom", dice.randbytes)
        fixed.setattr(os, "urandom", dice.randbytes)
        place = make.town("neustadt", "Neustadt")
        with partnership_scope(place.partnership):
            make.furnish(place)
            made = hall(place, seats=6)
            made.arrive(*range(6))
            made.topic = made.called(made.item())
            vote = secret(made, choices)
            texts = list(Presence.objects.filter(vote=vote).order_by("pk").values_list("sealed", flat=True))
            before = everything_stored()
            made.close(vote)
            return texts, before, everything_stored()


@pytest.mark.parametrize(
    "swapped",
    [("no", "yes", *CHOICES[2:]), tuple(reversed(CHOICES)), CHOICES[3:] + CHOICES[:3]],
    ids=("two", "all", "half"),
)
def test_the_same_evening_with_choices_swapped_differs_in_the_sealed_texts_alone(
    django_db_setup, monkeypatch, time_machine, swapped
):
    time_machine.move_to(NOW, tick=False)
    evenings = []
    for choices in (CHOICES, swapped):
        with worlds_open(), worlds.own_copy("empty"):
            evenings.append(an_evening(choices, monkeypatch))
    (texts, before, after), (others, before_swapped, after_swapped) = evenings
    assert texts != others
    assert {len(text) for text in texts + others} == {len(texts[0])}
    assert before == before_swapped
    assert after == after_swapped


def key_file(vote):
    return sealed.folder("vote") / f"vote-{vote.key}"


def test_key_lies_outside_data_and_goes_with_the_commit(own_database):
    place = make.town("neustadt", "Neustadt")
    with partnership_scope(place.partnership):
        make.furnish(place)
        room = hall(place, seats=6)
        room.arrive(*range(6))
        room.topic = room.called(room.item())
        vote = secret(room)
        file = key_file(vote)
        key = file.read_bytes()
        assert (len(key), file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (32, 0o600, 0o700)
        assert not file.is_relative_to(settings.AKTIONSPLAN_DATA)
        assert sealed.in_memory(file.parent)
        told = [key, key.hex().encode(), sealed.base64.b64encode(key)]
        for path in Path(settings.AKTIONSPLAN_DATA).rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            assert not any(text in content for text in told), path
        closed = room.close(vote)
        assert (closed.yes, closed.no, closed.abstain) == (2, 3, 1)
    assert not file.exists()  # gone when the scope, on PostgreSQL one transaction, is over


def test_key_stays_while_the_closing_is_not_committed(room):
    vote = secret(room)
    room.close(vote)
    assert key_file(vote).exists()
    assert set(Presence.objects.filter(vote=vote).values_list("sealed", flat=True)) == {""}


def test_lost_key_ends_the_vote_which_is_broken_off_and_repeated(room, browser_of):
    vote = secret(room, CHOICES[:5])
    key_file(vote).unlink()
    for deed in (partial(room.cast_secretly, vote, {5: "yes"}), partial(room.close, vote)):
        with pytest.raises(Refused) as refused:
            deed()
        assert code(refused) == "key_lost"
    page = reverse("bodies:lead", args=[room.town.partnership.slug, room.meeting.key])
    assert "Der Schlüssel ist verloren" in browser_of(room.town.ben.account).get(page).content.decode()
    again = room.opened(ballots.break_off_vote(vote=vote, reason="", by=room.town.ben, at=NOW), asked=1)
    room.cast_secretly(again, dict(enumerate(CHOICES)))
    assert room.close(again).no == 3


def test_sealed_text_of_one_place_is_refused_in_another(room):
    vote = secret(room)
    one, other = Presence.objects.filter(vote=vote).order_by("pk")[:2]
    Presence.objects.filter(pk=one.pk).update(sealed=other.sealed)
    with pytest.raises(Refused) as refused:
        room.close(vote)
    assert code(refused) == "key_lost"


def test_minute_job_keeps_keys_of_running_votes_alone(room):
    vote = secret(room)
    file = key_file(vote)
    stray = file.parent / "vote-abcdefghijklmnopqrstuv"
    stray.write_bytes(b"x" * 32)
    now = dt.datetime.fromtimestamp(stray.stat().st_mtime, dt.UTC)
    vote_keys(now)
    assert stray.exists()
    vote_keys(now + dt.timedelta(seconds=sealed.YOUNG + 1))
    assert (file.exists(), stray.exists()) == (True, False)
    ballots.break_off_vote(vote=vote, reason="", by=room.town.ben, at=NOW)
    vote_keys(now + dt.timedelta(seconds=sealed.YOUNG + 1))
    assert not file.exists()


def test_without_memory_a_secret_vote_leads_to_the_urn(room, monkeypatch, browser_of):
    monkeypatch.setattr(settings, "AKTIONSPLAN_VOTE_KEYS", "/var/lib/aktionsplan-keys")
    monkeypatch.setattr(settings, "AKTIONSPLAN_DEMO", False)
    vote = room.motion(room.topic)
    with pytest.raises(Refused) as refused:
        room.opened(vote, asked=1)
    assert code(refused) == "no_tmpfs"
    page = reverse("bodies:lead", args=[room.town.partnership.slug, room.meeting.key])
    shown = browser_of(room.town.ben.account).get(page).content.decode()
    assert "Wenn geheim, dann an der Urne" in shown
    assert '<input type="hidden" name="urn" value="on">' in shown
    assert room.opened(vote, asked=1, urn=True).urn


def test_demo_takes_any_folder_for_its_keys(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "AKTIONSPLAN_VOTE_KEYS", str(tmp_path))
    monkeypatch.setattr(settings, "AKTIONSPLAN_DEMO", True)
    assert sealed.problem("vote") is None
    sealed.begin("vote", "abcdefghijklmnopqrstuv")
    assert sealed.folder("vote").is_relative_to(tmp_path)
    text = sealed.seal("vote", "abcdefghijklmnopqrstuv", "place", "yes", size=32)
    assert sealed.open_all("vote", "abcdefghijklmnopqrstuv", {"place": text}) == ["yes"]


def test_round_needs_a_folder_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "AKTIONSPLAN_DEMO", False)
    monkeypatch.setattr(settings, "AKTIONSPLAN_ROUND_KEYS", "")
    assert sealed.problem("round").code == "no_folder"
    with pytest.raises(Refused):
        sealed.begin("round", "abcdefgh")
    monkeypatch.setattr(settings, "AKTIONSPLAN_ROUND_KEYS", str(tmp_path))
    assert sealed.problem("round") is None
    sealed.begin("round", "abcdefgh")
    assert not sealed.is_lost("round", "abcdefgh")
    with pytest.raises(ValueError, match="too long"):
        sealed.seal("round", "abcdefgh", "place", "x" * 33, size=32)
    with pytest.raises(ValueError, match=r"\.\."):
        sealed.begin("round", "../../etc/passwd")


def test_urn_takes_no_ballot_of_a_device_and_any_number(room):
    vote = room.opened(room.motion(room.topic), asked=1, urn=True)
    with pytest.raises(Refused) as refused:
        room.cast_secretly(vote, {0: "yes"})
    assert code(refused) == "urn"
    with pytest.raises(Refused) as refused:
        room.close(vote, Hands(yes=7))
    assert code(refused) == "ballots"
    closed = room.close(vote, Hands(yes=2, no=1))
    assert (closed.yes, closed.no, closed.passed) == (2, 1, True)


def test_four_who_may_vote_use_the_urn(town):
    room = hall(town)
    room.arrive(0, 1, 2, 3)
    vote = room.motion(room.called(room.item()))
    with pytest.raises(Refused) as refused:
        room.opened(vote, asked=1)
    assert code(refused) == "few"
    room.arrive(4)
    assert not room.opened(vote, asked=1).urn


def test_chair_who_closes_early_reads_nothing(room):
    vote = room.opened(room.motion(room.topic), asked=1)
    for number in range(4):
        room.cast_secretly(vote, {number: "no"})
        with pytest.raises(Refused) as refused:
            room.close(vote)
        assert code(refused) == "thin"
    assert Vote.objects.get(pk=vote.pk).no == 0
    room.cast_secretly(vote, {4: "yes"})
    with pytest.raises(Refused) as refused:
        room.close(vote, Hands(yes=1))
    assert code(refused) == "thin"
    assert room.close(vote).no == 4


def test_recount_after_a_late_recusal_would_tell_one_ballot(room):
    room.close(secret(room))
    late = {"item": room.topic, "holder": room.holders[2], "ground": "other", "personal": True, "text": "spät"}
    recusals.declare_recusal(**late, by=room.who(2), at=NOW)
    item = agenda.begin_item(item=room.topic, by=room.town.ben, at=NOW)
    vote = room.motion(item)
    with pytest.raises(Refused) as refused:
        room.opened(vote, asked=1)
    assert code(refused) == "difference"
    assert room.opened(vote, asked=1, urn=True).urn


def test_count_with_one_voter_less_would_tell_that_ballot(room):
    room.close(secret(room))
    again = secret(room, CHOICES[:5], text="Noch einmal")
    with pytest.raises(Refused) as refused:
        room.close(again)
    assert code(refused) == "difference"
    room.cast_secretly(again, {5: "no"})
    assert room.close(again).no == 3


def test_chair_sees_a_number_and_names_only_if_the_rules_allow(room, browser_of):
    page = reverse("bodies:lead", args=[room.town.partnership.slug, room.meeting.key])
    browser = browser_of(room.town.ben.account)

    def voters(vote):
        shown = browser.get(page).content.decode()
        part = shown.split('class="plain voters"')[1].split("</ul>")[0]
        ballots.break_off_vote(vote=vote, reason="", by=room.town.ben, at=NOW)
        assert "<strong data-voted>1</strong>" in shown
        return {number for number in range(6) if f"<bdi>{room.holders[number].name}</bdi>" in part}

    assert voters(secret(room, ["yes"])) == set()
    told = {"kind": "procedure", "scope": room.body.key, "title": "Eigene", "valid_from": START.date()}
    adopt_rules(**told, values={"secret_names": True}, by=room.town.kim, at=START)
    assert voters(secret(room, ["yes"])) == set(range(1, 6))


def test_no_log_and_no_answer_holds_a_choice(room, browser_of, caplog, monkeypatch):
    vote = room.opened(room.motion(room.topic, what="election", text="Vorsitz", names=("Anna", "Ben")), asked=1)
    chosen = vote.candidates.get(name="Ben").key
    address = reverse("bodies:cast", args=[room.town.partnership.slug, vote.key])
    browser = browser_of(room.holders[0].account)
    browser.raise_request_exception = False
    with caplog.at_level(logging.DEBUG):
        monkeypatch.setattr(sealed, "_cipher", broken)
        answer = browser.post(address, {"choice": chosen})
        monkeypatch.undo()
        assert answer.status_code == 500
        assert chosen not in answer.content.decode()
        assert browser.post(address, {"choice": chosen}).status_code == 302
    assert chosen not in caplog.text
    assert not any(chosen in repr(record.__dict__) for record in caplog.records)


def broken(*_arguments):
    raise RuntimeError("no cipher")


def test_screens_are_told_the_number_and_nothing_else(room):
    vote = room.opened(room.motion(room.topic), asked=1)
    before = Meeting.objects.get(pk=room.meeting.pk)
    room.cast_secretly(vote, {0: "yes"})
    after = Meeting.objects.get(pk=room.meeting.pk)
    assert (after.voted - before.voted, after.version) == (1, before.version)
