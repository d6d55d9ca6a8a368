"""Registers the app."""

from aktionsplan.shared.registration import OwnApp


class FilesConfig(OwnApp):
    """Stored files."""

    name = "aktionsplan.shared.files"
    label = "files"
