"""Registers the app."""

from aktionsplan.shared.registration import OwnApp


class RetentionConfig(OwnApp):
    """How long what is stored stays."""

    name = "aktionsplan.shared.retention"
    label = "retention"
