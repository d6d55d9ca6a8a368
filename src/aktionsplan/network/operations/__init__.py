"""Writing organisations and contacts.

Who acts: clubs about themselves, the office, and strangers who want to be invited.
What comes out: every deed of this app, each told to the ledger.
"""

from aktionsplan.network.operations.contacts import (
    change_contact,
    enter_contact,
    leave_contact,
    withdraw_contact,
    withdraw_own_contact,
)
from aktionsplan.network.operations.organisations import (
    accept_invitation,
    add_contact,
    approve_bank,
    attach_proof,
    change,
    confirm,
    decline_invitation,
    end_link,
    link_person,
    propose_bank,
    register,
    reject_bank,
)

__all__ = [
    "accept_invitation",
    "add_contact",
    "approve_bank",
    "attach_proof",
    "change",
    "change_contact",
    "confirm",
    "decline_invitation",
    "end_link",
    "enter_contact",
    "leave_contact",
    "link_person",
    "propose_bank",
    "register",
    "reject_bank",
    "withdraw_contact",
    "withdraw_own_contact",
]
