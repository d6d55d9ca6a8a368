"""The outbox: tried again over two days, then seen."""

import datetime as dt
import smtplib

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from aktionsplan.shared.mail.jobs import send_outbox
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.mail.operations import DELAYS, Letter, queue

NOW = timezone.now()


@pytest.fixture
def letter(db, settings):
    settings.EMAIL_HOST = "mail.example"
    return queue(letter=Letter("anna@x.example", "Betreff", ("Text",)), at=NOW)


@pytest.fixture
def broken(monkeypatch):
    def fail(self):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailMultiAlternatives, "send", fail)


def test_mail_waits_longer_after_each_failure_and_is_given_up_after_two_days(letter, broken):
    now, tries = NOW, 0
    while OutboxMail.objects.get().state == "queued":
        assert send_outbox(now) == "1 not sent, 0 sent"
        tries += 1
        assert send_outbox(now) == "0 sent"  # not due again yet
        now = OutboxMail.objects.get().next_at or now
    assert tries == len(DELAYS) + 1
    assert dt.timedelta(hours=40) < now - NOW < dt.timedelta(hours=50)
    assert OutboxMail.objects.get().error == "SMTPServerDisconnected"


def test_mail_that_goes_out_at_last_is_sent_once(letter, monkeypatch):
    sent = []
    monkeypatch.setattr(EmailMultiAlternatives, "send", lambda self: sent.append(self.to))
    assert [send_outbox(NOW), send_outbox(NOW)] == ["1 sent", "0 sent"]
    assert sent == [["anna@x.example"]]


def test_mail_is_sent_once_though_two_runs_meet(letter, monkeypatch):
    """While the first run waits for a slow server, the second one begins."""
    sent = []

    def slow(self):
        sent.append(self.to)
        if len(sent) == 1:
            assert send_outbox(NOW + dt.timedelta(minutes=1)) == "0 sent"

    monkeypatch.setattr(EmailMultiAlternatives, "send", slow)
    assert send_outbox(NOW) == "1 sent"
    assert len(sent) == 1


def test_mail_whose_sending_broke_off_is_tried_again(letter, monkeypatch):
    def die(self):
        raise KeyboardInterrupt

    monkeypatch.setattr(EmailMultiAlternatives, "send", die)
    with pytest.raises(KeyboardInterrupt):
        send_outbox(NOW)
    monkeypatch.undo()
    assert send_outbox(NOW + dt.timedelta(minutes=14)) == "0 sent"
    assert send_outbox(NOW + dt.timedelta(minutes=16)) == "1 sent"
