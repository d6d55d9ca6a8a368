"""Names the app."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Organisations."""

    name = "aktionsplan.network"
    label = "network"
