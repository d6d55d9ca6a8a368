"""The inventory of page components: name, needed and optional arguments. An unknown argument is an error."""

from dataclasses import dataclass
from functools import cached_property

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from aktionsplan.shared.kinds import Context


@dataclass(frozen=True)
class Component:
    """One component: what it must and what it may be given."""

    needs: frozenset[str]
    may: frozenset[str] = frozenset()

    @cached_property
    def empty(self) -> Context:
        """What was not given, as nothing: a template that looks for a name it does not have costs fifty times as much."""
        return dict.fromkeys({*self.may, "body", "text"}, "")


def _component(needs: str, may: str = "") -> Component:
    return Component(frozenset(needs.split()), frozenset(may.split()))


COMPONENTS: dict[str, Component] = {
    "badge": _component("kind text", "icon"),
    "balance": _component("balance", "note"),
    "breadcrumb": _component("body"),
    "budget_line": _component("line", "change_url note"),
    "button": _component("text url", "main link danger icon about"),
    "columns": _component("chart"),
    "card": _component("body", "title label"),
    "deadline": _component("day today", "prefix"),
    "district_tiles": _component("groups"),
    "empty": _component("title text", "url action"),
    "errors": _component("form"),
    "fact": _component("term body"),
    "facts": _component("body", "german"),
    "field": _component("field"),
    "file_button": _component("id text icon", "main accept camera"),
    "filters": _component("chips label"),
    "meter": _component("drawing"),
    "money_bars": _component("bars"),
    "next_step": _component("title text", "url action"),
    "note": _component("kind title", "body status"),
    "pages": _component("first next text"),
    "shares": _component("bars label"),
    "ring": _component("ring"),
    "save_state": _component("state", "at url"),
    "stage_mark": _component("state"),
    "stage_panel": _component("stage"),
    "steps": _component("steps"),
    "submit": _component("text", "main link danger icon about name value form id ask type"),
    "sum": _component("term body", "total"),
    "sums": _component("body"),
    "tabs": _component("tabs label"),
    "tally": _component("yes no abstain", "invalid"),
    "task": _component("task today", "primary"),
    "timeline": _component("events today", "anonymous"),
    "flow": _component("flow label"),
    "two_versions": _component("rows"),
    "trust": _component("level text"),
    "units": _component("cell"),
    "verdict": _component("verdict"),
    "vote_options": _component("legend options", "chosen"),
}


def render(name: str, arguments: Context) -> SafeString:
    """The component's HTML; KeyError for an unknown component, TypeError for unknown or missing arguments."""
    component = COMPONENTS[name]
    given = set(arguments)
    if unknown := given - component.needs - component.may - ({"body"} if "text" in component.needs else set()):
        raise TypeError(f"component {name} does not know {sorted(unknown)}")
    if missing := component.needs - given - ({"text"} if "body" in given else set()):
        raise TypeError(f"component {name} needs {sorted(missing)}")
    return render_to_string(f"components/{name}.html", component.empty | arguments)
