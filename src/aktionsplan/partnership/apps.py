"""Names the app."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """The tenant."""

    name = "aktionsplan.partnership"
    label = "partnership"
