"""Names the app."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Publications."""

    name = "aktionsplan.shared.publishing"
    label = "publishing"
