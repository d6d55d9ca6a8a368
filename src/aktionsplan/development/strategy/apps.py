"""Names the app."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """Goals."""

    name = "aktionsplan.development.strategy"
    label = "strategy"
