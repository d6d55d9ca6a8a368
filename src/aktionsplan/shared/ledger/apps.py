"""Registers the app."""

from aktionsplan.shared.registration import OwnApp


class LedgerConfig(OwnApp):
    """The ledger."""

    name = "aktionsplan.shared.ledger"
    label = "ledger"
