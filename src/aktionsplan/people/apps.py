"""Names the app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts and memberships."""

    name = "aktionsplan.people"
    label = "people"
