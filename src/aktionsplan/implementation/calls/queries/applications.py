"""Reading calls and applications, each through its door."""

import datetime as dt
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from aktionsplan.development.participation.models import Idea
from aktionsplan.development.participation.queries import read_ideas
from aktionsplan.implementation.calls import rules
from aktionsplan.implementation.calls.models import (
    Application,
    ApplicationIdea,
    Attachment,
    BudgetLine,
    Call,
    CallGoal,
    FormalCheck,
)
from aktionsplan.implementation.calls.states import APPLICATION as STATES
from aktionsplan.implementation.calls.states import RESULTS
from aktionsplan.network.queries import impartial, own_organisations
from aktionsplan.network.queries import relations as organisation_relations
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.permissions.relations import NOT_LINKED, OWN_ORGANISATION
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import By, Subject
from aktionsplan.shared.kinds import Fields, Foreign
from aktionsplan.shared.money import ZERO
from aktionsplan.shared.publishing.queries import published_slugs
from aktionsplan.shared.thread import Node, Part, touching
from aktionsplan.shared.words import Phrase, Problem, mark


def reference(application: Application) -> str:
    """The key under which the ledger, the committee and the fund know the application."""
    return f"application:{application.key}"


def acts_about(application: Application) -> Foreign:
    """Notices of other kinds about the application that nobody gave up, the newest first; a later app keeps them."""
    return application.acts.exclude(state="dropped")


def window(call: Call) -> rules.Window:
    """The days of a call."""
    return rules.Window(call.opens_on, call.deadline, call.project_from, call.project_until)


def calls(partnership: Partnership) -> list[Call]:
    """Every call with the numbers of its applications, newest first."""
    rows = Call.objects.filter(partnership=partnership).select_related("fund__programme_year")
    return list(
        rows.annotate(
            submitted=Count("applications", filter=~Q(applications__state="draft")),
            drafts=Count("applications", filter=Q(applications__state="draft")),
        )
    )


def call_of(partnership: Partnership, key: str) -> Call | None:
    """The call of the application with this key; None for an unknown one."""
    row = Application.objects.filter(partnership=partnership, key=key).select_related("call").first()
    return row.call if row else None


def open_calls(partnership: Partnership, day: dt.date) -> list[Call]:
    """Released calls that take applications on that day."""
    rows = Call.objects.filter(partnership=partnership, state="released", opens_on__lte=day, deadline__gte=day)
    return list(rows.select_related("fund").order_by("deadline"))


def call_for(by: Actor, key: str) -> Call:
    """The call with this key: for the office any, for everybody else a released one; else 404."""
    rows = Call.objects.filter(partnership=by.partnership, key=key)
    if not by.may("calls.view"):
        rows = rows.filter(state="released")
    call = rows.select_related("fund__programme_year").prefetch_related("goals").first()
    if call is None:
        raise Http404
    return call


def relations(application: Application, by: By, day: dt.date) -> frozenset[str]:
    """How the actor stands to the application."""
    return organisation_relations(application.organisation, by, day)


def _with_everything(rows: QuerySet[Application]) -> QuerySet[Application]:
    return rows.select_related(
        "call__fund__programme_year", "organisation", "goal", "district__municipality", "receipt__file", "account"
    )


def application_for(by: Actor, key: str) -> Application:
    """A submitted application for the office, or 404. Drafts belong to their sponsor alone."""
    rows = Application.objects.filter(partnership=by.partnership, key=key).exclude(state="draft")
    application = _with_everything(rows).first()
    if application is None or not by.may("applications.view"):
        raise Http404
    return application


def own_application(by: Actor, key: str, day: dt.date) -> Application:
    """The actor's own application, draft or not, or 404."""
    application = _with_everything(Application.objects.filter(partnership=by.partnership, key=key)).first()
    if application is None or not relations(application, by, day):
        raise Http404
    return application


def own_applications(by: Actor, day: dt.date) -> list[Application]:
    """Every application of the actor's organisations."""
    rows = Application.objects.filter(partnership=by.partnership, organisation__in=own_organisations(by, day))
    return list(rows.select_related("call", "organisation", "grant__notice"))


def ideas_to_build_on(partnership: Partnership) -> QuerySet[Idea]:
    """Ideas that the office has read and not declined, the newest first."""
    return read_ideas(Idea.objects.filter(partnership=partnership)).exclude(state="declined")


def offered_ideas(partnership: Partnership, named: str) -> list[Idea]:
    """Ideas that a form offers: the newest, and the one that the address names."""
    rows = ideas_to_build_on(partnership)
    newest = list(rows[:MOST_IDEAS])
    return [*newest, *rows.filter(key=named).exclude(pk__in=[row.pk for row in newest])]


def begun_with(idea: Idea, call: Call) -> Fields:
    """What a draft takes from an idea: title, description, and the goal of the call to which the idea belongs."""
    goals = CallGoal.objects.filter(call=call, goal__ideas__idea=idea).order_by("goal__number")
    link = goals.select_related("goal").first()
    return {"title": idea.title, "description": idea.text, "goal": link.goal if link else None}


def lines(application: Application) -> list[BudgetLine]:
    """The lines of the plan, expenses first."""
    return list(application.lines.all())


def as_line(line: BudgetLine) -> rules.Line:
    """The line as the rules see it."""
    return rules.Line(line.side, line.category, line.amount_eur, line.unit, line.price_eur)


def hidden_goals(call: Call) -> bool:
    """Whether the call serves a goal that the portal does not show."""
    shown = published_slugs(call.partnership, "goal")
    return any(goal.key not in shown for goal in call.goals.all())


def own_funds(application: Application) -> Decimal:
    """The applicant's own money in the plan, in euro."""
    return dict(rules.by_category([as_line(line) for line in lines(application)], "income")).get("own_funds", ZERO)


def plan_of(application: Application) -> rules.Plan:
    """The sums of the application's plan."""
    return rules.plan(as_line(line) for line in application.lines.all())


def values(application: Application) -> Fields:
    """The answers as the completeness rule sees them."""
    answers = {name: getattr(application, name) for name in rules.NEEDED if name not in ("goal", "district")}
    return answers | {"goal": application.goal_id, "district": application.district_id}


def fee_caps(call: Call) -> dict[str, Decimal]:
    """The highest fees per hour and per day that the call's frozen rules allow."""
    return {name: Decimal(call.terms[f"{name}_eur"]) for name in ("fee_per_hour", "fee_per_day")}


def submitted(partnership: Partnership) -> QuerySet[Application]:
    """Every application that was ever handed in; drafts are their sponsor's alone."""
    return (
        Application.objects.filter(partnership=partnership)
        .exclude(state="draft")
        .select_related("call", "organisation")
    )


def state_for_sponsor(application: Application) -> str:
    """The state as its sponsor reads it: granted once the notice is on its way (VwVfG § 41)."""
    return mark("bewilligt") if is_granted(application) else STATES.words[stands(application)]


def is_granted(application: Application) -> bool:
    """Whether the notice is on its way."""
    grant = getattr(application, "grant", None)
    return grant is not None and grant.notice.posted_on is not None


def stands(application: Application) -> str:
    """Where the sponsor sees the application: what the committee recommended only when it was announced."""
    if application.state in RESULTS:
        return application.told_state or "admissible"
    return application.state


def latest_check(application: Application) -> FormalCheck | None:
    """The newest formal check, or None."""
    return application.checks.first()


def line_values(row: BudgetLine) -> Fields:
    """What a change of a line of the plan begins with; an income has its sum where an expense has its price."""
    price = row.amount_eur if row.side == "income" else row.price_eur
    kept = {name: getattr(row, name) for name in ("label", "category", "quantity", "unit")}
    return kept | {"price_eur": price}


def attachment_of(application: Application, key: str) -> Attachment:
    """The attachment with this key, or 404."""
    attachment = application.attachments.filter(key=key).select_related("file").first()
    if attachment is None:
        raise Http404
    return attachment


def _own_plan_problems(application: Application) -> list[Problem]:
    sums, frozen = plan_of(application), application.call.terms
    problems = rules.plan_problems(
        sums, max_amount=application.call.max_amount_eur, own_percent=frozen["own_share_percent"]
    )
    for line in application.lines.all():
        if problem := rules.line_problem(as_line(line), **fee_caps(application.call)):
            problems.append(Problem(problem.code, problem.text, problem.params, "budget"))
    return problems


def open_questions(application: Application) -> list[tuple[int, Problem]]:
    """Step and reason of everything that keeps the application from being submitted."""
    questions = rules.missing(values(application))
    if problem := rules.period_problem(window(application.call), application.starts_on, application.ends_on):
        questions.append((3, problem))
    return sorted(
        questions + [(rules.BUDGET_STEP, problem) for problem in _own_plan_problems(application)],
        key=lambda pair: pair[0],
    )


def suggested_answers(application: Application) -> dict[str, bool]:
    """The points of the checklist that the data answers by itself."""
    sums, frozen = plan_of(application), application.call.terms
    problems = {
        p.code
        for p in rules.plan_problems(
            sums, max_amount=application.call.max_amount_eur, own_percent=frozen["own_share_percent"]
        )
    }
    days = window(application.call)
    return {
        "in_time": not application.late,
        "complete": not rules.missing(values(application)),
        "not_begun": application.not_begun,
        "period": rules.period_problem(days, application.starts_on, application.ends_on) is None,
        "goal": application.goal_id in set(application.call.goals.values_list("pk", flat=True)),
        "balance": "gap" not in problems,
        "cap": "cap" not in problems,
        "own_share": "own_share" not in problems,
        "no_double": application.no_double_funding,
    }


def _locked_application(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",))
    related = (
        "call__fund__programme_year",
        "organisation",
        "partnership",
        "account",
        "goal",
        "district__municipality",
    )
    return rows.select_related(*related).get(pk=application.pk)


def _locked_call(call: Call) -> Call:
    rows = Call.objects.select_for_update(of=("self",))
    return rows.select_related("fund__programme_year", "partnership").get(pk=call.pk)


APPLICATION = Subject(
    takes=("application",),
    lock=_locked_application,
    reference=reference,
    relations={
        OWN_ORGANISATION: lambda application, by, day: bool(relations(application, by, day)),
        NOT_LINKED: lambda application, by, day: bool(impartial(application.organisation, by, day)),
    },
)
"""An application: its organisation's contacts write it, and nobody who belongs to that organisation judges it."""
CALL = Subject(takes=("call",), lock=_locked_call, reference=lambda call: f"call:{call.key}")
"""A call for projects."""


MOST_IDEAS = 50
"""So many ideas a form offers, beside the one that was chosen on the portal."""


def thread_part(partnership: Partnership, about: str, today: dt.date) -> Part:
    """The calls' part of the thread: from goals to calls, and from calls and goals to applications that were handed in."""
    nodes: dict[str, Node] = {}
    ties = []
    links = CallGoal.objects.filter(partnership=partnership).exclude(call__state="draft")
    for link in touching(links.select_related("call", "goal"), about, call="call__key", goal="goal__key"):
        nodes[f"call:{link.call.key}"] = _call_node(link.call)
        nodes[f"goal:{link.goal.key}"] = Node(f"goal:{link.goal.key}", str(link.goal))
        ties.append((f"goal:{link.goal.key}", f"call:{link.call.key}"))
    rows = submitted(partnership).select_related("call", "goal")
    columns = {"call": "call__key", "goal": "goal__key", "application": "key"}
    for row in touching(rows, about, **columns):
        second = Phrase(mark("Antrag {number}, {state}"), {"number": row.number, "state": (STATES.words[row.state],)})
        nodes[f"application:{row.key}"] = Node(f"application:{row.key}", row.title, second, row.requested_eur)
        nodes.setdefault(f"call:{row.call.key}", _call_node(row.call))
        ties.append((f"call:{row.call.key}", f"application:{row.key}"))
        if row.goal is not None:
            nodes.setdefault(f"goal:{row.goal.key}", Node(f"goal:{row.goal.key}", str(row.goal)))
            ties.append((f"goal:{row.goal.key}", f"application:{row.key}"))
    built = ApplicationIdea.objects.filter(
        partnership=partnership,
        application__in=submitted(partnership),
        idea__in=read_ideas(Idea.objects.filter(partnership=partnership)),
    )
    for one in touching(
        built.select_related("application", "idea"), about, application="application__key", idea="idea__key"
    ):
        row, idea = one.application, one.idea
        nodes.setdefault(f"idea:{idea.key}", Node(f"idea:{idea.key}", idea.title))
        nodes.setdefault(f"application:{row.key}", Node(f"application:{row.key}", row.title, None, row.requested_eur))
        ties.append((f"idea:{idea.key}", f"application:{row.key}"))
    return Part(list(nodes.values()), ties)


def _call_node(call: Call) -> Node:
    until = Phrase(mark("Aufruf bis {day}"), {"day": call.deadline.strftime("%d.%m.%Y")})
    return Node(f"call:{call.key}", call.title, until)
