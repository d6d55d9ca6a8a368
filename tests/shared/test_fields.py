"""Every field type against hostile input: literal, cleaned or refused with a message, never an error, never slow."""

import re
import time

import pytest
from django.http import QueryDict

from aktionsplan.shared import fields
from aktionsplan.shared.components import render
from aktionsplan.shared.forms import PlainForm

TEXTS = {
    "a\0b": None,
    "a\x07b": None,
    "a\u202eb": None,
    "a\u200bb": "ab",
    "u\u0308": "ü",
    "Вoizenburg": "Вoizenburg",
    "a\ud800b": None,
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    '" onmouseover=x': '" onmouseover=x',
    "</title>": "</title>",
    "{{7*191}}": "{{7*191}}",
    "{% debug %}": "{% debug %}",
    "%(x)s": "%(x)s",
    "{0.__class__}": "{0.__class__}",
    "' OR 1=1 --": "' OR 1=1 --",
    "a\r\nBcc: x@y.de": "a Bcc: x@y.de",
    "\ufffe": None,
    "👨‍👩‍👧" * 20: "👨‍👩‍👧" * 20,
    "a" * 100_000: None,
    "é" * 121: None,
    "\u0301" * 200: None,
}


class Lines(PlainForm):
    """One line."""

    text = fields.LineField(label="Text")


class Choices(PlainForm):
    """A group of choices and a line."""

    kind = fields.RadioField(label="Art", choices=[("a", "A"), ("b", "B")])
    text = fields.LineField(label="Text")


def test_each_error_leads_to_a_field_that_is_there():
    form = Choices({})
    shown = render("errors", {"form": form}) + "".join(render("field", {"field": field}) for field in form)
    assert {"id_kind_0", "id_text"} == set(re.findall(r'href="#([^"]*)"', shown))
    assert set(re.findall(r'href="#([^"]*)"', shown)) <= set(re.findall(r'id="([^"]*)"', shown))


class All(PlainForm):
    """One field of every type that reads text."""

    line = fields.LineField(label="x", required=False)
    text = fields.TextField(label="x", required=False)
    money = fields.MoneyField(label="x", required=False)
    day = fields.DayField(label="x", required=False)
    number = fields.NumberField(label="x", required=False)
    quantity = fields.QuantityField(label="x", required=False)
    pick = fields.PickField(label="x", choices=[("a", "A")], required=False)
    picks = fields.PicksField(label="x", choices=[("a", "A")], required=False)
    check = fields.CheckField(label="x", required=False)
    mail = fields.MailField(label="x", required=False)
    iban = fields.IbanField(label="x", required=False)
    postcode = fields.PostcodeField(label="x", required=False)
    version = fields.VersionField()


@pytest.mark.parametrize(("text", "stored"), TEXTS.items(), ids=range(len(TEXTS)))
def test_line_is_stored_clean_or_refused(text, stored):
    form = Lines({"text": text})
    if stored is None:
        assert not form.is_valid()
        assert form.errors["text"]
    else:
        assert form.is_valid(), form.errors
        assert form.cleaned_data["text"] == stored


@pytest.mark.parametrize("name", All.base_fields)
@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "a@" * 5000,
        "a" * 30000 + "!",
        "1" * 400,
        "NaN",
        "1e5",
        "１２３",
        "-1",
        "[]",
        "\\",
        "\u2028",
        "0" * 4000 + "@x.de",
    ],
)
def test_every_type_survives_every_text_quickly(name, text):
    begin = time.process_time()
    form = All({name: text})
    form.is_valid()
    str(form[name])
    assert (
        time.process_time() - begin < 5
    )  # seconds of the processor; what grows with the square of the text takes longer


@pytest.mark.parametrize("name", [name for name in All.base_fields if name != "picks"])
def test_same_single_field_twice_is_refused(name):
    form = All(QueryDict(f"{name}=1&{name}=2"))
    assert not form.is_valid()
    assert name in form.errors


@pytest.mark.parametrize(
    ("text", "iban"),
    [
        ("DE02120300000000202051", "DE02120300000000202051"),
        ("de02 1203 0000 0000 2020 51", "DE02120300000000202051"),
        ("AT611904300234573201", "AT611904300234573201"),
        ("DE02120300000000202052", None),
        ("DE00000000000000000000", None),
        ("XX12", None),
        ("DE0212030000000020205", None),
    ],
)
def test_iban_is_checked(text, iban):
    form = All({"iban": text})
    assert form.is_valid() is (iban is not None)
    if iban:
        assert form.cleaned_data["iban"] == iban


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("Name@Verein.de", True),
        ("müller@vérein.de", True),
        ("a@b", False),
        ("a b@c.de", False),
        ("a@c.de\nBcc: x@y.de", False),
        ("a@b@c.de", False),
    ],
)
def test_mail_address_is_checked(text, ok):
    assert All({"mail": text}).is_valid() is ok


@pytest.mark.parametrize(
    ("name", "text", "ok"),
    [
        ("number", "12", True),
        ("number", "1.2", False),
        ("number", "9999999999", False),
        ("number", "1000001", False),
        ("quantity", "1,5", True),
        ("quantity", "1.200", True),
        ("quantity", "0", False),
        ("quantity", "1,234", False),
        ("pick", "b", False),
        ("picks", "b", False),
        ("money", "0", False),
        ("money", "0,01", True),
        ("version", "-1", False),
        ("version", "x", False),
    ],
)
def test_numbers_and_choices(name, text, ok):
    assert All({name: text}).is_valid() is ok


def test_limit_counts_what_people_see():
    assert Lines({"text": "👩‍🚒" * 120}).is_valid()
    assert not Lines({"text": "👩‍🚒" * 121}).is_valid()
    assert Lines({"text": "ä" * 120}).is_valid()
