"""What has had its time goes: by itself, or after the archive was asked and a person released it."""

import datetime as dt
import io

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from PIL import Image

from aktionsplan.entry.jobs import retention as daily
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls.models import Application, Attachment, BudgetLine, Call
from aktionsplan.shared import limits
from aktionsplan.shared.files.accept import accept
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.ledger.models import LedgerEntry, LedgerSecret
from aktionsplan.shared.ledger.queries import verify
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.models import Attempt, SearchEntry
from aktionsplan.shared.registration import modules
from aktionsplan.shared.retention import operations
from aktionsplan.shared.retention.models import ArchiveOffer
from aktionsplan.shared.retention.queries import due, model_of, retentions, waiting
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories import town as make
from tests.factories.pages import seen_on

UNSUCCESSFUL = "unsuccessful_applications"
LATER = make.NOW + dt.timedelta(days=4 * 365)
SHORT = {"mail", "logs"}
"""Classes of the register that go by themselves."""


@pytest.mark.parametrize("part", retentions(), ids=lambda part: f"{part.retention}-{part.model}")
def test_every_part_names_fields_that_exist(part):
    model = model_of(part)
    for name in (*part.blank, *part.files, *(key.partition("__")[0] for key in part.only)):
        try:
            model._meta.get_field(name)
        except FieldDoesNotExist:
            pytest.fail(f"{part.model} has no {name}")
    assert str(due(part, make.NOW.date(), None).query)
    assert part.days > 0
    assert part.basis


def test_every_short_class_of_the_register_is_executable():
    wanted = {
        (name, data.retention)
        for module in modules("register")
        for name, fields in module.REGISTER.items()
        for data in fields.values()
        if data.retention in SHORT
    }
    covered = {(part.model.partition(".")[2], part.retention) for part in retentions() if not part.released}
    assert wanted <= covered


@pytest.mark.django_db
def test_mail_and_counted_tries_go_by_themselves(town):
    make.add_application(town)
    OutboxMail.objects.update(state="sent", created_at=make.NOW)
    own = OutboxMail.objects.filter(partnership=town.partnership)
    count, before = own.count(), LedgerEntry.objects.count()
    limits.count(what="x", who="y", most=3, seconds=60, at=make.NOW)
    daily(make.NOW + dt.timedelta(days=360))
    assert own.count() == count > 0
    assert not Attempt.objects.exists()
    daily(make.NOW + dt.timedelta(days=380))
    assert not own.exists()
    assert LedgerEntry.objects.count() == before + 1
    daily(make.NOW + dt.timedelta(days=381))
    assert LedgerEntry.objects.count() == before + 1


@pytest.mark.django_db
def test_mail_that_was_not_sent_stays(town):
    make.add_application(town)
    OutboxMail.objects.update(state="queued")
    daily(make.NOW + dt.timedelta(days=800))
    assert OutboxMail.objects.exists()


@pytest.fixture
def ended(town, png):
    """An application with a file that its sponsor has withdrawn."""
    application = make.add_draft(town)
    calls.attach(application=application, accepted=png, name="plan.png", by=town.anna, at=make.APPLIED)
    application.refresh_from_db()
    calls.submit(application=application, by=town.anna, at=make.APPLIED)
    application.refresh_from_db()
    calls.withdraw(application=application, by=town.anna, at=make.APPLIED)
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def png():
    """A picture as the upload field gives it."""
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "PNG")
    return accept(io.BytesIO(stream.getvalue()), size=len(stream.getvalue()), name="plan.png")


def offer(town, answer="declined", **more):
    fields = {"offered_on": LATER.date(), "answer": answer, "note": "", "by": town.lena, "at": LATER} | more
    return operations.offer(retention=UNSUCCESSFUL, **fields)


@pytest.mark.django_db
def test_file_goes_only_after_the_archive_was_asked_and_a_person_released_it(town, ended):
    assert waiting(town.partnership, make.NOW.date()) == []
    daily(LATER)
    [row] = waiting(town.partnership, LATER.date())
    assert row.count == 1
    assert not row.may_release
    with pytest.raises(Refused):
        operations.release_deletion(offer=offer(town, "none"), by=town.lena, at=LATER)
    held = offer(town)
    assert ArchiveOffer.objects.count() == 1
    assert waiting(town.partnership, LATER.date())[0].may_release
    with pytest.raises(Forbidden):
        operations.release_deletion(offer=held, by=town.ben, at=LATER)
    operations.release_deletion(offer=held, by=town.lena, at=LATER)
    ended.refresh_from_db()
    assert (ended.title, ended.description, ended.contact_name) == ("", "", "")
    assert ended.number
    assert ended.requested_eur
    assert {line.label for line in BudgetLine.objects.filter(application=ended)} == {""}
    assert not Attachment.objects.filter(application=ended).exists()
    assert not StoredFile.objects.filter(content_type="image/png").exists()
    assert not SearchEntry.objects.filter(reference=ended.key).exists()
    assert not LedgerSecret.objects.filter(entry__reference=f"application:{ended.key}").exists()
    assert verify(town.partnership) == []
    assert waiting(town.partnership, LATER.date()) == []
    kinds = list(LedgerEntry.objects.order_by("-sequence").values_list("kind", "reference")[:5])
    assert kinds[0] == ("retention.release", f"retention:{UNSUCCESSFUL}")
    assert {kind for kind, _reference in kinds[1:]} == {"retention.delete"}
    with pytest.raises(Refused):
        operations.release_deletion(offer=held, by=town.lena, at=LATER)


@pytest.mark.django_db
def test_offer_of_a_day_to_come_or_of_nothing_is_refused(town, ended):
    with pytest.raises(Refused):
        offer(town, offered_on=LATER.date() + dt.timedelta(days=1))
    with pytest.raises(Refused):
        offer(town, offered_on=make.NOW.date(), at=make.NOW)


@pytest.mark.django_db
def test_what_came_later_is_not_deleted_with_an_older_offer(town, ended):
    held = offer(town)
    later = make.add_application(town)
    calls.withdraw(application=later, by=town.anna, at=make.APPLIED)
    with pytest.raises(Refused):
        operations.release_deletion(offer=held, by=town.lena, at=LATER)
    operations.release_deletion(offer=offer(town), by=town.lena, at=LATER)
    later.refresh_from_db()
    assert later.title == ""


@pytest.mark.django_db
def test_running_application_never_stands_there(town):
    make.add_application(town)
    assert waiting(town.partnership, LATER.date()) == []


@pytest.mark.django_db
def test_pages_lead_from_the_list_to_the_release(town, ended, browser_of):
    Call.objects.update(deadline=dt.date(2020, 1, 31))
    lena, slug = browser_of(town.lena.account), town.partnership.slug
    page = lena.get(reverse("desk:retention", kwargs={"town": slug})).content.decode()
    assert "Anträge ohne Förderung" in page
    assert "E-Mails im Ausgang" in page
    at = reverse("desk:retention_offer", kwargs={"town": slug, "retention": UNSUCCESSFUL})
    lena.post(at, {"offered_on": "1.3.2026", "answer": "declined", "note": "AZ 1"})
    held = ArchiveOffer.objects.get()
    assert held.note == "AZ 1"
    at = reverse("desk:retention_release", kwargs={"town": slug, "key": held.key})
    assert "verliert ihren Inhalt" in lena.get(at).content.decode()
    seen = seen_on(lena, at)
    operations.offer(
        retention=UNSUCCESSFUL, offered_on=dt.date(2026, 3, 2), answer="declined", note="", by=town.lena, at=LATER
    )
    assert lena.post(at, {"seen": seen})["Location"] == at
    lena.post(at, {"seen": seen_on(lena, at)})
    ended.refresh_from_db()
    assert ended.title == ""
    assert lena.get(at).status_code == 404
    page = lena.get(reverse("calls:application", kwargs={"town": slug, "key": ended.key}))
    assert page.status_code == 200
