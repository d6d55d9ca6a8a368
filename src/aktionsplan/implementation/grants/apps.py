"""Names the app."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Notices and payments."""

    name = "aktionsplan.implementation.grants"
    label = "grants"
