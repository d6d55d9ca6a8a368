"""Names the app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Letters and minutes."""

    name = "aktionsplan.shared.documents"
    label = "documents"
