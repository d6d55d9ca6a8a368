"""Every page somebody can open: address × role × a thing that exists, taken from the addresses that are configured.

Tests of doors, HTML, languages, accessibility and of SQL take their pages from here, and so does the bench; a page that is
added is among them by its address. As a program it writes pages with their HTML in German, and once each in English, as JSON.
"""

import inspect
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from itertools import product, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection, reset_queries
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from aktionsplan.shared.kinds import Foreign

if TYPE_CHECKING:
    from aktionsplan.partnership.models import Partnership
    from aktionsplan.people.models import Account

VALUES = {
    "kind": ("csv", "lead_office", "grant_law", "pdf", "goal", "intern"),
    "bullet": ("S1.1",),
    "level": ("leitziel",),
    "year": tuple(str(year) for year in range(2026, 2046)),
    "step": ("1",),
    "retention": ("unsuccessful_applications",),
    "name": ("meeting",),
    "listed": ("meetings",),
    "file": ("x",),
    "line": ("x",),
}
"""What stands in an address besides the key of a thing; the first one that opens is taken."""
INSIDE = "<slug:town>/intern/"
MOST = 40
"""How many things of a kind are tried."""
TRIED = 150
"""How many keys are tried where nothing tells what kind of thing a page shows: the newest of each kind first."""
REDIRECTS = 6
"""After as many things that lead elsewhere the page is taken for one that always does."""
SEARCHERS = 2
"""How many roles of a page look for a thing that it shows, those first that opened the most pages; the others take what
these have found."""
LINK = re.compile(r'(?:href|action)="(/[^"?#]+)')
SIGN_OUT = ("account_logout", "account_signup")


@dataclass(frozen=True)
class Route:
    """One address: its name (`calls:application`), its pattern, the action it declares, and whether it can be opened."""

    name: str
    pattern: str
    action: str
    opened: bool
    takes: str = ""
    """The argument of the deed that holds the thing of the page, for the page of a deed."""

    @property
    def inside(self) -> bool:
        """Whether it lies behind the door of a town."""
        return self.pattern.startswith(INSIDE)

    @property
    def names(self) -> list[str]:
        """The names of what stands in the pattern after the town, in their order."""
        return [part.split(":")[1] for part in self.parts if ":" in part]

    @property
    def parts(self) -> list[str]:
        """The pattern after the town, cut at what stands in it."""
        text = self.pattern.removeprefix("<slug:town>/")
        return [part for half in text.split("<") for part in half.split(">")]

    def path(self, town: str, values: tuple[str, ...]) -> str:
        """The address in a town with these values."""
        rest = iter(values)
        return f"/{town}/" + "".join(next(rest) if ":" in part else part for part in self.parts)


@dataclass(frozen=True)
class Visit:
    """A page that somebody of a role can open; nobody in particular for a public one."""

    name: str
    pattern: str
    path: str
    role: str = ""
    email: str = ""
    sql: int = 0
    """How often the page asked the database."""


def routes() -> list[Route]:
    """Every address of the program in the order of the configuration."""
    return list(_routes(get_resolver(), "", ""))


def _routes(resolver: URLResolver, space: str, prefix: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, f"{space}{entry.namespace}:" if entry.namespace else space, pattern)
        elif isinstance(entry, URLPattern):
            view = entry.callback
            opened = "GET" in getattr(view, "methods", ("GET",))
            takes = getattr(inspect.unwrap(view), "takes", "")
            yield Route(f"{space}{entry.name}", pattern, getattr(view, "action", ""), opened, takes)


def browser(account: "Account | None") -> Client:
    """A browser signed in with a second factor just now, or of nobody.

    Its session says that it was seen an hour ahead: the mark that a page writes once a minute (`people.middleware`) would
    count as three questions of whichever page is opened then.
    """
    client = Client(HTTP_HOST="localhost")
    if account is None:
        return client
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(account.pk)
    session["born"], session["seen"] = int(time.time()), int(time.time()) + 3600
    session.save()
    return client


def people(town: "Partnership") -> dict[str, "Account"]:
    """For each role somebody who has it in the town today, who has the fewest others."""
    from aktionsplan.people.models import Account
    from aktionsplan.people.permissions import Role
    from aktionsplan.people.queries import actor
    from aktionsplan.shared.periods import local_day
    from aktionsplan.shared.tenancy import partnership_scope

    today = local_day(timezone.now())
    with partnership_scope(town):
        accounts = Account.objects.filter(memberships__partnership=town).distinct().order_by("email")
        pairs = [(account, actor(account, town, today).roles) for account in accounts]
    return {
        role: min((row for row in pairs if role in row[1]), key=lambda row: len(row[1]))[0]
        for role in sorted({role for _account, roles in pairs for role in roles} - {Role.ANYONE})
    }


def keys(town: "Partnership") -> dict[type[Model], list[str]]:
    """Keys of things of every kind in the town, the newest first."""
    from aktionsplan.shared.tenancy import partnership_scope, tenant_models

    with partnership_scope(town):
        rows = {model: model.objects.filter(partnership=town).order_by("-pk") for model in tenant_models()}
        return {model: list(things.values_list("key", flat=True)[:MOST]) for model, things in rows.items()}


class Walk:
    """The visits of one town; what was found out about one page helps with the next of the same things.

    It begins as pages do beside a worker: what the apps report of the 48 points is kept.
    """

    def __init__(self, town: "Partnership", roles: Collection[str] = ()) -> None:
        from aktionsplan.desk.queries import renew
        from aktionsplan.shared.periods import local_day
        from aktionsplan.shared.tenancy import partnership_scope

        with partnership_scope(town):
            renew(town, local_day(timezone.now()))
        self.town = town
        self.people = {role: who for role, who in people(town).items() if not roles or role in roles}
        self.browsers = {role: browser(account) for role, account in self.people.items()}
        self.stranger = browser(None)
        self.keys = keys(town)
        self.kind_of = {key: model for model, model_keys in self.keys.items() for key in model_keys}
        self.lucky: dict[str, list[str]] = {}
        self.linked: dict[str, dict[str, None]] = {}
        self.opened: Counter[str] = Counter()

    def inside(self) -> Iterator[tuple[Visit, HttpResponse]]:
        """Each page inside for each role that may open it."""
        missed = []
        for route in routes():
            if route.inside and route.opened:
                visits = list(self.of(route))
                yield from visits
                if not visits:
                    missed.append(route)
        for route in missed:
            if route.parts[0] in self.linked:
                yield from self.of(route)

    def of(self, route: Route) -> Iterator[tuple[Visit, HttpResponse]]:
        """The page for each role that may open it."""
        from aktionsplan.people.permissions import Role, allowed_roles

        may = [role for role in self.people if {Role(role), Role.ANYONE} & allowed_roles(route.action)]
        may.sort(key=lambda role: -self.opened[role])
        hit = False
        for number, role in enumerate(may):
            for visit in self.open(route, role, wide=not hit and number < SEARCHERS):
                hit = True
                self.opened[role] += 1
                yield visit

    def open(self, route: Route, role: str, *, wide: bool) -> Iterator[tuple[Visit, HttpResponse]]:
        """The first address of the route that answers this role; `wide` tries things of every kind."""
        stem, elsewhere = route.parts[0], 0
        for values in self.candidates(route, stem, wide=wide):
            path = route.path(self.town.slug, values)
            answer, asked = asking(self.browsers[role], path)
            if answer.status_code == 200:
                if "key" in route.names and values[0] not in self.lucky.setdefault(stem, []):
                    self.lucky[stem].insert(0, values[0])
                self.note_links(answer)
                yield Visit(route.name, route.pattern, path, role, self.people[role].email, asked), answer
                return
            elsewhere += answer.status_code == 302
            if elsewhere == REDIRECTS:
                return

    def note_links(self, answer: HttpResponse) -> None:
        """Remembers which things the page leads to, and where."""
        for link in LINK.findall(answer.content.decode()) if is_page(answer) else ():
            steps = link.removeprefix(f"/{self.town.slug}/").split("/")
            for place, step in enumerate(steps):
                if step in self.kind_of:
                    self.linked.setdefault("/".join([*steps[:place], ""]), {})[step] = None

    def candidates(self, route: Route, stem: str, *, wide: bool) -> Iterator[tuple[str, ...]]:
        """Values for what stands in the pattern; keys that opened a page of the same things come first."""
        offered = [
            self.keys_for(route, stem, wide=wide) if name == "key" else VALUES.get(name, ()) for name in route.names
        ]
        yield from dict.fromkeys(product(*offered))

    def keys_for(self, route: Route, stem: str, *, wide: bool) -> list[str]:
        """The keys that opened a page of the same things or that pages lead to, then all of that kind, or a few of every kind."""
        lucky = [*self.lucky.get(stem, []), *self.linked.get(stem, [])]
        if not wide:
            return self.lucky.get(stem, [])
        if lucky:
            return [*lucky, *self.keys[self.kind_of[lucky[0]]]]
        taken = [model for model in self.keys if model.__name__.lower() == route.takes.replace("_", "")]
        if taken:
            return [key for model in taken for key in self.keys[model]]
        app = route.name.partition(":")[0]
        models = sorted(self.keys, key=lambda model: model._meta.app_label != app)
        shown = {self.kind_of[keys[0]] for keys in self.lucky.values() if keys}
        offered = [
            self.keys[model][: MOST if model._meta.app_label == app or model in shown else 1] for model in models
        ]
        return [key for turn in zip_longest(*offered) for key in turn if key][:TRIED]

    def public(self) -> Iterator[tuple[Visit, HttpResponse]]:
        """Each page of the portal and each public form, with the newest thing of those shown that it is about, for a stranger."""
        from aktionsplan.shared.publishing.models import Publication
        from aktionsplan.shared.publishing.pages import pages
        from aktionsplan.shared.tenancy import partnership_scope

        with partnership_scope(self.town):
            shown = Publication.objects.filter(partnership=self.town, current=True).order_by("-pk")
            slugs = dict(reversed(shown.values_list("kind", "slug")))
        addresses = [
            (f"portal:{page.name}", page.route, page.route.format(key=slugs.get(page.of, "")))
            for page in pages().values()
            if not page.of or page.of in slugs
        ]
        forms = [route for route in routes() if route.name.startswith("visitor:") and route.opened]
        addresses += [
            (route.name, route.pattern, route.path(self.town.slug, values).removeprefix(f"/{self.town.slug}/"))
            for route in forms
            for values in ([(slug,) for slug in slugs.values()] if route.names else [()])
        ]
        opened: set[str] = set()
        for name, pattern, rest in addresses:
            path = f"/{self.town.slug}/{rest}"
            answer, asked = (None, 0) if name in opened else asking(self.stranger, path)
            if answer is not None and answer.status_code == 200:
                opened.add(name)
                yield Visit(name, pattern, path, sql=asked), answer

    def account(self) -> Iterator[tuple[Visit, HttpResponse]]:
        """The pages of the own access, and those before signing in."""
        for route in routes():
            if (
                not route.pattern.startswith(("konto/", "betreiber/"))
                or route.names
                or not route.opened
                or route.name in SIGN_OUT
            ):
                continue
            for role in ("", *self.people):
                client = browser(self.people[role] if role else None)
                answer, asked = asking(client, "/" + route.pattern)
                if answer.status_code == 200:
                    email = self.people[role].email if role else ""
                    yield Visit(route.name, route.pattern, "/" + route.pattern, role, email, asked), answer
                    break


def asking(client: Client, path: str) -> tuple[Foreign, int]:
    """The answer, and how many SQL statements it took."""
    reset_queries()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    return answer, len(captured)


def is_page(answer: HttpResponse) -> bool:
    """Whether the answer is a page and no file."""
    return "text/html" in answer.get("Content-Type", "") and not answer.streaming


def main() -> None:
    """Writes every visit to the given file as JSON, pages with their HTML in German and English."""
    from aktionsplan.partnership.models import Partnership

    visits, in_english = [], set()
    walk = Walk(Partnership.objects.get(slug=sys.argv[1]))
    for visit, answer in (*walk.public(), *walk.inside(), *walk.account()):
        html = {"de": answer.content.decode()} if is_page(answer) else {}
        if html and visit.pattern not in in_english:
            in_english.add(visit.pattern)
            client = browser(walk.people[visit.role] if visit.role else None)
            html["en"] = client.get(f"/en{visit.path}").content.decode()
        visits.append(asdict(visit) | {"html": html})
    Path(sys.argv[2]).write_text(json.dumps(visits))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aktionsplan.config.settings")
    import django

    django.setup()
    main()
