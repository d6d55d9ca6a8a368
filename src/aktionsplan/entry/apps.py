"""Names the app."""

from django.apps import AppConfig


class EntryConfig(AppConfig):
    """What starts things."""

    name = "aktionsplan.entry"
    label = "entry"
