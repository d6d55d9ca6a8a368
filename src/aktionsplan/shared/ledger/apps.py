"""Names the app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger."""

    name = "aktionsplan.shared.ledger"
    label = "ledger"
