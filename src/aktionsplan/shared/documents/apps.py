"""Registers the app."""

from aktionsplan.shared.registration import OwnApp


class DocumentsConfig(OwnApp):
    """Letters and minutes."""

    name = "aktionsplan.shared.documents"
    label = "documents"
