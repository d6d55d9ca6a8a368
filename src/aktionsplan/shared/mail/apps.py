"""Registers the app."""

from aktionsplan.shared.registration import OwnApp


class MailConfig(OwnApp):
    """The outbox."""

    name = "aktionsplan.shared.mail"
    label = "mail"
