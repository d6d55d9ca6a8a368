"""The data register of organisations."""

from collections.abc import Collection

from aktionsplan.network import rules
from aktionsplan.network.states import BANK, ORGANISATION
from aktionsplan.shared.register import Eraser, internal, personal, sensitive
from aktionsplan.shared.retention.rules import Retention
from aktionsplan.shared.words import mark

REGISTER = {
    "Contact": {
        name: personal("whom we invite, by consent", "contacts", Eraser.ROW)
        for name in ("name", "email", "phone", "interests")
    }
    | {
        name: internal("to what somebody agreed", "contacts")
        for name in ("source", "purpose", "consent_text", "consent_on", "until")
    },
    "ContactConsent": {
        name: internal("that somebody agreed, without saying who", "partnership")
        for name in ("hash", "purpose", "given_on", "until", "ended_on")
    },
    "Organisation": {
        name: internal("who carries out projects")
        for name in (
            "name",
            "skeleton",
            "legal_form",
            "register_number",
            "nonprofit_date",
            "nonprofit_file",
            "state",
            "flags",
            "confirmed_by",
            "confirmed_at",
            "waits_since",
            "version",
            "city",
            "postcode",
        )
    }
    | {
        name: personal("reaching the organisation; often a private address", "grant_file")
        for name in ("street", "email", "phone")
    },
    "OrganisationPerson": {
        "organisation": internal("whose people"),
        "account": personal("who the person is", "grant_file"),
        "name": personal("who the person is", "grant_file"),
        "kind": sensitive("proposes conflicts of interest", "grant_file"),
        "function": personal("in which function", "grant_file"),
        "accepted": internal("has answered the invitation"),
        "may_act": internal("registered or invited, so may act for the organisation"),
        "valid_from": internal("since when"),
        "valid_until": internal("until when"),
    },
    "BankAccount": {
        "holder": sensitive("where money goes", "grant_file"),
        "iban": sensitive("where money goes", "grant_file"),
        "salt": sensitive("lets the ledger name the account without its number", "grant_file"),
    }
    | {
        name: internal("who approved which version when")
        for name in (
            "organisation",
            "version",
            "state",
            "proposed_by",
            "proposed_at",
            "decided_by",
            "decided_at",
            "effective_at",
            "reason",
        )
    },
}

WORDS: dict[str, Collection[str]] = {
    "OrganisationPerson.kind": rules.LINKS,
    "Organisation.legal_form": rules.LEGAL_FORMS,
    "Organisation.state": ORGANISATION.states,
    "BankAccount.state": BANK.states,
    "Contact.source": rules.CONTACT_SOURCES,
    "Contact.purpose": rules.PURPOSES,
    "ContactConsent.purpose": rules.PURPOSES,
}
"""The words a column may hold."""

RETENTION = (
    Retention(
        "contacts",
        mark("Kontakte, deren Einwilligung abgelaufen ist"),
        "network.Contact",
        "until",
        1,
        mark("so steht es in der Einwilligung"),
        thing="contact",
    ),
)
