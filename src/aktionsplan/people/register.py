"""The data register of accounts and memberships."""

from collections.abc import Collection

from aktionsplan.people.permissions import Role
from aktionsplan.people.states import MEMBERSHIP
from aktionsplan.shared.register import internal, personal, sensitive
from aktionsplan.shared.retention.rules import Retention
from aktionsplan.shared.words import mark

REGISTER = {
    "Account": {
        "email": personal("signs in, receives mail", "account"),
        "name": personal("is named to colleagues and on documents", "account"),
        "is_active": internal("may sign in", "account"),
        "demo": internal("demo account", "account"),
        "password": sensitive("hash, proves who signs in", "account"),
        "last_login": personal("noticing strange sign-ins", "logs"),
    },
    "Membership": {
        name: personal("who may do what, and since when", "grant_file")
        for name in ("account", "role", "state", "valid_from", "valid_until")
    }
    | {name: internal("who granted the role", "grant_file") for name in ("proposed_by", "confirmed_by")},
}

WORDS: dict[str, Collection[str]] = {
    "Membership.role": frozenset(Role),
    "Membership.state": MEMBERSHIP.states,
}
"""The words a column may hold."""

RETENTION = (
    Retention(
        "logs",
        mark("Zeit der letzten Anmeldung"),
        "people.Account",
        "last_login",
        365,
        mark("eigene Vorgabe ohne Quelle, wie für Zugriffsprotokolle"),
        blank={"last_login": None},
    ),
)
