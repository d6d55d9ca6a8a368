"""What of a goal may become public."""

from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.models import EasyText, Goal, GoalValue, PlanVersion
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.words import filled, known


@dataclass(frozen=True)
class PublicGoal:
    """A goal on the portal; figures as plain decimals, `aim` is the number of the Ziel it belongs to (its own for a Ziel)."""

    number: str
    level: str
    aim: str
    title: str
    text: str
    indicator: str
    unit: str
    baseline: str | None
    target: str | None
    actual: str | None
    actual_on: str | None
    target_date: str | None


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def public_goal(goal: Goal, latest: GoalValue | None) -> PublicGoal:
    """The public fields of a goal with the value that counts."""
    return PublicGoal(
        number=goal.number,
        level=goal.level,
        aim=goal.number.split(".")[0],
        title=goal.title,
        text=goal.text,
        indicator=goal.indicator,
        unit=goal.unit,
        baseline=_figure(goal.baseline),
        target=_figure(goal.target),
        actual=_figure(latest.value) if latest else None,
        actual_on=latest.day.isoformat() if latest else None,
        target_date=goal.target_date.isoformat() if goal.target_date else None,
    )


def _with_values(data: Json) -> Json:
    """Shape 1 had whole numbers without a day, and numbers that began at the Leitziel; those stay as they were published."""
    figures = {name: None if data[name] is None else str(data[name]) for name in ("baseline", "target", "actual")}
    kept = {name: value for name, value in data.items() if name not in ("parent", "top")}
    aim = data["parent"] if data["level"] == "operational" else data["number"]
    return kept | figures | {"aim": aim, "actual_on": None}


UPGRADES = {"goal": (_with_values,)}
"""From each stored shape to the next."""


@dataclass(frozen=True)
class PublicPlan:
    """A version of the plan in the portal; its chapters are shown one by one."""

    key: str
    name: str
    day: str
    state: str
    comments_until: str | None
    answers_until: str | None
    chapters: list[dict[str, str]]


def public_plan(version: PlanVersion) -> PublicPlan:
    """What the portal says of a version as a whole."""
    until, answers = version.comments_until, version.answers_until
    phrase = rules.version_name((version.major, version.minor))
    return PublicPlan(
        key=version.key,
        name=filled(phrase.text, phrase.params, str),
        day=version.made_on.isoformat(),
        state=version.state,
        comments_until=until.isoformat() if until else None,
        answers_until=answers.isoformat() if answers else None,
        chapters=[
            {"key": chapter["key"], "number": str(chapter["number"]), "title": chapter["title"]}
            for chapter in version.content["chapters"]
        ],
    )


@dataclass(frozen=True)
class PublicChapter:
    """A chapter of a version in the portal: paragraphs as Markdown, live parts as tables."""

    version: str
    number: str
    title: str
    blocks: list[Json]


def public_chapter(version: PlanVersion, chapter: Json) -> PublicChapter:
    """The public fields of a frozen chapter."""
    return PublicChapter(version.key, str(chapter["number"]), chapter["title"], chapter["blocks"])


@dataclass(frozen=True)
class PublicEasyText:
    """The plan in Leichte Sprache."""

    text: str
    checked_by: str
    checked_on: str


def public_easy_text(text: EasyText) -> PublicEasyText:
    """The public fields of the text in Leichte Sprache."""
    return PublicEasyText(text.text, text.checked_by, known(text.checked_on).isoformat())
