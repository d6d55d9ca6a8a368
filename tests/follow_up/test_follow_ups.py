"""Agreed steps: who owes them, what came of them, and on whose desk they lie."""

import pytest

from aktionsplan.follow_up import operations as ops
from aktionsplan.follow_up import queries
from aktionsplan.follow_up.models import FollowUp
from aktionsplan.follow_up.tasks import WAITS
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.tasks import waiting_tasks
from aktionsplan.shared.words import Conflict, Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import participation as made
from tests.factories import town as make

TODAY = make.NOW.date()


def by(town):
    return {"by": town.ben, "at": make.NOW}


def test_from_agreed_to_done_and_open_again(town):
    row = made.follow_up(town)
    row = ops.block(follow_up=row, reason="Niemand da", helps="Ein Rückruf", **by(town))
    row = ops.resume(follow_up=row, **by(town))
    assert (row.reason, row.helps) == ("", "")
    row = ops.finish(follow_up=row, result="Zugesagt", **by(town))
    assert (row.state, row.ended_on) == ("done", TODAY)
    with pytest.raises(WrongState):
        ops.give_up(follow_up=row, reason="x", **by(town))
    assert ops.reopen(follow_up=row, **by(town)).ended_on is None
    with pytest.raises(Refused, match="warum"):
        ops.give_up(follow_up=row, reason="", **by(town))


def test_whoever_owes_it_may_finish_it_and_nobody_else(town):
    row = made.follow_up(town, owner=f"account:{town.emil.account.key}")
    with pytest.raises(Forbidden):
        ops.finish(follow_up=row, result="", by=town.fatma, at=make.NOW)
    ops.finish(follow_up=row, result="", by=town.emil, at=make.NOW)
    assert FollowUp.objects.get().state == "done"


def test_an_owner_is_somebody_of_the_town(town):
    with pytest.raises(Refused, match="wer das macht"):
        made.follow_up(town, owner="account:nobody")
    with pytest.raises(Refused, match="wer das macht"):
        made.follow_up(town, owner="")


def test_it_lies_on_the_desk_of_who_owes_it(town):
    made.follow_up(town)
    made.follow_up(town, title="Amt fragen", owner="office:lead_office")
    assert [task.title for task in waiting_tasks(town.ben, TODAY, [WAITS])] == ["Schule anrufen"]
    assert [task.title for task in waiting_tasks(town.lena, TODAY, [WAITS])] == ["Amt fragen"]


def test_two_who_change_it_at_once(town):
    row = made.follow_up(town)
    seen = seal(queries.values_of(row))
    fields = {"title": "Schule schreiben", "owner": "office:lead_office"}
    ops.change_follow_up(follow_up=row, fields=fields, seen=seen, **by(town))
    with pytest.raises(Conflict):
        ops.change_follow_up(follow_up=row, fields=fields | {"title": "?"}, seen=seen, **by(town))


def test_agreed_at_a_body_it_stands_there(town, browser_of):
    make.add_committee(town)
    ben = browser_of(town.ben.account)
    start = f"/{town.partnership.slug}/intern/gremien/{town.body.key}/"
    data = {"title": "Protokoll schicken", "owner": "office:coordination_office", "due": TODAY.isoformat()}
    assert ben.post(start + "schritt/", data).status_code == 302
    assert "Protokoll schicken" in ben.get(start).content.decode()
    row = FollowUp.objects.get()
    page = ben.get(f"/{town.partnership.slug}/intern/schritte/{row.key}/").content.decode()
    assert start in page
    assert (
        ben.post(f"/{town.partnership.slug}/intern/schritte/{row.key}/erledigt/", {"result": "Ist raus"}).status_code
        == 302
    )
    assert ben.get(f"/{town.partnership.slug}/intern/schritte/").status_code == 200


def test_what_a_notice_imposes_is_seen_with_the_money_alone(town, browser_of):
    made.follow_up(town)
    row = made.follow_up(town, title="Schutzkonzept vorlegen")
    FollowUp.objects.filter(pk=row.pk).update(owner_kind="organisation", owner_key="x", owner_name="Sportverein")
    base = f"/{town.partnership.slug}/intern/schritte/"
    for who, sees in (("ben", True), ("henrik", False), ("ida", False), ("emil", False)):
        client = browser_of(town.people[who].account)
        assert "Schule anrufen" in client.get(base).content.decode()
        assert ("Schutzkonzept" in client.get(base).content.decode()) == sees
        file = b"".join(client.get(f"{base}liste.csv").streaming_content).decode()
        assert ("Schutzkonzept" in file) == sees
        assert client.get(f"{base}{row.key}/").status_code == (200 if sees else 404)
