"""The inventory of page components: name, needed and optional arguments. An unknown argument is an error."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Component:
    """One component: what it must and what it may be given."""

    needs: frozenset[str]
    may: frozenset[str] = frozenset()


def _component(needs: str, may: str = "") -> Component:
    return Component(frozenset(needs.split()), frozenset(may.split()))


COMPONENTS: dict[str, Component] = {
    "actions": _component("body"),
    "agenda": _component("items"),
    "badge": _component("kind text", "icon"),
    "balance": _component("balance", "note"),
    "breadcrumb": _component("trail here"),
    "budget_line": _component("line", "change_url note"),
    "button": _component("text url", "primary icon"),
    "card": _component("body title", "level"),
    "counter": _component("number", "label"),
    "deadline": _component("day today", "prefix"),
    "district_tiles": _component("groups"),
    "document_list": _component("documents"),
    "empty": _component("title text", "url action"),
    "errors": _component("form"),
    "facts": _component("facts"),
    "field": _component("field"),
    "figures": _component("figures"),
    "filters": _component("chips label"),
    "icon": _component("name", "small"),
    "money_bars": _component("bars largest"),
    "money_panel": _component("bars largest as_of", "rows"),
    "next_step": _component("title text", "url action form_url"),
    "note": _component("kind title", "body level"),
    "pages": _component("pages"),
    "ring": _component("ring"),
    "save_state": _component("state", "at url"),
    "seats": _component("seats"),
    "stage_mark": _component("state"),
    "stage_panel": _component("stage"),
    "steps": _component("steps", "label"),
    "submit": _component("text", "name value primary"),
    "sums": _component("rows"),
    "tabs": _component("tabs label"),
    "tally": _component("yes no abstain", "invalid"),
    "task": _component("task today", "primary"),
    "timeline": _component("events today", "anonymous"),
    "two_versions": _component("who when mine theirs"),
    "verdict": _component("verdict"),
    "vote_options": _component("name options", "chosen"),
}


def render(name: str, arguments: dict[str, Any]) -> SafeString:
    """The component's HTML; KeyError for an unknown component, TypeError for unknown or missing arguments."""
    component = COMPONENTS[name]
    given = set(arguments)
    if unknown := given - component.needs - component.may:
        raise TypeError(f"component {name} does not know {sorted(unknown)}")
    if missing := component.needs - given:
        raise TypeError(f"component {name} needs {sorted(missing)}")
    return render_to_string(f"components/{name}.html", arguments)
