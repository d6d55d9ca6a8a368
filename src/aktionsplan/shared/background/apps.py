"""Registers the app."""

from aktionsplan.shared.registration import OwnApp


class WorkConfig(OwnApp):
    """One-off work of the worker."""

    name = "aktionsplan.shared.background"
    label = "work"
