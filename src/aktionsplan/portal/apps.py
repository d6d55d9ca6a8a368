"""Names the app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public's window."""

    name = "aktionsplan.portal"
    label = "portal"
