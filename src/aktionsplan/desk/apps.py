"""Names the app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The signed-in start page."""

    name = "aktionsplan.desk"
    label = "desk"
