"""The page of the thread: per goal from the finding to the euro, breaks on top with one deed each (look, 33a)."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.strategy import queries as strategy
from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.models import Goal, GoalValue
from aktionsplan.people.queries import Actor
from aktionsplan.shared.addresses import Request, action_of
from aktionsplan.shared.charts import Box, Flow, flow
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.pages import address
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import link, things
from aktionsplan.shared.saying import said
from aktionsplan.shared.tables.writing import csv_response, xlsx_response
from aktionsplan.shared.thread import Gap, Node, Thread, thread
from aktionsplan.shared.words import Phrase, mark

COLUMNS = {
    "finding": mark("Befund"),
    "need": mark("Bedarf"),
    "goal": mark("Ziel"),
    "call": mark("Aufruf"),
    "grant": mark("Projekt"),
}
STATIONS = {
    "decision": mark("Entscheidung"),
    "notice": mark("Bescheid"),
    "granted": mark("Bewilligt"),
    "paid": mark("Ausgezahlt"),
}
MOST_DRAWN = 12


@dataclass
class Line:
    """What belongs to the chosen goals, kind by kind, each in the order it was met."""

    nodes: dict[str, dict[str, Node]] = field(default_factory=dict)

    def add(self, nodes: list[Node]) -> list[Node]:
        """Takes the nodes in and gives those that are new."""
        fresh = []
        for node in nodes:
            kind = self.nodes.setdefault(node.kind, {})
            if node.reference not in kind:
                kind[node.reference] = node
                fresh.append(node)
        return fresh

    def of(self, kind: str) -> list[Node]:
        """The things of one kind."""
        return list(self.nodes.get(kind, {}).values())

    def has(self, reference: str) -> bool:
        """Whether the thing belongs to it."""
        return reference in self.nodes.get(reference.partition(":")[0], {})


def gather(whole: Thread, goals: list[Goal]) -> Line:
    """Everything before and after these goals: back to findings and events, on to projects and payments."""
    line, known = Line(), [f"goal:{goal.key}" for goal in goals if goal.level != rules.GUIDING]
    start = line.add([whole.nodes[one] for one in known if one in whole.nodes])
    edge = start
    while edge:
        edge = line.add([node for one in edge for node in whole.before(one.reference) if node.kind != "goal"])
    edge = start
    while edge:
        edge = line.add([node for one in edge for node in whole.after(one.reference) if node.kind != "goal"])
    return line


def breaks(whole: Thread, line: Line, goals: list[Goal], everything: bool) -> list[Gap]:
    """Where the thread is broken: what the apps say, needs without goal, goals that neither a call nor a project serves.

    A Leitziel alone answers no need.

    Source: look-impact.md, 33a. Open and not yet due is no break.
    """
    found = [gap for gap in whole.gaps if everything or line.has(gap.reference)]
    if everything:
        aims = {f"goal:{goal.key}" for goal in goals if goal.level != rules.GUIDING}
        for node in whole.nodes.values():
            if node.kind == "need" and aims.isdisjoint(one.reference for one in whole.after(node.reference, "goal")):
                way = ("strategy:goals",)
                text = Phrase(mark("Bedarf ohne Ziel"))
                found.append(
                    Gap(node.reference, text, node.title, way, mark("Ziel zuordnen"), "strategy.change_goal")
                )
    for goal in goals:
        if goal.level != rules.INTERMEDIATE:
            continue
        family = [f"goal:{one.key}" for one in goals if one.pk == goal.pk or one.parent_id == goal.pk]
        if not any(whole.after(one, "call") or whole.after(one, "grant") for one in family):
            text = Phrase(mark("Ziel ohne Aufruf und Projekt"))
            way = ("calls:prepare",)
            found.append(Gap(f"goal:{goal.key}", text, str(goal), way, mark("Aufruf vorbereiten"), "calls.prepare"))
    return found


def _visible(whole: Thread, by: Actor) -> Thread:
    """The thread without what this person may not open."""
    kinds = {kind for kind, thing in things().items() if by.may(action_of(thing.page))}
    nodes = {reference: node for reference, node in whole.nodes.items() if node.kind in kinds}
    return Thread(nodes, whole.results, whole.origins, [gap for gap in whole.gaps if gap.reference in nodes])


def _chosen(request: Request) -> tuple[list[Goal], Goal | None, list[Goal]]:
    """Every Ziel, the one that was asked for, and the goals that belong to what is shown."""
    goals = strategy.goals(request.actor.partnership)
    aims = [goal for goal in goals if goal.level == rules.INTERMEDIATE]
    chosen = next((goal for goal in aims if goal.key == request.GET.get("ziel")), None)
    if chosen is None:
        return aims, None, goals
    above = {chosen.pk, chosen.parent_id}
    return aims, chosen, [goal for goal in goals if goal.pk in above or goal.parent_id == chosen.pk]


def thread_page(request: Request) -> HttpResponse:
    """The thread of one Ziel or of all, as drawing and in words."""
    aims, chosen, goals = _chosen(request)
    every = thread(request.actor.partnership, today=local_day(request.began_at))
    whole = _visible(every, request.actor)
    line = gather(whole, goals)
    broken = [
        gap for gap in breaks(every, gather(every, goals), goals, chosen is None) if gap.reference in whole.nodes
    ]
    context = {
        "aims": aims,
        "chosen": chosen,
        "goals": [goal for goal in goals if goal.level != rules.GUIDING],
        "breaks": [(gap, _mend(request, gap)) for gap in broken],
        "drawing": _drawn(request, whole, line),
        "steps": [
            (gettext(word), [(node, link(node.reference, request.actor)) for node in line.of(kind)])
            for kind, word in (("finding", mark("Befund")), ("need", mark("Bedarf")), ("idea", mark("Idee")))
        ],
        "ways": [(node, link(node.reference, request.actor)) for node in line.of("concept")],
        "calls": [(node, link(node.reference, request.actor)) for node in line.of("call")],
        "projects": [_project(request, whole, node) for node in line.of("grant")],
        "hidden": {kind for kind in COLUMNS if not request.actor.may(action_of(things()[kind].page))},
        "words": [gettext(word) for word in STATIONS.values()],
        "granted": sum((node.eur or Decimal(0) for node in line.of("grant")), Decimal(0)),
        "results": _results(request, goals),
    }
    return render(request, "desk/thread.html", context)


def _results(request: Request, goals: list[Goal]) -> list[tuple[Goal, GoalValue | None]]:
    """Each Jahresziel with the value that counts."""
    latest = strategy.latest_values(request.actor.partnership)
    return [(goal, latest.get(goal.pk)) for goal in goals if goal.level == rules.OPERATIONAL]


def _mend(request: Request, gap: Gap) -> str:
    """The page that mends a break, for whom may do it."""
    if not gap.way or (gap.action and not request.actor.may(gap.action)):
        return ""
    return address(request, *gap.way)


def _project(request: Request, whole: Thread, node: Node) -> tuple[Node, str, list[Node], list]:
    calls = whole.before(node.reference, "call")
    return node, link(node.reference, request.actor), calls, [*node.stations]


def _drawn(request: Request, whole: Thread, line: Line) -> Flow | None:
    """The columns from finding to project; nothing when it would be too much to be read."""
    columns = []
    for kind in COLUMNS:
        nodes = line.of(kind)
        if len(nodes) > MOST_DRAWN:
            return None
        columns.append([_box(request, node) for node in nodes])
    kept = {box.key for column in columns for box in column}
    places = list(COLUMNS)
    ties = [
        (one, after)
        for one in kept
        for after in whole.results.get(one, ())
        if after in kept and places.index(after.partition(":")[0]) == places.index(one.partition(":")[0]) + 1
    ]
    heads = [gettext(word) for word in COLUMNS.values()]
    return flow(heads, columns, sorted(ties)) if ties else None


def _box(request: Request, node: Node) -> Box:
    look = {"finding": "ground", "need": "ground", "goal": "goal", "grant": "way"}.get(node.kind, "plain")
    told = said(node.second) if isinstance(node.second, Phrase) else node.second or ""
    second = "" if node.kind == "goal" else told
    second = format_eur(node.eur) if node.eur else second
    quoted = isinstance(node.second, str) and second == node.second
    return Box(node.reference, node.title, second, look, link(node.reference, request.actor), quoted)


def thread_file(request: Request, kind: str) -> HttpResponseBase:
    """The thread as a table: a row for each project, with what stands before it; 404 for another kind of file."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    _aims, _chosen_goal, goals = _chosen(request)
    whole = _visible(thread(request.actor.partnership, today=local_day(request.began_at)), request.actor)
    line = gather(whole, goals)

    def names(nodes: list[Node]) -> str:
        return "; ".join(node.title for node in nodes)

    rows = []
    for goal in goals:
        reference = f"goal:{goal.key}"
        needs = whole.before(reference, "need")
        findings = [one for need in needs for one in whole.before(need.reference, "finding")]
        before = [names(findings), names(needs), str(goal)]
        projects = [node for node in whole.after(reference, "grant") if line.has(node.reference)]
        rows += [(*before, *_told(whole, node)) for node in projects] or [(*before, *[""] * 6)]
    heads = [*(gettext(word) for word in COLUMNS.values()), *(gettext(word) for word in STATIONS.values())]
    make, town = (xlsx_response if kind == "xlsx" else csv_response), request.actor.partnership
    return make(gettext("Der rote Faden"), heads, rows, partnership=town)


def _told(whole: Thread, node: Node) -> list:
    calls = "; ".join(call.title for call in whole.before(node.reference, "call"))
    return [calls, node.title, *(one.eur if one.eur is not None else one.day for one in node.stations)]
