"""Names the app."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Calls and applications."""

    name = "aktionsplan.implementation.calls"
    label = "calls"
