"""Names the app."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The outbox."""

    name = "aktionsplan.shared.mail"
    label = "mail"
