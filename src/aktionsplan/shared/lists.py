"""One list page from one declaration: columns, chips with counts, filters, search, sorting, pages, download as shown."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext

from aktionsplan.shared import fields, kinds
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.paging import Order, blocks, page
from aktionsplan.shared.periods import BERLIN, local_day
from aktionsplan.shared.saying import said_or_own
from aktionsplan.shared.tables import csv_response, xlsx_response
from aktionsplan.shared.words import Phrase

PAGE = 50
SEARCH, SORT, SEEN = "q", "sortieren", "nach"
Value = Callable[[kinds.Thing], kinds.Value]


def _nothing(row: kinds.Thing) -> str:
    return ""


@dataclass(frozen=True)
class Column:
    """One column: its heading and what a row has there.

    `on` is "page", "file" or "both"; `order` names the field it sorts by (one that is never empty); `link` names the
    page of the row, whose key `key` gives; `second`, `strong` and `badge` give a quiet second line, a warning and the
    kind of a badge on the page. `needs` names an action without which nobody sees the column.
    """

    word: str
    value: Value
    on: str = "both"
    order: str = ""
    number: bool = False
    link: str = ""
    key: Value = attrgetter("key")
    second: Value = _nothing
    strong: Value = _nothing
    badge: Value | None = None
    needs: str = ""

    @property
    def name(self) -> str:
        """How the address names the column."""
        return slugify(self.word)


@dataclass(frozen=True)
class Choice:
    """A filter: its name in the address, the field it compares, its heading and what one can pick.

    `words` are marked words, or a function from the partnership to names that people wrote; without words the value is a
    key that stands in the address only. `chips` shows the choice as links with counts.
    """

    name: str
    field: str
    word: str
    words: Mapping[str, str] | Callable[[kinds.Thing], Iterable[tuple[str, str]]] | None = None
    chips: bool = False

    def input(self, town: kinds.Town) -> fields.LineField | fields.PickField:
        """The choice as a field of a form."""
        if self.words is None:
            return fields.LineField(limit=22, required=False)
        if callable(self.words):
            offered = [("", gettext("alle")), *self.words(town)]
        else:
            offered = [("", "alle"), *self.words.items()]
        field = fields.PickField(choices=offered, required=False, label=gettext(self.word))
        field.widget.marked = not callable(self.words)
        return field


@dataclass(frozen=True)
class Listing:
    """What a list page is made of. `rows` gives all that the partnership has; `found` narrows them to a search."""

    title: str
    rows: Callable[[kinds.Thing], QuerySet[kinds.Thing]]
    columns: tuple[Column, ...]
    order: Order
    found: Callable[[QuerySet[kinds.Thing], kinds.Thing, str], QuerySet[kinds.Thing]]
    file: str
    older: str
    empty: tuple[str, str]
    choices: tuple[Choice, ...] = ()
    found_without: tuple[str, Callable[[QuerySet[kinds.Thing], kinds.Thing, str], QuerySet[kinds.Thing]]] | None = (
        None
    )
    """An action, and the search of those who lack it: it must not find by what they do not see."""
    shown_without: tuple[str, Callable[[QuerySet[kinds.Thing]], QuerySet[kinds.Thing]]] | None = None
    """An action, and what those who lack it see of the rows, on the page and in the file."""

    def search_of(
        self, by: kinds.Value
    ) -> Callable[[QuerySet[kinds.Thing], kinds.Thing, str], QuerySet[kinds.Thing]]:
        """The search of this person."""
        return self.found if self.found_without is None or by.may(self.found_without[0]) else self.found_without[1]

    def on(self, place: str, by: kinds.Value) -> list[Column]:
        """The columns of the page or of the file that this person sees."""
        rows = [column for column in self.columns if column.on in ("both", place)]
        return [column for column in rows if not column.needs or by.may(column.needs)]

    def form(self, data: QueryDict, town: kinds.Town) -> PlainForm:
        """Search and filters as a form of registered fields."""
        form = PlainForm(data)
        form.fields[SEARCH] = fields.LineField(limit=80, required=False, label=gettext("Suchen"))
        for choice in self.choices:
            form.fields[choice.name] = choice.input(town)
        form.NEEDED_LATER = frozenset(form.fields)
        return form


class Shown:
    """A list as one request asks for it.

    A word that is none of the offered is left out; a name that does not exist, or a search that is too long, leads to an
    empty list.
    """

    def __init__(self, listing: Listing, request: Request) -> None:
        self.listing, self.town, self.by = listing, request.actor.partnership, request.actor
        self.form = listing.form(request.GET, self.town)
        self.form.is_valid()
        self.chosen = {name: value for name, value in self.form.cleaned_data.items() if value}
        self.sort = request.GET.get(SORT, "")
        self.seen = request.GET.get(SEEN, "")[:22]

    @cached_property
    def order(self) -> Order:
        """As the address asks, or as the list is declared."""
        column = self.sorting.get(self.sort.removeprefix("-"))
        if column is None:
            return self.listing.order
        return Order(("-" if self.sort.startswith("-") else "") + column.order)

    @cached_property
    def sorting(self) -> dict[str, Column]:
        """The columns one can sort by, by name."""
        return {column.name: column for column in self.listing.on("page", self.by) if column.order}

    @cached_property
    def choices(self) -> dict[str, Choice]:
        """The filters by their name in the address."""
        return {choice.name: choice for choice in self.listing.choices}

    @cached_property
    def everything(self) -> QuerySet[kinds.Thing]:
        """What fits search and filters, but for the chips."""
        rows = self.listing.rows(self.town)
        if self.listing.shown_without and not self.by.may(self.listing.shown_without[0]):
            rows = self.listing.shown_without[1](rows)
        if query := self.chosen.get(SEARCH):
            rows = self.listing.search_of(self.by)(rows, self.town, query)
        for choice in self.listing.choices:
            if choice.name in self.chosen and not choice.chips:
                rows = rows.filter(**{choice.field: self.chosen[choice.name]})
            if choice.name in self.form.errors and not isinstance(choice.words, Mapping):
                return rows.none()
        return rows.none() if SEARCH in self.form.errors else rows

    @cached_property
    def rows(self) -> QuerySet[kinds.Thing]:
        """What fits everything asked for."""
        chips = [choice for choice in self.listing.choices if choice.chips and choice.name in self.chosen]
        return self.everything.filter(**{choice.field: self.chosen[choice.name] for choice in chips})

    def address(self, **changes: str) -> str:
        """The same list with something else; a page always begins anew."""
        sort = {SORT: self.sort} if self.sort else {}
        kept = {name: value for name, value in (self.chosen | sort | changes).items() if value}
        return "?" + urlencode(kept)

    def chips(self) -> list[tuple[str, list[kinds.Context]]]:
        """Each choice of chips: its heading, and text, address, count and state of each chip."""
        return [(gettext(choice.word), self._chips(choice)) for choice in self.listing.choices if choice.chips]

    def _chips(self, choice: Choice) -> list[kinds.Context]:
        assert isinstance(choice.words, Mapping)
        rows = (
            self.everything.order_by()
            .values(choice.field)
            .annotate(n=Count("pk", distinct=bool(self.everything.query.annotations)))
        )
        counts = {row[choice.field]: row["n"] for row in rows}
        here = self.chosen.get(choice.name, "")
        offered = [("", gettext("Alle"), sum(counts.values()))]
        shown = [value for value in choice.words if value in counts or value == here]
        offered += [(value, gettext(choice.words[value]), counts.get(value, 0)) for value in shown]
        return [
            {"text": text, "url": self.address(**{choice.name: value}), "count": n, "here": value == here}
            for value, text, n in offered
        ]

    def heads(self) -> list[kinds.Context]:
        """The headings, those one can sort by with their address and present direction."""
        return [_head(column, self) for column in self.listing.on("page", self.by)]

    def context(self) -> kinds.Context:
        """What `parts/list.html` shows: one page of rows and the ways on."""
        part = page(self.rows, order=self.order, seen=self.seen, size=PAGE)
        listing, hidden = (
            self.listing,
            {name for name, choice in self.choices.items() if choice.words is None or choice.chips},
        )
        files = [
            (word, reverse(listing.file, args=[self.town.slug, kind]) + self.address().removesuffix("?"))
            for kind, word in (("xlsx", gettext("Als XLSX herunterladen")), ("csv", gettext("Als CSV herunterladen")))
        ]
        return {
            "title": gettext(listing.title),
            "search": [field for field in self.form if field.name not in hidden],
            "kept": [
                (name, value)
                for name, value in (self.chosen | {SORT: self.sort}).items()
                if name in hidden | {SORT} and value
            ],
            "chips": self.chips(),
            "heads": (heads := self.heads()),
            "sorts": [head for head in heads if head["url"]],
            "rows": [_cells(listing.on("page", self.by), row, self.town) for row in part.rows],
            "first": self.address() if self.seen else "",
            "next": self.address(**{SEEN: part.next}) if part.next else "",
            "older": gettext("Weitere") if self.sort else gettext(listing.older),
            "files": files if part.rows else [],
            "empty": self._empty(),
        }

    def _empty(self) -> dict[str, str]:
        """What an empty list says: nothing is there yet, or nothing fits, with the way back to everything."""
        title, text = (gettext(part) for part in self.listing.empty)
        if not self.chosen and not self.form.errors:
            return {"title": gettext("Noch nichts da"), "text": text}
        way = {"action": gettext("Suche und Filter aufheben"), "url": "?"}
        return {"title": title, "text": gettext("Vielleicht hilft ein anderes Wort oder ein anderer Filter.")} | way

    def file_rows(self) -> Iterator[tuple[kinds.Value, ...]]:
        """Every row that fits, on whatever page, in the columns of the file."""
        columns = self.listing.on("file", self.by)
        for row in blocks(self.rows, self.order):
            yield tuple(_plain(column.value(row)) for column in columns)


def _plain(value: kinds.Value) -> kinds.Value:
    return said_or_own(value) if isinstance(value, Phrase) else value


def _head(column: Column, shown: Shown) -> kinds.Context:
    here, falling = shown.sort.removeprefix("-") == column.name, shown.sort.startswith("-")
    url = shown.address(**{SORT: column.name if not here or falling else f"-{column.name}"}) if column.order else ""
    return {
        "text": gettext(column.word),
        "number": column.number,
        "url": url,
        "sorted": ("descending" if falling else "ascending") if here and column.order else "",
    }


def _cells(columns: list[Column], row: kinds.Thing, town: kinds.Town) -> list[kinds.Context]:
    return [
        {
            "text": as_text(column.value(row)) or (gettext("Inhalt gelöscht") if column.link else ""),
            "url": reverse(column.link, args=[town.slug, column.key(row)]) if column.link else "",
            "number": column.number,
            "label": "" if column.badge else gettext(column.word),
            "second": as_text(column.second(row)),
            "strong": as_text(column.strong(row)),
            "badge": column.badge(row) if column.badge else "",
        }
        for column in columns
    ]


def as_text(value: kinds.Value) -> str:
    """A value as a cell of the page shows it: a day as `1.3.2027`, a sum with its €, a phrase in the reader's language."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.astimezone(BERLIN).strftime("%d.%m.%Y")
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, Decimal):
        return format_eur(value)
    return said_or_own(value) if isinstance(value, Phrase) else str(value)


def list_page(request: Request, listing: Listing, template: str = "list.html", **more: kinds.Value) -> HttpResponse:
    """One page of the list; a template of the app's own extends `list.html`."""
    return render(request, template, {"list": Shown(listing, request).context(), **more})


def list_file(request: Request, listing: Listing, kind: str) -> HttpResponseBase:
    """Exactly what the list shows, on all its pages, as CSV or XLSX; 404 for another kind."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    shown = Shown(listing, request)
    name = f"{gettext(listing.title)} {local_day(request.began_at):%Y-%m-%d}"
    heads = [gettext(column.word) for column in listing.on("file", request.actor)]
    make = xlsx_response if kind == "xlsx" else csv_response
    return make(name, heads, shown.file_rows(), partnership=shown.town)
