"""The glossary holds each word of the domain once: models, states, events, roles, relations, actions, choices."""

import re
from pathlib import Path

from aktionsplan.entry.reference import with_actions
from aktionsplan.implementation.grants.rules.remedy import OBJECTION_OUTCOMES
from aktionsplan.people.permissions import Role
from aktionsplan.people.permissions.relations import WORDS
from aktionsplan.shared.registration import modules
from tests.architecture.test_house import TABLES, own_models

ROOT = Path(__file__).parents[2]
ROWS = re.findall(r"^\| `([a-z_]+)` \|", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE)
PLAIN = {
    "legal_form",
    "newness",
    "category",
    "unit",
    "result",
    "ground",
    "way",
    "choice",
    "chair_vote",
    "function",
    "what",
    "AgendaItem.kind",
    "sign",
    "rhythm",
    "area_kind",
    "dash_means",
    "rule",
    "passing",
    "completion",
    "age",
    "origin",
    "method",
    "room_shown",
    "owner_kind",
    "purpose",
    "Event.kind",
    "EventResult.outcome",
    "Idea.source",
    "Contact.source",
    "way_out",
    "grouping",
    "access",
    "SurveyQuestion.kind",
    "dot_means",
    "UploadedTable.purpose",
    "field",
    "motive",
    "police",
    "reason",
    "outcome",
    "consent",
    "Incident.kind",
    "Incident.source",
    "Structure.kind",
    "Receipt.line",
    "Source.kind",
    "FindingSource.kind",
    "Offer.kind",
    "verdict",
    "priority",
}
"""Columns (or one column of a model) whose words are plain lists; their words need no row."""


def words():
    found = {re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower() for model in own_models()}
    for table in TABLES:
        found |= table.states | table.events
    found |= {str(role) for role in Role} | set(WORDS)
    columns = (words.items() for words in (getattr(module, "WORDS", {}) for module in modules("register")))
    listed = (
        set(held) for pairs in columns for column, held in pairs if not PLAIN & {column, column.partition(".")[2]}
    )
    return found.union(OBJECTION_OUTCOMES, *listed)


def test_no_word_stands_twice():
    assert sorted({row for row in ROWS if ROWS.count(row) > 1}) == []


def test_every_word_of_the_code_stands_in_the_glossary():
    assert sorted(words() - set(ROWS)) == []


def test_no_word_stands_there_that_the_code_has_lost():
    code = "".join(path.read_text() for path in (ROOT / "src" / "aktionsplan").rglob("*.py"))
    known = set(re.findall(r"\w+", code))
    lost = [row for row in ROWS if not set(re.findall(r"\w+", row.split(".")[-1])) <= known]
    assert sorted(set(lost) - words()) == []


def test_actions_stand_there_in_the_words_of_the_table():
    text = (ROOT / "docs" / "glossary.md").read_text()
    assert with_actions(text) == text
