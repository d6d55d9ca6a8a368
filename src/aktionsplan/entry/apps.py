"""Registers the app."""

from aktionsplan.shared.registration import OwnApp


class EntryConfig(OwnApp):
    """What starts things."""

    name = "aktionsplan.entry"
    label = "entry"
