"""Two more looks at the stock: by target group, and as strengths, weaknesses, chances and risks."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.models import Assessment, Offer
from aktionsplan.development.analysis.queries.gaps import stock
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.words import Phrase, mark

_MOST_GROUPS = 12
"""So many target groups stand in the table, those with the most offers."""


@dataclass(frozen=True)
class Line:
    """A record in one of the four fields: its kind and key, its title, and why it stands there."""

    kind: str
    key: str
    title: str
    why: Phrase


def by_group(
    partnership: Partnership, today: dt.date
) -> tuple[list[str], list[tuple[str, list[int], int]], int, int]:
    """The target groups by how many running offers name them, for each theme its counts (by group, and of all its offers),
    how many offers name none, and how many further target groups there are.

    An offer counts once in each group it names, so a row may hold more than the theme has offers.
    """
    words: dict[str, str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    themes: Counter[str] = Counter()
    unnamed = 0
    rows = Offer.objects.filter(partnership=partnership, state="running", kind="offer").select_related("theme")
    for offer in rows.exclude(ends_on__lt=today).exclude(begins_on__gt=today):
        named = rules.groups_of(offer.target_groups)
        unnamed += not named
        themes[offer.theme.name] += 1
        for group in named:
            counts[offer.theme.name, words.setdefault(group.casefold(), group)] += 1
    totals: Counter[str] = Counter()
    for (_theme, group), count in counts.items():
        totals[group] += count
    groups = sorted(totals, key=lambda group: (-totals[group], group))[:_MOST_GROUPS]
    table = [(theme, [counts[theme, group] for group in groups], themes[theme]) for theme in sorted(themes)]
    return groups, table, unnamed, len(totals) - len(groups)


def swot(partnership: Partnership, today: dt.date) -> dict[str, list[Line]]:
    """The records in the four fields, as `rules.swot_fields` puts them; gaps among the weaknesses, findings among the risks."""
    found: dict[str, list[Line]] = {
        rules.STRENGTHS: [],
        rules.WEAKNESSES: [],
        rules.CHANCES: [],
        rules.RISKS: [],
    }
    held = stock(partnership, today)
    judged = Assessment.objects.filter(partnership=partnership, latest=True)
    verdicts = dict(judged.values_list("offer_id", "verdict"))
    for row in held.offers:
        verdict = verdicts.get(row.pk, "")
        offered = rules.Offered("", row.area, row.begins_on, row.ends_on, verdict, row.funded_until)
        if row.state != "running" or not offered.runs(today):
            continue
        for name, said in rules.swot_fields(row.kind, offered, today):
            found[name].append(Line("offer", row.key, row.title, Phrase(said)))
    for theme, area in held.gaps:
        why = Phrase(mark("ein Befund, aber kein Angebot"))
        found[rules.WEAKNESSES].append(Line("gap", f"?thema={theme}&ort={area}#zelle", held.named(theme, area), why))
    for finding in held.findings:
        told = Phrase(mark("Befund, {confidence}"), {"confidence": (rules.CONFIDENCE[finding.confidence],)})
        found[rules.RISKS].append(Line("finding", finding.key, finding.sentence, told))
    return found
