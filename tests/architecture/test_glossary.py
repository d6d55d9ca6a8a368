"""The glossary holds each word of the domain once: models, states, events, roles, relations, actions, choices."""

import re
from pathlib import Path

from aktionsplan.bodies import rules as bodies
from aktionsplan.development.strategy import rules as strategy
from aktionsplan.implementation.grants import rules as grants
from aktionsplan.implementation.grants.rules.remedy import OBJECTION_OUTCOMES
from aktionsplan.network import rules as network
from aktionsplan.partnership import rules as partnership
from aktionsplan.people.permissions import ASKS, TABLE, WITHIN, Role
from aktionsplan.people.permissions.relations import WORDS
from tests.architecture.test_house import TABLES, own_models

ROOT = Path(__file__).parents[2]
ROWS = re.findall(r"^\| `([a-z_.]+)` \|", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE)
CHOICES = (
    bodies.BODY_KINDS,
    bodies.SIDES,
    bodies.CAPACITIES,
    bodies.ATTENDANCE,
    bodies.KINDS,
    partnership.SOURCES,
    partnership.FUND_KINDS,
    partnership.OFFICE_KINDS,
    partnership.RULE_KINDS,
    network.LINKS,
    strategy.LEVELS,
    grants.FUNDING_TYPES,
    OBJECTION_OUTCOMES,
)


def words():
    found = {re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower() for model in own_models()}
    for table in TABLES:
        found |= table.states | table.events
    found |= set(TABLE) | set(ASKS) | WITHIN | {str(role) for role in Role} | set(WORDS)
    return found.union(*map(set, CHOICES))


def test_no_word_stands_twice():
    assert sorted({row for row in ROWS if ROWS.count(row) > 1}) == []


def test_every_word_of_the_code_stands_in_the_glossary():
    assert sorted(words() - set(ROWS)) == []


def test_no_word_stands_there_that_the_code_has_lost():
    code = "".join(path.read_text() for path in (ROOT / "src" / "aktionsplan").rglob("*.py"))
    lost = [row for row in ROWS if not re.search(rf"\b{re.escape(row.split('.')[-1])}\b", code)]
    assert sorted(set(lost) - words()) == []
