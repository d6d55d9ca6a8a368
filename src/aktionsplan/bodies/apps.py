"""Names the app."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """Committee and other bodies."""

    name = "aktionsplan.bodies"
    label = "bodies"
