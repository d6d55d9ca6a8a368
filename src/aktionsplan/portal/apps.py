"""Registers the app."""

from aktionsplan.shared.registration import OwnApp


class PortalConfig(OwnApp):
    """The public's window."""

    name = "aktionsplan.portal"
    label = "portal"
