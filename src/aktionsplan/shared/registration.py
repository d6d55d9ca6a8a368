"""What an app declares in its `apps.py`, and finding its modules by their place: nobody lists the apps by hand.

A module with one of the names of record 1 is found in every installed app that has it (`modules`). What has no file of
its own is declared by the app's configuration: tabs of the menu and kinds of things.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import AppConfig, apps
from django.urls import reverse

from aktionsplan.shared import kinds
from aktionsplan.shared.addresses import action_of
from aktionsplan.shared.kinds import Town
from aktionsplan.shared.words import Phrase

PACKAGE = "aktionsplan."


@dataclass(frozen=True)
class Tab:
    """One entry of the navigation: its German word, the page it opens, its area (`navigation.AREAS`), its place there.

    `action` is asked instead of the page's own, where the page itself is open to more people than the entry.
    """

    word: str
    page: str
    area: str
    place: int
    action: str = ""

    @property
    def needs(self) -> str:
        """The action whose row decides who sees the entry."""
        return self.action or action_of(self.page)


@dataclass(frozen=True)
class Thing:
    """A kind of things that ledger, search, agenda, evidence and desk name as `kind:key`.

    Fields: the German word, the page that shows one (`keyed`) or all of them, and whether the search finds it.
    """

    kind: str
    word: str
    page: str
    keyed: bool = True
    findable: bool = False
    doubts: Callable[[kinds.Thing, str, dt.date], list[Phrase]] | None = None
    """What speaks against deciding on it on that day, for its partnership and key: said before a body decides."""
    holds: Callable[[kinds.Thing, str], bool] | None = None
    """Whether it may still be cited, for its partnership and key; everything without it holds as long as it is cited."""
    commented: str = ""
    """Its model (`strategy.Goal`), when people inside may comment on it."""

    def url(self, town: str, key: str) -> str:
        """The address of the thing inside the town."""
        return reverse(self.page, kwargs={"town": town, **({"key": key} if self.keyed else {})})


class OwnApp(AppConfig):
    """An app of this project; what it declares here the house shows everywhere."""

    tabs: tuple[Tab, ...] = ()
    things: tuple[Thing, ...] = ()
    comparisons: tuple[tuple[str, str], ...] = ()
    """What `aktionsplan check` compares: the German word, and the function of the app that gives the differences of a
    partnership (`queries.differences.of_money`)."""
    steps: tuple[str, ...] = ()
    """Functions of the app (`queries.contacts.steps`) that give the steps of contacts of a partnership, of one or of all."""
    thread: str = ""
    """Function of the app (`queries.thread.part`) that gives its part of the thread (`shared.thread`)."""
    home = ""
    """The page a person comes to after signing in; one app declares it."""
    default = False
    """Django takes the one configuration of a module: the app's own, which is the default, and not this base of all."""

    def __init_subclass__(cls) -> None:
        """Makes the subclass what Django takes for its app."""
        cls.default = True


def own_apps() -> list[OwnApp]:
    """Every installed app of this project, the lowest first."""
    return [config for config in apps.get_app_configs() if isinstance(config, OwnApp)]


@cache
def modules(name: str) -> tuple[ModuleType, ...]:
    """The module (or package) of this name of every own app that has one, the lowest app first."""
    paths = (f"{config.name}.{name}" for config in own_apps())
    return tuple(import_module(path) for path in paths if find_spec(path))


@cache
def named_after_apps(package: str) -> tuple[ModuleType, ...]:
    """The modules of a package that are named after own apps (`entry.demo.grants`), the lowest app first: an app's part of
    what is told above all apps, as demo and bulk data, found by its place."""
    paths = (f"{package}.{config.label}" for config in own_apps())
    return tuple(import_module(path) for path in paths if find_spec(path))


@cache
def things() -> dict[str, Thing]:
    """Every kind of things by its name; ValueError when two apps declare the same."""
    kinds: dict[str, Thing] = {}
    for config in own_apps():
        for thing in config.things:
            if thing.kind in kinds:
                raise ValueError(f"{thing.kind} is declared twice")
            kinds[thing.kind] = thing
    return kinds


def doubts_about(reference: str, partnership: Town, day: dt.date) -> list[Phrase]:
    """What speaks against deciding on the thing of this reference on that day; nothing for an unknown kind."""
    kind, _colon, key = reference.partition(":")
    thing = things().get(kind)
    return thing.doubts(partnership, key, day) if thing and thing.doubts else []


def link(reference: str, by: kinds.Value) -> str:
    """The address of what a reference `kind:key` names, or nothing: unknown, or not to be opened by this person."""
    kind, _colon, key = reference.partition(":")
    thing = things().get(kind)
    if thing is None or not key or not by.may(action_of(thing.page)):
        return ""
    return thing.url(by.partnership.slug, key)


def commentable(reference: str, by: kinds.Value) -> bool:
    """Whether a thing of this reference is there in the person's town, takes comments, and may be opened by this person."""
    kind, _colon, key = reference.partition(":")
    thing = things().get(kind)
    if thing is None or not thing.commented or not link(reference, by):
        return False
    return apps.get_model(thing.commented)._default_manager.filter(partnership=by.partnership, key=key).exists()


@cache
def tabs() -> tuple[Tab, ...]:
    """Every entry of the navigation in the order of the places."""
    return tuple(sorted((tab for config in own_apps() for tab in config.tabs), key=lambda tab: tab.place))


def home(town: str) -> str:
    """The address of the page a person comes to in a town."""
    return reverse(next(config.home for config in own_apps() if config.home), kwargs={"town": town})


@dataclass(frozen=True)
class ContactStep:
    """What became of a contact: `invited`, `attended` or `seated`, at what, on which day; `contact` is its key."""

    contact: str
    kind: str
    title: str
    day: dt.date
    reference: str


def contact_steps(partnership: Town, key: str = "") -> list[ContactStep]:
    """What every app knows of the way of contacts, of one or of all."""
    found: list[ContactStep] = []
    for config in own_apps():
        for path in config.steps:
            module, _dot, name = f"{config.name}.{path}".rpartition(".")
            found += getattr(import_module(module), name)(partnership, key)
    return found


def differences(partnership: Town) -> Iterator[tuple[str, Phrase]]:
    """What every app's comparisons find in a partnership: the word of each and the two places that do not say the same."""
    for config in own_apps():
        for word, path in config.comparisons:
            module, _dot, name = f"{config.name}.{path}".rpartition(".")
            yield from ((word, phrase) for phrase in getattr(import_module(module), name)(partnership))
