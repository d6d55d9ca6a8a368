"""Names the app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Stored files."""

    name = "aktionsplan.shared.files"
    label = "files"
