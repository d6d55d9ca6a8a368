"""Registers the app."""

from aktionsplan.shared.registration import OwnApp


class PublishingConfig(OwnApp):
    """Publications."""

    name = "aktionsplan.shared.publishing"
    label = "publishing"
