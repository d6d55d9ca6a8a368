"""Votes on ideas: one code, one sealed ballot, replaced until the end, counted by the rule, nothing leads back."""

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from django.utils import timezone

from aktionsplan.development.participation import operations as ops
from aktionsplan.development.participation import queries
from aktionsplan.development.participation.jobs import surveys
from aktionsplan.development.participation.models import (
    IdeaVote,
    OpenedBallot,
    SealedBallot,
    VoterAddress,
)
from aktionsplan.people.queries import Visitor
from aktionsplan.shared import sealed
from aktionsplan.shared.background.operations import do_waiting
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.publishing.queries import published_data
from aktionsplan.shared.words import Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import participation as made
from tests.factories import town as make


def by(town):
    return {"by": town.ben, "at": make.NOW}


def later(town):
    return {"by": town.ben, "at": make.NOW + dt.timedelta(days=60)}


def visitor(town):
    return {"by": Visitor(town.partnership), "at": make.NOW}


def running(town, **more):
    row = made.idea_vote(town, **more)
    ops.open_idea_vote(idea_vote=row, **by(town))
    return IdeaVote.objects.get(pk=row.pk)


def code_of(mail):
    return next(word for word in str(mail.body).split() if word.count("-") == 2).strip(".,")


class TestRule:
    """Fixed before the first ballot."""

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            ({"method": "approvals", "money_eur": None}, "wie viel Geld"),
            ({"most": 6}, "Mehr Punkte"),
            ({"ends_on": dt.date(2020, 1, 1)}, "vor dem ersten"),
        ],
    )
    def test_what_is_no_rule(self, town, more, told):
        with pytest.raises(Refused, match=told):
            made.idea_vote(town, **more)

    def test_with_money_every_idea_has_a_price_that_fits(self, town):
        row = made.idea_vote(town, method="approvals", money_eur=Decimal(2000))
        [idea, *_more] = queries.ideas(town.partnership)
        for price, told in ((None, "Was kostet"), (Decimal(2001), "als da ist")):
            with pytest.raises(Refused, match=told):
                ops.put_up_idea(idea_vote=row, idea=idea, price_eur=price, carrier="", **by(town))

    def test_opened_nothing_changes_any_more(self, town):
        row = running(town)
        with pytest.raises(WrongState):
            ops.take_down_idea(standing=row.ideas.first(), **by(town))
        with pytest.raises(WrongState):
            ops.change_idea_vote(idea_vote=row, fields=queries.idea_vote_values(row), **by(town))

    def test_two_ideas_stand_at_least(self, town):
        row = made.idea_vote(town, ideas=1)
        with pytest.raises(Refused, match="mindestens zwei"):
            ops.open_idea_vote(idea_vote=row, **by(town))


class TestBallots:
    """Sealed beside the code, replaced until the end."""

    def test_a_later_ballot_takes_the_place_of_the_former(self, town):
        row = running(town)
        first, second = (one.idea.key for one in queries.standing_ideas(row)[:2])
        codes = ops.make_ballot_slips(idea_vote=row, count=2, **by(town))
        entries = LedgerEntry.objects.count()
        for ballot in ({first: 3}, {second: 2}):
            ops.cast_idea_ballot(idea_vote=row, ballot=ballot, slip=codes[0].lower(), **visitor(town))
        assert LedgerEntry.objects.count() == entries
        assert queries.used(row) == (2, 1)
        assert first not in str(list(SealedBallot.objects.values("text")))
        ops.close_idea_vote(idea_vote=row, **later(town))
        assert [one.content for one in OpenedBallot.objects.all()] == [{second: 2}]
        assert not SealedBallot.objects.exists()

    def test_wrong_codes_and_wrong_ballots_are_refused(self, town):
        row = running(town)
        key = queries.standing_ideas(row)[0].idea.key
        [code] = ops.make_ballot_slips(idea_vote=row, count=1, **by(town))
        with pytest.raises(Refused, match="Diesen Code"):
            ops.cast_idea_ballot(idea_vote=row, ballot={key: 1}, slip="LINDE-AMSEL-0000", **visitor(town))
        with pytest.raises(Refused, match="Höchstens 3"):
            ops.cast_idea_ballot(idea_vote=row, ballot={key: 4}, slip=code, **visitor(town))
        with pytest.raises(Refused, match="mindestens eine"):
            ops.cast_idea_ballot(idea_vote=row, ballot={"fremd": 1}, slip=code, **visitor(town))

    def test_ten_spellings_of_an_address_get_one_code(self, town):
        row = running(town)
        spellings = [
            "kim@bücher.example",
            "KIM@bücher.example",
            "kim+1@xn--bcher-kva.example",
            " kim@Bücher.example ",
            "kim@bu\u0308cher.example",
        ]
        for email in spellings:
            ops.ask_ballot_code(idea_vote=row, email=email, **visitor(town))
        assert queries.used(row) == (1, 0)
        assert VoterAddress.objects.count() == 1
        assert OutboxMail.objects.filter(subject__startswith="Ihr Code").count() == 1
        with pytest.raises(Refused, match="keine E-Mail"):
            ops.ask_ballot_code(idea_vote=row, email="@x", **visitor(town))

    def test_from_a_copy_nobody_joins_address_code_and_ballot(self, town):
        row = running(town)
        ops.ask_ballot_code(idea_vote=row, email="kim@example.org", **visitor(town))
        kept = VoterAddress.objects.get()
        assert kept.hash == sealed.keyed("round", row.key, "kim@example.org")
        assert "kim" not in str(list(VoterAddress.objects.values()))
        assert {field.name for field in VoterAddress._meta.get_fields()} == {
            "id",
            "key",
            "partnership",
            "vote",
            "hash",
        }
        ops.close_idea_vote(idea_vote=row, **later(town))
        assert not VoterAddress.objects.exists()
        with pytest.raises(Refused):
            sealed.keyed("round", "a" * 22, "kim@example.org")

    @pytest.mark.parametrize("days", [-1, 6])
    def test_only_between_the_first_and_the_last_day(self, town, days):
        row = running(town)
        with pytest.raises(Refused, match="läuft nicht"):
            ops.ask_ballot_code(
                idea_vote=row,
                email="k@example.org",
                by=Visitor(town.partnership),
                at=make.NOW + dt.timedelta(days=days),
            )


class TestResult:
    """Counted by the rule, with the seed that was fixed before."""

    def test_the_seed_is_told_at_the_end_and_its_hash_before(self, town):
        row = running(town)
        before = published_data(town.partnership, "idea_vote", row.key)
        assert (before["seed"], before["seed_hash"]) == ("", row.seed_hash)
        assert all(line["votes"] is None for line in before["lines"])
        keys = [one.idea.key for one in queries.standing_ideas(row)]
        for code in ops.make_ballot_slips(idea_vote=row, count=3, **by(town)):
            ops.cast_idea_ballot(idea_vote=row, ballot={keys[1]: 2, keys[0]: 1}, slip=code, **visitor(town))
        ops.close_idea_vote(idea_vote=row, **later(town))
        after = published_data(town.partnership, "idea_vote", row.key)
        assert hashlib.sha256(after["seed"].encode()).hexdigest() == before["seed_hash"]
        assert [line["votes"] for line in after["lines"]][:2] == [6, 3]
        row.refresh_from_db()
        assert queries.vote_outcomes(row) == row.result

    def test_money_by_equal_shares(self, town):
        row = running(town, method="approvals", rule="equal", completion="raise", money_eur=Decimal(1000))
        keys = [one.idea.key for one in queries.standing_ideas(row)]
        codes = ops.make_ballot_slips(idea_vote=row, count=4, **by(town))
        for place, code in enumerate(codes):
            ops.cast_idea_ballot(idea_vote=row, ballot={keys[place % 2]: 1}, slip=code, **visitor(town))
        ops.close_idea_vote(idea_vote=row, **later(town))
        row.refresh_from_db()
        assert sum(line["wins"] for line in row.result) == 2

    def test_nobody_counts_before_the_last_day_is_over(self, town):
        row = running(town)
        with pytest.raises(Refused, match="darf jede Stimme geändert werden"):
            ops.close_idea_vote(idea_vote=row, by=town.ben, at=make.NOW)

    def test_what_takes_long_is_counted_by_the_worker(self, town, monkeypatch):
        monkeypatch.setattr(ops.votes, "AT_ONCE", 0)
        row = running(town, method="approvals", rule="equal", completion="raise", money_eur=Decimal(1000))
        keys = [one.idea.key for one in queries.standing_ideas(row)]
        for place, code in enumerate(ops.make_ballot_slips(idea_vote=row, count=4, **by(town))):
            ops.cast_idea_ballot(idea_vote=row, ballot={keys[place % 2]: 1}, slip=code, **visitor(town))
        ops.close_idea_vote(idea_vote=row, **later(town))
        row.refresh_from_db()
        assert (row.state, row.result, published_data(town.partnership, "idea_vote", row.key)["state"]) == (
            "counting",
            [],
            "counting",
        )
        with pytest.raises(Refused, match="schon gezählt"):
            ops.count_again(idea_vote=row, **later(town))
        do_waiting(lambda: make.NOW + dt.timedelta(days=60))
        row.refresh_from_db()
        assert (row.state, sum(line["wins"] for line in row.result)) == ("closed", 2)
        assert published_data(town.partnership, "idea_vote", row.key)["lines"][0]["wins"] is True

    def test_a_lost_key_ends_it_without_a_result(self, town):
        row = running(town)
        (sealed.folder("round") / f"round-{row.key}").unlink()
        ops.close_idea_vote(idea_vote=row, **later(town))
        row.refresh_from_db()
        assert (row.state, row.result) == ("lost", [])

    def test_the_last_day_closes_it(self, town):
        row = running(town)
        surveys(make.NOW + dt.timedelta(days=6))
        assert IdeaVote.objects.get(pk=row.pk).state == "closed"


def test_through_the_pages(town, browser_of, client):
    ben, start = browser_of(town.ben.account), f"/{town.partnership.slug}/intern/beteiligung/ideen-abstimmungen/"
    for title in ("Skaten", "Radio"):
        ops.add_idea(fields={"title": title, "text": "", "place": "", "theme": ""}, **by(town))
    today = timezone.localdate()
    data = {
        "title": "Was kommt in den Plan?", "method": "points", "points": "5", "most": "3", "rule": "greedy",
        "passing": "pass", "completion": "none", "begins_on": today.isoformat(),
        "ends_on": (today + dt.timedelta(days=3)).isoformat(), "decides": "Die Zielwerkstatt.",
    }  # fmt: skip
    address = ben.post(start + "neu/", data)["Location"]
    for idea in queries.ideas(town.partnership):
        assert ben.post(address + "idee/", {"idea": idea.key, "checked": "on"}).status_code == 302
    ben.post(address + "oeffnen/")
    row = IdeaVote.objects.get()
    assert row.state == "running"
    assert row.title in client.get(f"/{town.partnership.slug}/ideen/").content.decode()
    public = f"/{town.partnership.slug}/abstimmung/{row.key}/"
    assert client.post(public + "code/", {"email": "kim@example.org"}).status_code == 302
    shown = ben.post(address + "zettel/", {"count": "1"})
    code = shown.context["codes"][0]
    fields = [one.key for one in queries.standing_ideas(row)]
    assert "Das sind 6 Punkte" in client.post(public, {fields[0]: "3", fields[1]: "3", "slip": code}).content.decode()
    assert client.post(public, {fields[0]: "3", "slip": code}).status_code == 302
    IdeaVote.objects.filter(pk=row.pk).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    ben.post(address + "schliessen/")
    assert "Startwert des Loses" in ben.get(address).content.decode()
    assert "3 Punkte." in client.get(f"/{town.partnership.slug}/ideen/").content.decode()
