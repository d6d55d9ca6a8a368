"""Writing needs, what is left open, and the closing of the analysis."""

import datetime as dt

from django.db.models import Max

from aktionsplan.development.analysis import queries
from aktionsplan.development.analysis.models import (
    ClosedAnalysis,
    Finding,
    LeftOpen,
    Need,
    NeedFinding,
    NeedGap,
    Theme,
)
from aktionsplan.development.analysis.operations.inventory import refuse_when_closed
from aktionsplan.development.analysis.states import NEED
from aktionsplan.people.queries import Actor
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.numbers import next_number
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark

MOST_TOLD = 5


def _theme(key: str, by: By) -> Theme:
    theme = queries.theme_at(by.partnership, key or "-")
    if theme is None:
        raise Refused(Problem("theme", mark("Bitte wählen Sie ein Thema."), {}, "theme"))
    return theme


def _gap(name: str, by: By) -> tuple[Theme, str]:
    """Theme and area of a gap as a form names it; refused for what is no theme and place of this town."""
    theme, _dot, area = name.partition(".")
    if not area or not queries.place_named(by.partnership, area)[0]:
        raise Refused(Problem("gap", mark("Diese Lücke gibt es nicht."), {}, "gaps"))
    return _theme(theme, by), area


def _follows(need: Need, findings: list[str], gaps: list[str], by: By) -> None:
    """Sets what the need follows from."""
    rows = list(Finding.objects.filter(partnership=by.partnership, key__in=findings))
    places = [_gap(name, by) for name in gaps]
    need.findings.exclude(finding__in=rows).delete()
    there = set(need.findings.values_list("finding_id", flat=True))
    NeedFinding.objects.bulk_create(
        NeedFinding(partnership=by.partnership, need=need, finding=row) for row in rows if row.pk not in there
    )
    stored = {(gap.theme_id, gap.area): gap for gap in need.gaps.all()}
    wanted = {(theme.pk, area) for theme, area in places}
    NeedGap.objects.filter(pk__in=[gap.pk for place, gap in stored.items() if place not in wanted]).delete()
    NeedGap.objects.bulk_create(
        NeedGap(partnership=by.partnership, need=need, theme=theme, area=area)
        for theme, area in places
        if (theme.pk, area) not in stored
    )


def _findable(need: Need) -> None:
    search.put(partnership=need.partnership, kind="need", reference=need.key, title=need.title, text=need.reason)


@deed("analysis.add_need", on=None, because="the need is made here")
def add_need(*, fields: Fields, by: By, at: dt.datetime) -> Need:
    """A new need with the next number. Priority and reason may come later; the closing asks for them.

    A closed analysis keeps what it was: a need of a later workshop stands beside it until the analysis is closed anew.
    """
    need = Need.objects.create(
        partnership=by.partnership,
        number=next_number(partnership=by.partnership, series="need"),
        title=fields["title"],
        theme=_theme(fields.get("theme", ""), by),
        priority=fields.get("priority", ""),
        reason=fields.get("reason", ""),
        state=NEED.initial,
    )
    _follows(need, fields.get("findings") or [], fields.get("gaps") or [], by)
    _findable(need)
    payload = {"number": need.number, "title": need.title}
    record(by=by, at=at, reference=f"need:{need.key}", payload=payload)
    return need


@deed("analysis.change_need", on=queries.NEED)
def change_need(*, need: Need, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Need:
    """Other words of a need, another priority, other findings and gaps."""
    refuse_when_closed(by)
    before = queries.need_values(need)
    unchanged(seen, before)
    need.state = NEED.next(need.state, "change")
    need.title, need.theme = fields["title"], _theme(fields.get("theme", ""), by)
    need.priority, need.reason = fields.get("priority", ""), fields.get("reason", "")
    need.save(update_fields=["title", "theme", "priority", "reason", "state"])
    _follows(need, fields.get("findings") or [], fields.get("gaps") or [], by)
    _findable(need)
    after = queries.need_values(need)
    changed = [name for name in before if before[name] != after[name]]
    record(by=by, at=at, payload={"changed": changed, "before": {name: before[name] for name in changed}})
    return need


@deed("analysis.drop_need", on=queries.NEED)
def drop_need(*, need: Need, reason: str, by: By, at: dt.datetime) -> Need:
    """Gives the need up, with the reason."""
    refuse_when_closed(by)
    need.state = NEED.next(need.state, "drop")
    need.save(update_fields=["state"])
    record(by=by, at=at, payload={"number": need.number, "reason": reason})
    return need


@deed("analysis.reopen_need", on=queries.NEED)
def reopen_need(*, need: Need, by: By, at: dt.datetime) -> Need:
    """Takes the need up again."""
    refuse_when_closed(by)
    need.state = NEED.next(need.state, "reopen")
    need.save(update_fields=["state"])
    record(by=by, at=at, payload={"number": need.number})
    return need


@deed("analysis.leave_open", on=None, because="a gap is no row; the row is made here")
def leave_open(*, what: str, reason: str, by: Actor, at: dt.datetime) -> LeftOpen:
    """Leaves a finding (`finding:KEY`) or a gap (`gap:THEME.AREA`) without a need, on purpose; refused when it is so already."""
    refuse_when_closed(by)
    kind, _colon, key = what.partition(":")
    values: Fields = {"reason": reason, "author_name": by.account.name, "day": local_day(at)}
    if kind == "finding":
        values["finding"] = queries.finding_for(by, key)
    else:
        values["theme"], values["area"] = _gap(key, by)
    same = {name: values.get(name) for name in ("finding", "theme") if name in values} | {
        "area": values.get("area", "")
    }
    if LeftOpen.objects.filter(partnership=by.partnership, **same).exists():
        raise Refused(Problem("twice", mark("Das ist schon bewusst offen gelassen.")))
    left = LeftOpen.objects.create(partnership=by.partnership, **values)
    record(by=by, at=at, reference=f"left_open:{left.key}", payload={"what": kind, "key": key})
    return left


@deed("analysis.take_up", on=queries.LEFT_OPEN)
def take_up(*, left: LeftOpen, by: By, at: dt.datetime) -> None:
    """What was left open needs a need again."""
    refuse_when_closed(by)
    record(by=by, at=at, payload={"reason": left.reason})
    left.delete()


@deed("analysis.close_analysis", on=None, because="findings, offers, gaps and needs of the whole town")
def close_analysis(*, by: Actor, at: dt.datetime) -> ClosedAnalysis:
    """Freezes the analysis as the next version; refused with what is missing, while there is nothing yet, and while one is closed."""
    refuse_when_closed(by)
    today = local_day(at)
    held = queries.stock(by.partnership, today)
    if not held.begun:
        raise Refused(Problem("empty", mark("Es gibt noch nichts, was man abschließen könnte.")))
    if missing := held.missing:
        told = ", ".join(one.title for one in missing[:MOST_TOLD])
        text = mark("Es fehlt noch etwas ({n}): {told}.")
        raise Refused(Problem("missing", text, {"n": len(missing), "told": told}))
    last = ClosedAnalysis.objects.filter(partnership=by.partnership).aggregate(last=Max("number"))["last"]
    closing = ClosedAnalysis.objects.create(
        partnership=by.partnership,
        number=(last or 0) + 1,
        closed_on=today,
        closed_by=by.reference,
        closed_by_name=by.account.name,
        content=queries.frozen(by.partnership, today),
    )
    payload = {"number": closing.number, "needs": len(closing.content["needs"])}
    record(by=by, at=at, reference=f"closed_analysis:{closing.key}", payload=payload)
    return closing


@deed("analysis.reopen_analysis", on=queries.CLOSING)
def reopen_analysis(*, closing: ClosedAnalysis, reason: str, by: By, at: dt.datetime) -> ClosedAnalysis:
    """Opens the analysis again, with a reason; what was closed stays readable. Refused when it is open."""
    if closing.reopened_on is not None:
        raise Refused(Problem("open", mark("Die Auswertung ist schon wieder offen.")))
    closing.reopened_on, closing.reopened_because = local_day(at), reason
    closing.save(update_fields=["reopened_on", "reopened_because"])
    record(by=by, at=at, payload={"number": closing.number, "reason": reason})
    return closing
