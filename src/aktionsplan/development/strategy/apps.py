"""Registers the app."""

from aktionsplan.shared.registration import OwnApp, Tab, Thing
from aktionsplan.shared.words import mark


class StrategyConfig(OwnApp):
    """Goals, the ways to them, and the plan."""

    name = "aktionsplan.development.strategy"
    label = "strategy"
    tabs = (
        Tab(mark("Ziele"), "strategy:goals", "plan", 10),
        Tab(mark("Plan schreiben"), "strategy:plan", "plan", 20),
        Tab(mark("Fassungen"), "strategy:versions", "plan", 30),
        Tab(mark("Fünf Monate"), "strategy:months", "plan", 60),
        Tab(mark("So wirkt der Plan"), "strategy:logic", "plan", 40),
    )
    thread = "queries.thread.part"
    things = (
        Thing("goal", mark("Ziel"), "strategy:goal", findable=True, commented="strategy.Goal"),
        Thing("action_field", mark("Handlungsfeld"), "strategy:ways", keyed=False),
        Thing("concept", mark("Handlungskonzept"), "strategy:concept", findable=True),
        Thing("chapter", mark("Kapitel"), "strategy:chapter", commented="strategy.Chapter"),
        Thing("coach_talk", mark("Gespräch mit dem Coach"), "strategy:months", keyed=False),
        Thing(
            "process_step", mark("Schritt der fünf Monate"), "strategy:process_step", commented="strategy.ProcessStep"
        ),
        Thing("plan", mark("Plan"), "strategy:plan", keyed=False),
        Thing("plan_version", mark("Fassung des Plans"), "strategy:version", commented="strategy.PlanVersion"),
        Thing("effect", mark("Wirkung"), "strategy:logic", keyed=False),
    )
