"""Every form of every page is filled in with what its fields take and sent: no answer is a fault of the program."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from aktionsplan.entry.visits import Walk, is_page
from aktionsplan.shared import fields
from aktionsplan.shared.forms import PlainForm

TEXT = "Ein Text."
FEWEST_DONE = 20
"""Of the pages with a form so many take what is filled in; the others say what is wrong."""
FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>.*?</form>", re.S | re.I)
ACTION = re.compile(r"<form\b[^>]*\baction=\"([^\"]+)\"", re.I)
HIDDEN = re.compile(r"<(?:input|button)\b[^>]*?\bname=\"([^\"]+)\"[^>]*?\bvalue=\"([^\"]*)\"", re.I)


def plausible(bound):
    """What somebody could type into an empty field."""
    field = bound.field
    if bound.value() not in (None, "", False, []):
        return bound.value()
    match field:
        case fields.DayField():
            return (dt.date.today() + dt.timedelta(days=40)).strftime("%d.%m.%Y")
        case fields.MoneyField():
            return "100,00"
        case fields.NumberField() | fields.QuantityField():
            return str(getattr(field, "least", None) or 1)
        case fields.PicksField():
            return [value for value, _word in fields.words_of(field) if value][:1]
        case fields.PickField():
            return next((value for value, _word in fields.words_of(field) if value), "")
        case fields.CheckField():
            return "on"
        case fields.MailField():
            return "neu@verein.example"
        case fields.PostcodeField():
            return "19999"
        case fields.IbanField():
            return "DE89370400440532013000"
        case fields.UploadField():
            return SimpleUploadedFile("liste.csv", b"Nummer;Empf\xc3\xa4nger\n", "text/csv")
    return TEXT


def filled(form):
    values = {bound.html_name: plausible(bound) for bound in form}
    return {name: value for name, value in values.items() if value is not None and value != ""}


def forms_of(answer):
    found = {}
    for context in answer.context or ():
        for value in context.flatten().values():
            if isinstance(value, PlainForm):
                found[id(value)] = value
    return list(found.values())


def posted(client, path, data):
    """The answer to what is sent; nothing of it stays."""
    client.raise_request_exception = False
    with transaction.atomic():
        mark = transaction.savepoint()
        answer = client.post(path, data)
        transaction.savepoint_rollback(mark)
    return answer


def sent(client, visit, answer, html, seen):
    """What each form of the page answers to plausible values, and each button to what stands in the page: kind and status."""
    for form in forms_of(answer):
        kind = (visit.name, type(form).__name__)
        if kind not in seen and 'method="post"' in html:
            yield kind, posted(client, visit.path, filled(form)).status_code
    for form in FORM.findall(html):
        action = ACTION.search(form)
        values = dict(HIDDEN.findall(form))
        address = re.sub(r"/[\w-]{22}/", "/*/", action[1]) if action else visit.name
        kind = (address, values.get("deed", ""), visit.role)
        if kind not in seen and "abmelden" not in form:
            yield kind, posted(client, action[1] if action else visit.path, values).status_code


@pytest.mark.django_db
def test_every_form_filled_in_and_every_button_is_answered(whole_town):
    """One walk over the town; forms without fields of their own send what stands in the page."""
    walk, statuses = Walk(whole_town.partnership), {}
    for visit, answer in walk.inside():
        if is_page(answer):
            client, html = walk.browsers[visit.role], answer.content.decode()
            for kind, status in sent(client, visit, answer, html, statuses):
                statuses[kind] = status
    forms = {kind: status for kind, status in statuses.items() if len(kind) == 2}
    assert {kind: status for kind, status in statuses.items() if status >= 500} == {}
    assert len({name for (name, _form), status in forms.items() if status == 302}) >= FEWEST_DONE, forms
    assert len(statuses) - len(forms) > 100
