"""The ten areas of the work, and where a page stands among them (look, "Navigation")."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from django.urls import ResolverMatch, reverse
from django.utils.translation import get_language, gettext

from aktionsplan.shared.registration import Tab, home, tabs
from aktionsplan.shared.words import mark

AREAS = {
    "today": mark("Was steht an?"),
    "situation": mark("Lage"),
    "plan": mark("Aktionsplan"),
    "participation": mark("Beteiligung"),
    "funding": mark("Förderung"),
    "bodies": mark("Gremien"),
    "money": mark("Geld"),
    "network": mark("Netzwerk"),
    "publicity": mark("Öffentlichkeit"),
    "evaluation": mark("Auswertung"),
}
"""First level for everybody inside, in this order; an area without a page that the person may open is not shown."""
OWN, HOUSE = "own", "house"
"""Places beside the areas: the things of a sponsor, each an entry of the first level, and what stands behind the name."""
MOST_TABS = 7
"""As many tabs stand side by side; the rest folds into "Mehr"."""


@dataclass(frozen=True)
class Entry:
    """One link: its words, its address, and "page" or "true" when the reader is there or below."""

    text: str
    url: str
    here: str = ""


@dataclass(frozen=True)
class Navigation:
    """What the frame of a page shows: first level, the tabs of the area, what stands behind the name, the way here."""

    areas: list[Entry] = field(default_factory=list)
    tabs: list[Entry] = field(default_factory=list)
    more: list[Entry] = field(default_factory=list)
    house: list[Entry] = field(default_factory=list)
    trail: list[Entry] = field(default_factory=list)
    area: str = ""

    @property
    def present(self) -> str:
        """The words of the tab the reader is at."""
        return next((entry.text for entry in [*self.tabs, *self.more] if entry.here), self.area)

    @property
    def count(self) -> int:
        """How many tabs the area has."""
        return len(self.tabs) + len(self.more)


@cache
def _cached(page: str, town: str, language: str | None) -> str:
    return reverse(page, args=[town])


def _address(page: str, town: str) -> str:
    """The address in the reader's language; English ones begin with `/en/`."""
    return _cached(page, town, get_language())


def tab_of(match: ResolverMatch | None, path: str, town: str) -> Tab | None:
    """The tab under which a page stands: its own, else the one whose address begins the page's, else the first of its app."""
    if match is None or not match.app_name:
        return None
    if exact := next((tab for tab in tabs() if tab.page == match.view_name), None):
        return exact
    desk = home(town)
    above = [tab for tab in tabs() if path.startswith(_address(tab.page, town)) and _address(tab.page, town) != desk]
    if above:
        return max(above, key=lambda tab: len(_address(tab.page, town)))
    own = (match.url_name or "").startswith("own")
    near = [tab for tab in tabs() if tab.page.partition(":")[0] == match.app_name and (tab.area == OWN) == own]
    return near[0] if near else None


def navigation(match: ResolverMatch | None, path: str, town: str, seen: Callable[[Tab], bool]) -> Navigation:
    """The navigation of a page for a person who sees these tabs."""
    here, shown = tab_of(match, path, town), [tab for tab in tabs() if seen(tab)]
    exact = here is not None and match is not None and here.page == match.view_name

    def entry(tab: Tab, word: str = "") -> Entry:
        state = ("page" if exact else "true") if tab == here else ""
        return Entry(gettext(word or tab.word), _address(tab.page, town), state)

    first = {area: next((tab for tab in shown if tab.area == area), None) for area in AREAS}
    areas = [
        Entry(gettext(AREAS[area]), _address(tab.page, town), _state(area, here, exact and tab == here))
        for area, tab in first.items()
        if tab
    ]
    areas += [entry(tab) for tab in shown if tab.area == OWN]
    house = [entry(tab) for tab in shown if tab.area == HOUSE]
    if here is None or here.area == OWN:
        trail = [entry(here)] if here in shown and here is not None and not exact else []
        return Navigation(areas=areas, house=house, trail=trail)
    beside = [entry(tab) for tab in shown if tab.area == here.area]
    word = AREAS.get(here.area, "")
    return Navigation(
        areas=areas,
        tabs=beside[:MOST_TABS] if len(beside) > 1 else [],
        more=beside[MOST_TABS:],
        house=house,
        trail=_trail(areas, here, exact, town) if here in shown else [],
        area=gettext(word) if word else "",
    )


def _state(area: str, here: Tab | None, exact: bool) -> str:
    if here is None or here.area != area:
        return ""
    return "page" if exact else "true"


def _trail(areas: list[Entry], here: Tab, exact: bool, town: str) -> list[Entry]:
    """From the desk over the area to the tab; nothing on the desk itself."""
    if exact and _address(here.page, town) == home(town):
        return []
    way = [entry for entry in areas[:1] if here.area != "today"]
    way += [Entry(entry.text, entry.url) for entry in areas if entry.here and here.area in AREAS]
    last = Entry(gettext(here.word), _address(here.page, town), "page" if exact else "")
    return [*way, last] if not way or way[-1].text != last.text else [*way[:-1], last]
