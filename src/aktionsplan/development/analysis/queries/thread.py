"""The analysis' part of the thread: from findings to needs, and where it is broken."""

import datetime as dt

from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.models import Finding, LeftOpen, Need, NeedFinding
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.thread import Gap, Node, Part, touching
from aktionsplan.shared.words import Phrase, mark


def part(partnership: Partnership, about: str, today: dt.date) -> Part:
    """What the analysis knows of the thread, of everything or of what touches one thing."""
    links = NeedFinding.objects.filter(partnership=partnership, need__state="open").exclude(finding__state="dropped")
    rows = touching(links, about, need="need__key", finding="finding__key")
    nodes: dict[str, Node] = {}
    if about:
        told = list(rows.select_related("need", "finding"))
        for link in told:
            for node in (_finding(link.finding), _need(link.need)):
                nodes[node.reference] = node
        return Part(list(nodes.values()), [(f"finding:{row.finding.key}", f"need:{row.need.key}") for row in told])
    keys = list(rows.values_list("finding__key", "need__key"))
    left = LeftOpen.objects.filter(partnership=partnership).values_list("finding__key", flat=True)
    settled = {finding for finding, _need_key in keys} | set(left)
    gaps = []
    for finding in (
        Finding.objects.filter(partnership=partnership).exclude(state="dropped").only("key", "number", "sentence")
    ):
        node = _finding(finding)
        if finding.key not in settled:
            gaps.append(_loose(finding))
        nodes[node.reference] = node
    for need in Need.objects.filter(partnership=partnership, state="open").only("key", "number", "title", "priority"):
        nodes[f"need:{need.key}"] = _need(need)
    return Part(list(nodes.values()), [(f"finding:{finding}", f"need:{need}") for finding, need in keys], gaps)


def _finding(finding: Finding) -> Node:
    return Node(f"finding:{finding.key}", finding.sentence, Phrase(mark("Befund {n}"), {"n": finding.number}))


def _need(need: Need) -> Node:
    if not need.priority:
        return Node(f"need:{need.key}", need.title, Phrase(mark("Bedarf {n}"), {"n": need.number}))
    second = Phrase(
        mark("Bedarf {n}, Priorität {priority}"), {"n": need.number, "priority": (rules.PRIORITIES[need.priority],)}
    )
    return Node(f"need:{need.key}", need.title, second)


def _loose(finding: Finding) -> Gap:
    return Gap(
        f"finding:{finding.key}",
        Phrase(mark("Befund ohne Bedarf")),
        finding.sentence,
        ("analysis:finding", finding.key),
        mark("Bedarf festhalten"),
        "analysis.add_need",
    )
