"""What the committee recommends reaches the applicants when it is announced, and the reservation that the money comes."""

import pytest

from aktionsplan.implementation.calls import operations as ops
from aktionsplan.implementation.calls import queries
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories import town as make


def mails():
    return list(OutboxMail.objects.filter(subject__contains="beraten").order_by("pk"))


@pytest.fixture
def decided(town):
    """An application whose approval is taken over."""
    make.add_organisation(town)
    return make.decide(town, make.admit(town, make.add_application(town)))


def test_nobody_outside_learns_a_result_before_it_is_announced(town, decided, browser_of):
    assert (decided.state, queries.stands(decided)) == ("decided", "admissible")
    assert mails() == []
    anna = browser_of(town.anna.account)
    page = f"/{town.partnership.slug}/intern/antraege/eigene/{decided.key}/"
    before = anna.get(page).content.decode()
    assert "Der Begleitausschuss berät" in before
    assert "Förderung empfohlen" not in before
    assert "Förderung empfohlen" not in anna.get(f"/{town.partnership.slug}/intern/antraege/eigene/").content.decode()
    ben = browser_of(town.ben.account)
    results = f"/{town.partnership.slug}/intern/aufrufe/{decided.call.key}/"
    assert decided.title in ben.get(f"{results}ergebnisse/").content.decode()
    ben.post(f"{results}bekanntgeben/")
    assert "Förderung empfohlen" in anna.get(page).content.decode()
    (mail,) = mails()
    assert mail.recipient == town.anna.account.email
    with pytest.raises(Refused, match="kein neues Ergebnis"):
        ops.announce(call=decided.call, by=town.ben, at=make.NOW)
    with pytest.raises(Forbidden):
        ops.announce(call=decided.call, by=town.emil, at=make.NOW)


def test_a_reservation_holds_the_notice_back_until_the_money_has_come(town, decided):
    call = decided.call
    with pytest.raises(Refused, match="kein Vorbehalt"):
        ops.lift_reservation(call=call, text="Bescheid", by=town.lena, at=make.NOW)
    call = ops.set_reservation(call=call, reason="Der Bescheid des Bundes fehlt.", by=town.ben, at=make.NOW)
    with pytest.raises(Refused, match="schon einen Vorbehalt"):
        ops.set_reservation(call=call, reason="Noch einmal", by=town.ben, at=make.NOW)
    decided.refresh_from_db()
    with pytest.raises(Refused, match="unter Vorbehalt"):
        grants.draft_notice(application=decided, fields=make.NOTICE, by=town.lena, at=make.NOW)
    ops.announce(call=call, by=town.ben, at=make.NOW)
    assert "Der Bescheid des Bundes fehlt." in mails()[0].text
    with pytest.raises(Forbidden):
        ops.lift_reservation(call=call, text="Bescheid vom 1. Februar", by=town.ben, at=make.NOW)
    ops.lift_reservation(call=call, text="Bescheid vom 1. Februar", by=town.lena, at=make.NOW)
    assert OutboxMail.objects.filter(subject__contains="Vorbehalt ist entfallen").count() == 1
    decided.refresh_from_db()
    grants.draft_notice(application=decided, fields=make.NOTICE, by=town.lena, at=make.NOW)
