"""Template tags: components with named arguments, money, days and states in words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import zip_longest

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from aktionsplan.shared import components, periods, registration, saying, words
from aktionsplan.shared import thread as threads
from aktionsplan.shared.kinds import Option, Value
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.once import FIELD
from aktionsplan.shared.tenancy import new_key
from aktionsplan.shared.words import Phrase, Problem

register = template.Library()


@register.simple_tag
def ui(component: str, **arguments: Value) -> SafeString:
    """A component without content."""
    return components.render(component, arguments)


@register.simple_block_tag
def box(content: str, component: str, **arguments: Value) -> SafeString:
    """A component around content."""
    return components.render(component, {"body": SafeString(content), **arguments})


class KeyedCsrfNode(CsrfTokenNode):
    """Django's token against foreign pages, and the one-time key of this form (`shared.once`)."""

    def render(self, context: template.Context) -> SafeString:
        """Both as hidden fields."""
        return SafeString(super().render(context) + one_time_key())


@register.tag("csrf_token")
def csrf_token(parser: Parser, token: Token) -> KeyedCsrfNode:
    """In place of Django's tag of the same name, so that no form is without its key."""
    return KeyedCsrfNode()


@register.tag
def draft_token(parser: Parser, token: Token) -> CsrfTokenNode:
    """For a draft that saves itself again and again: no one-time key, it has a version."""
    return CsrfTokenNode()


@register.simple_tag
def one_time_key() -> SafeString:
    """The key alone, for a public form, which needs no token."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key())


PUBLIC_SPACES = ("portal", "visitor")


@register.simple_tag(takes_context=True)
def here(context: template.Context, page: str, *arguments: Option) -> str:
    """The address of a page in the town of this page: that of the portal shown, else that of the actor."""
    shown = context.get("window") if page.partition(":")[0] in PUBLIC_SPACES else None
    town = shown.slug if shown else context["actor"].partnership.slug
    return reverse(page, args=[town, *arguments])


@register.simple_tag(takes_context=True)
def button(context: template.Context, page: str, *arguments: Option, **looks: Value) -> SafeString:
    """A link that looks like a button, to a page as `here` names it."""
    return components.render("button", {"url": here(context, page, *arguments), **looks})


@register.simple_tag(takes_context=True)
def thread_of(context: template.Context, kind: str, key: str, side: str = "") -> SafeString:
    """Where a thing comes from (side `before`) and what came of it (`after`), or both: what the person may open."""
    by, reference = context["actor"], f"{kind}:{key}"
    found = threads.thread(by.partnership, reference, today=periods.local_day(context["request"].began_at))

    def rows(nodes: Iterable[threads.Node]) -> list[tuple[threads.Node, str, str]]:
        known = [
            (node, registration.things()[node.kind].word, registration.link(node.reference, by)) for node in nodes
        ]
        return [row for row in known if row[2]]

    sides = {"origins": rows(found.before(reference)), "results": rows(found.after(reference)), "side": side}
    return render_to_string("parts/thread_of.html", sides)


@register.simple_tag
def home(town: str) -> str:
    """The address of the page a person comes to in a town."""
    return registration.home(town)


@register.filter
def eur(amount: Decimal | str | None) -> str:
    """`1.234,56 €`; a dash for nothing."""
    return "–" if amount in (None, "") else format_eur(Decimal(str(amount)))


@register.filter
def amount(value: Decimal | None) -> str:
    """`1.234,56`, for fields and columns whose head names the euro."""
    return eur(value).replace("\u00a0€", "")


@register.filter
def whole_eur(amount: Decimal | str | None) -> str:
    """`1.234 €`, cents left out when there are none."""
    text = eur(amount)
    return text.replace(",00\u00a0€", "\u00a0€")


def as_day(value: dt.date | dt.datetime | str) -> dt.date:
    """The calendar day of a moment, a day or an ISO text."""
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value) if len(value) > 10 else dt.date.fromisoformat(value)
    return periods.local_day(value) if isinstance(value, dt.datetime) else value


@register.filter
def day(value: dt.date | dt.datetime | str | None) -> str:
    """`26. März 2026`."""
    return "" if value in (None, "") else date_format(as_day(value), "j. F Y" if _german() else "j F Y")


@register.filter
def short_day(value: dt.date | dt.datetime | str | None, today: dt.date) -> str:
    """`Di., 17. März`, with the year when it is not the present one."""
    if value in (None, ""):
        return ""
    moment = as_day(value)
    year = "" if moment.year == today.year else f" {moment.year}"
    return f"{date_format(moment, 'D')}{'.,' if _german() else ','} {date_format(moment, 'j. F' if _german() else 'j F')}{year}"


@register.filter
def clock(value: dt.datetime | str | None) -> str:
    """`19:42 Uhr` in Berlin time."""
    if value in (None, ""):
        return ""
    moment = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    text = moment.astimezone(periods.BERLIN).strftime("%H:%M")
    return gettext("{time} Uhr").format(time=text)


@register.filter
def long_day(value: dt.date | dt.datetime | str) -> str:
    """`Dienstag, 30. Juni 2026`."""
    return date_format(as_day(value), "l, j. F Y" if _german() else "l, j F Y")


def _german() -> bool:
    from django.utils.translation import get_language  # noqa: PLC0415 -- per request

    return (get_language() or "de").startswith("de")


@register.filter
def left(value: dt.date, today: dt.date) -> str:
    """`noch 3 Tage`, `heute`, `seit 2 Tagen überschritten`."""
    days = periods.days_left(as_day(value), today)
    if days > 0:
        return ngettext("noch {n} Tag", "noch {n} Tage", days).format(n=days)
    if days == 0:
        return gettext("heute")
    return ngettext("seit {n} Tag überschritten", "seit {n} Tagen überschritten", -days).format(n=-days)


@register.filter
def in_fours(iban: str) -> str:
    """An IBAN in groups of four, as on paper, for comparing."""
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))


@register.filter
def said(what: Problem | Phrase | None) -> str:
    """A phrase, or the reason of a refusal, in the reader's language."""
    return "" if what is None else saying.said(what)


@register.filter
def evidence(text: Phrase | str) -> str:
    """A phrase in the reader's language, or the isolated name of a thing as somebody wrote it."""
    return saying.said(text) if isinstance(text, Phrase) else format_html("<bdi>{}</bdi>", text)


@register.filter
def word(text: str) -> str:
    """A marked source string in the reader's language."""
    return gettext(text) if text else ""


@register.filter
def times(count: int) -> range:
    """For drawing something n times."""
    return range(count)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon of KERN."""
    return format_html('<span class="kern-icon kern-icon--{}" aria-hidden="true"></span>', name)


@register.filter
def days_to(value: dt.date | str, today: dt.date) -> int:
    """Days until the day, negative after it."""
    return periods.days_left(as_day(value), today)


@register.filter
def quantity(number: Decimal) -> str:
    """`24`, `1,5`, `1.200`: a quantity without useless zeros."""
    return f"{number.normalize():,f}".translate(str.maketrans(",.", ".,"))


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown of the plan as clean HTML."""
    from aktionsplan.shared.documents import markdown as reader  # noqa: PLC0415 -- read only where a plan is shown

    return SafeString(reader.html(text))


@register.filter
def with_bars(table: Mapping[str, Value]) -> list[tuple[Value, Value]]:
    """The rows of a table of the plan, each with the length of its bar, or none."""
    return list(zip_longest(table["rows"], table.get("bars", ())))


@register.filter
def plain(number: float) -> str:
    """A number for SVG, with a point in every language."""
    return f"{number:g}"


@register.filter
def filled(text: str, params: Mapping[str, Value]) -> str:
    """A marked sentence in the reader's language with its values."""
    return words.filled(text, params, gettext)


@register.filter
def yesno_word(value: Value) -> str:
    """Yes and no in words, everything else as it is."""
    return (
        {True: gettext("ja"), False: gettext("nein")}.get(value, str(value))
        if isinstance(value, bool)
        else str(value)
    )


@register.filter
def prefixed(text: str, prefix: str) -> str:
    """The text behind a prefix, for addresses."""
    return f"{prefix}{text}"


@register.filter
def at(words_: Mapping[str, str] | Iterable[tuple[str, str]], key: str) -> str:
    """The word for a key in a dictionary or in pairs of key and word; nothing for an unknown key."""
    return dict(words_).get(key, "")


@register.filter
def button_look(tags: list[str]) -> str:
    """The classes of a button of the login library, from the tags it gives it."""
    if "prominent" in tags or ("primary" in tags and "outline" not in tags):
        return " btn--main"
    return next((f" btn--{look}" for look in ("link", "danger") if look in tags), "")


@register.filter(name="is")
def is_(value: Value, other: Value) -> bool:
    """Whether both are equal, for arguments of components."""
    return bool(value == other)


@register.filter
def isnt(value: Value, other: Value) -> bool:
    """Whether both differ, for arguments of components."""
    return bool(value != other)


@register.filter
def inside(path: str) -> str:
    """A path of ours and never another site's: with one slash at its beginning."""
    return "/" + path.lstrip("/\\")


@register.filter
def may(actor: Value, action: str) -> bool:
    """Whether a role of the person may ever do the action; templates ask this instead of naming roles."""
    return bool(action) and actor is not None and actor.may(action)
