"""Every deed asks before it begins: each relation its row names, each role without the row; taken from the declarations.

The question comes before the body, so a deed needs here one thing and a person who lacks one relation; all else is None.
"""

import inspect

import pytest
from django.db import transaction

from aktionsplan.bodies.models import AgendaItem, Body, BodyFunction, Meeting, Paper, Presence, Seat, SeatHolder, Vote
from aktionsplan.development.analysis.models import (
    ClosedAnalysis,
    Finding,
    FindingSource,
    Incident,
    LeftOpen,
    Need,
    Offer,
    Question,
    Quote,
    Report,
    Series,
    Source,
    Structure,
    Theme,
    UploadedTable,
)
from aktionsplan.development.participation.models import (
    Comment,
    Event,
    EventResult,
    Idea,
    IdeaVote,
    SignedList,
    SignUp,
    Survey,
    SurveyQuestion,
    SurveyQuote,
    VoteIdea,
    WorkshopSheet,
    WorkshopVote,
)
from aktionsplan.development.strategy.models import (
    ActionField,
    Block,
    Chapter,
    CoachTalk,
    Concept,
    ConceptStep,
    Effect,
    Goal,
    GoalValue,
    PlanVersion,
    ProcessStep,
)
from aktionsplan.follow_up.models import FollowUp
from aktionsplan.implementation.adoption.models import Demand, PlanBody, Station
from aktionsplan.implementation.calls.models import Application, Call, Criterion, RatingRecusal, Scenario
from aktionsplan.implementation.grants.models import (
    Act,
    AttendanceSheet,
    ChangeRequest,
    Grant,
    Payment,
    Provision,
    Receipt,
)
from aktionsplan.network.models import BankAccount, Contact, Organisation, OrganisationPerson
from aktionsplan.partnership.models import Fund, Office, OfficeStaff
from aktionsplan.people.models import Membership
from aktionsplan.people.permissions import TABLE, Role, relations_of, row_of
from aktionsplan.people.permissions.relations import WORDS
from aktionsplan.people.queries import Actor
from aktionsplan.shared import deeds
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import modules
from aktionsplan.shared.retention.models import ArchiveOffer
from aktionsplan.shared.words import Forbidden
from tests.factories import town as make

modules("urls")
ASKED = {
    declared.kind: declared for declared in deeds.DECLARED if TABLE[declared.kind].roles or TABLE[declared.kind].of
}
RELATED = [(kind, relation) for kind in sorted(ASKED) for relation in sorted(relations_of(kind))]
MODELS = {
    "membership": Membership,
    "offer": ArchiveOffer,
    "fund": Fund,
    "office": Office,
    "goal": Goal,
    "criterion": Criterion,
    "scenario": Scenario,
    "rated_call": Call,
    "rating_recusal": RatingRecusal,
    "plan_body": PlanBody,
    "station": Station,
    "demand": Demand,
    "staff": OfficeStaff,
    "chapter": Chapter,
    "block": Block,
    "plan_version": PlanVersion,
    "process_step": ProcessStep,
    "talk": CoachTalk,
    "comment": Comment,
    "goal_value": GoalValue,
    "action_field": ActionField,
    "concept": Concept,
    "concept_step": ConceptStep,
    "effect": Effect,
    "theme": Theme,
    "series": Series,
    "incident": Incident,
    "report": Report,
    "structure": Structure,
    "source": Source,
    "quote": Quote,
    "question": Question,
    "finding": Finding,
    "cited": FindingSource,
    "entry": Offer,
    "need": Need,
    "left": LeftOpen,
    "closing": ClosedAnalysis,
    "carrier": Organisation,
    "organisation": Organisation,
    "link": OrganisationPerson,
    "bank": BankAccount,
    "application": Application,
    "call": Call,
    "grant": Grant,
    "act": Act,
    "provision": Provision,
    "payment": Payment,
    "receipt": Receipt,
    "attendance_sheet": AttendanceSheet,
    "change": ChangeRequest,
    "body": Body,
    "seat": Seat,
    "holder": SeatHolder,
    "function": BodyFunction,
    "meeting": Meeting,
    "item": AgendaItem,
    "paper": Paper,
    "vote": Vote,
    "line": Presence,
    "table": UploadedTable,
    "survey": Survey,
    "survey_question": SurveyQuestion,
    "survey_quote": SurveyQuote,
    "event": Event,
    "sign_up": SignUp,
    "result": EventResult,
    "signed_list": SignedList,
    "workshop_vote": WorkshopVote,
    "sheet": WorkshopSheet,
    "idea": Idea,
    "idea_vote": IdeaVote,
    "standing": VoteIdea,
    "contact": Contact,
    "follow_up": FollowUp,
}
"""By the argument of a subject: of what the first one is taken."""
AT = make.FINAL


@pytest.fixture
def world(whole_town):
    """One thing of every kind."""
    return whole_town


def first(name, town):
    """The first thing of a kind; of roles and seats the one that belongs to somebody of the cast."""
    assert name in MODELS, f"MODELS says no model for the argument {name}"
    rows = MODELS[name].objects.filter(partnership=town.partnership).order_by("pk")
    if name == "membership":
        return rows.get(account=town.kim.account)
    if name == "item":
        return rows.exclude(organisation=None).first()
    return rows.first()


def arguments_of(declared, by, town):
    """The thing of the subject, and None for all else."""
    names = inspect.signature(declared.function).parameters
    chosen = {name: first(name, town) for name in (declared.on.takes if declared.on else ())}
    assert None not in chosen.values(), f"tests/factories/whole.py has no thing for {declared.kind}"
    return dict.fromkeys(names) | chosen | {"by": by, "at": AT}


class Undone(Exception):
    """Takes back what a deed has written."""


def refusal(declared, by, town):
    """The problem's code when the deed is forbidden, else nothing, whatever else goes wrong; nothing stays."""
    arguments = arguments_of(declared, by, town)
    try:
        with transaction.atomic():
            deeds._perform(declared, arguments)
            raise Undone
    except Forbidden as forbidden:
        return forbidden.problem
    except Exception:
        return None


def as_role(town, who, role):
    """Somebody of the cast with this role alone."""
    return Actor(town.people[who].account, town.partnership, frozenset({role, Role.ANYONE}))


def lacking(declared, relation, town):
    """A person with a role whose row needs the relation, who lacks it and nothing else; fails when there is none."""
    role = next(role for role, needs in row_of(declared.kind).roles.items() if relation in needs)
    others = row_of(declared.kind).roles[role] - {relation}
    arguments = arguments_of(declared, None, town)
    thing, day = declared.on.thing_of(arguments), local_day(AT)
    found = [as_role(town, who, role) for who in town.people]
    lacks = [by for by in found if not declared.on.relations[relation](thing, by, day)]
    assert lacks, f"nobody lacks {relation} to the thing of {declared.kind}"
    only = [by for by in lacks if all(declared.on.relations[other](thing, by, day) for other in others)]
    return (only or lacks)[0], bool(only)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "relation"), RELATED)
def test_whoever_lacks_a_relation_is_refused_before_the_deed_begins(world, kind, relation):
    by, alone = lacking(ASKED[kind], relation, world)
    problem = refusal(ASKED[kind], by, world)
    assert problem is not None
    assert problem.code == "relation"
    if alone:
        assert problem.text == WORDS[relation]


@pytest.mark.django_db
def test_whoever_lacks_the_role_is_refused_before_the_deed_begins(world):
    for kind, declared in ASKED.items():
        for role in set(Role) - set(row_of(kind).roles) - {Role.ANYONE, Role.VISITOR}:
            if Role.ANYONE in row_of(kind).roles:
                continue
            problem = refusal(declared, as_role(world, "ida", role), world)
            assert problem is not None, (kind, role)
            assert problem.code == "role", (kind, role)


@pytest.mark.django_db
def test_own_program_does_its_deeds_alone(world):
    for declared in deeds.DECLARED:
        row = TABLE[declared.kind]
        if not (row.roles or row.of):
            for role in Role:
                assert refusal(declared, as_role(world, "kim", role), world) is not None, declared.kind


@pytest.mark.django_db
def test_without_the_question_every_refusal_is_gone(world, monkeypatch):
    """The twin of the tests above: what refuses there is the decorator's question and nothing else."""
    people_lacking = [(ASKED[kind], lacking(ASKED[kind], relation, world)[0]) for kind, relation in RELATED]
    monkeypatch.setattr(Actor, "allow", lambda self, action, stands=None: None)
    left = {
        declared.kind
        for declared, by in people_lacking
        if (problem := refusal(declared, by, world)) is not None and problem.code in ("relation", "role")
    }
    assert left == set()
