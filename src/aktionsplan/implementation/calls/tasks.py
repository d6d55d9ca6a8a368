"""What somebody has to do about calls and applications."""

import datetime as dt
from collections.abc import Callable

from django.db.models import DecimalField, Exists, F, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext

from aktionsplan.bodies.models import AgendaItem, BodyFunction, FundBody
from aktionsplan.bodies.queries import own_holders
from aktionsplan.bodies.queries.composition import in_force
from aktionsplan.bodies.states import OPEN_ITEM
from aktionsplan.implementation.calls.models import Application, Call, Rating, RatingRecusal
from aktionsplan.implementation.calls.queries import own_applications
from aktionsplan.implementation.calls.queries.announcing import untold
from aktionsplan.network.queries import linked_organisations
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.kinds import Foreign
from aktionsplan.shared.money import ZERO, format_eur
from aktionsplan.shared.tasks import Step, Task, Waiting, Waits, days_after, foremost_by_state, told, url_for
from aktionsplan.shared.words import known, mark

CHECK_DAYS = 7
"""Days in which the office wants to check an application; a house rule, not law."""


def _has_call(town: Partnership, today: dt.date) -> bool:
    return Call.objects.filter(partnership=town).exists()


def _has_released(town: Partnership, today: dt.date) -> bool:
    return Call.objects.filter(partnership=town).exclude(state="draft").exists()


BEGINNING = (
    Step(
        60,
        mark("Ersten Aufruf vorbereiten"),
        mark("Danach können Vereine Anträge schreiben."),
        "calls:calls",
        _has_call,
        action="calls.prepare",
        over=_has_released,
    ),
)


def _unreleased(by: Actor) -> list[Task]:
    rows = Call.objects.filter(partnership=by.partnership, state="draft")
    return [
        Task(
            row.opens_on,
            gettext("Aufruf veröffentlichen: {title}").format(title=row.title),
            "",
            url_for(by, "calls:call", key=row.key),
            gettext("Aufruf ansehen"),
        )
        for row in rows
    ]


def _applications(by: Actor, today: dt.date) -> list[Task]:
    """Applications to be checked, and checked ones on their way through the committee."""
    rows = (
        Application.objects.filter(partnership=by.partnership).select_related("organisation").order_by("submitted_at")
    )
    tasks: dict[str, Callable[[Application], Task]] = {}
    if by.may("applications.check"):
        tasks["submitted"] = lambda row: Task(
            days_after(known(row.submitted_at), CHECK_DAYS),
            gettext("Antrag „{title}“ prüfen").format(title=row.title),
            f"{row.organisation.name} · {format_eur(row.requested_eur)}",
            url_for(by, "calls:check", key=row.key),
            gettext("Antrag prüfen"),
        )
    if by.may("applications.take_over"):
        on_agenda = AgendaItem.objects.filter(partnership=by.partnership, state__in=OPEN_ITEM).exclude(reference="")
        rows = rows.annotate(about=Concat(Value("application:"), "key"))
        # what is on an agenda waits for the committee, and for nobody here
        rows = rows.exclude(about__in=on_agenda.values("reference"), state="admissible")
        tasks["admissible"] = lambda row: Task(
            today,
            gettext("„{title}“ in die Sitzung bringen oder Entscheidung übernehmen").format(title=row.title),
            row.organisation.name,
            url_for(by, "calls:application", key=row.key),
            gettext("Antrag ansehen"),
        )
    return foremost_by_state(rows, tasks)


def _drafts(by: Actor, today: dt.date) -> list[Task]:
    """Applications that a sponsor has to finish."""
    return [
        Task(
            row.call.deadline,
            gettext("Antrag fertig schreiben: {title}").format(title=row.title or row.call.title),
            row.organisation.name,
            url_for(by, "calls:own_step", key=row.key, step=1),
            gettext("Weiterschreiben"),
        )
        for row in own_applications(by, today)
        if row.state in ("draft", "returned")
    ]


def tasks(by: Actor, today: dt.date) -> list[Task]:
    """Calls to release, applications to check or to bring on their way, drafts to finish."""
    waiting = _unreleased(by) if by.may("calls.release") else []
    waiting += _applications(by, today)
    return waiting + (_drafts(by, today) if by.may("applications.view_own") else [])


def _to_rate(by: Actor, today: dt.date) -> Foreign:
    """Calls in which the actor still has applications to rate; who is biased by the register or an own word has none there."""
    mine = {"application": OuterRef("pk")}
    given = Rating.objects.filter(rater=by.reference, state="handed_in", **mine)
    out = RatingRecusal.objects.filter(person=by.reference, state="declared", **mine)
    rows = (
        Application.objects.filter(call=OuterRef("pk"), state="admissible")
        .exclude(Exists(given))
        .exclude(Exists(out))
    )
    rows = rows.exclude(organisation__in=linked_organisations(by, today))
    calls = Call.objects.filter(partnership=by.partnership, state="released", rating_until__gte=today)
    own = FundBody.objects.filter(partnership=by.partnership, code=OuterRef("fund__code"))
    seats = own_holders(by, today).filter(seat__voting=True)
    asked = Exists(own.filter(body__in=seats.values("seat__body")))
    usual = ~Exists(own) & Exists(seats.filter(seat__body__kind="steering_committee"))
    return calls.filter(Exists(rows)).filter(asked | usual)


def _doubts(by: Actor, today: dt.date) -> Foreign:
    """Who says not to be biased any more, for whoever leads a body."""
    leads = BodyFunction.objects.filter(in_force(today), partnership=by.partnership, account=by.account)
    rows = RatingRecusal.objects.filter(partnership=by.partnership, state="declared", doubted_at__isnull=False)
    return rows.filter(Exists(leads.filter(function__in=("chair", "vice_chair")))).exclude(person=by.reference)


def _to_announce(by: Actor) -> Foreign:
    """Calls with results that the applicants do not know yet."""
    rows = untold(Application.objects.filter(call=OuterRef("pk")))
    return Call.objects.filter(Exists(rows), partnership=by.partnership)


def _with_free_money(by: Actor) -> Foreign:
    """Calls that have a waiting list and money again: after a withdrawal, a saving or a higher sum (S4)."""
    rows = Application.objects.filter(call=OuterRef("pk")).order_by()
    given = rows.filter(state="decided").values("call").annotate(eur=Sum("awarded_eur")).values("eur")
    calls = Call.objects.filter(partnership=by.partnership, sum_eur__isnull=False, rating_until__isnull=False)
    calls = calls.annotate(given=Coalesce(Subquery(given), Value(ZERO), output_field=DecimalField()))
    return calls.filter(Exists(rows.filter(state="waitlisted")), sum_eur__gt=F("given"))


def _parts(by: Actor, today: dt.date) -> dict[str, Foreign]:
    """What waits for a member of a committee before the meeting, and for the office after it."""
    parts: dict[str, Foreign] = {}
    if by.may("calls.announce"):
        parts |= {
            "announce": told("announce", _to_announce(by), day=Value(today), words=F("title")),
            "waitlist": told("waitlist", _with_free_money(by), day=Value(today), words=F("title")),
        }
    if not by.may("ratings.rate"):
        return parts
    return parts | {
        "rate": told("rate", _to_rate(by, today), day=F("rating_until"), words=F("title")),
        "doubt": told("doubt", _doubts(by, today), day=F("application__call__rating_until"), words=F("person_name")),
    }


def _waiting(by: Actor, row: Waiting) -> Task:
    if row.kind == "rate":
        url = url_for(by, "calls:own_ratings", key=row.key)
        return Task(row.day, gettext("Anträge bewerten"), row.words, url, gettext("Bewerten"), behind=row.behind)
    if row.kind in ("announce", "waitlist"):
        page = "calls:results" if row.kind == "announce" else "calls:selection"
        words = gettext("Ergebnisse bekannt geben"), gettext("Geld für die Warteliste ist frei")
        title = words[row.kind == "waitlist"]
        url = url_for(by, page, key=row.key)
        return Task(row.day, title, row.words, url, gettext("Ansehen"), behind=row.behind)
    title, url = gettext("Über Befangenheit beim Bewerten entscheiden"), url_for(by, "calls:own_calls")
    return Task(row.day, title, row.words, url, gettext("Ansehen"), behind=row.behind)


WAITS = Waits(_parts, _waiting)
