"""The relations a row may ask for; the app that owns the object computes them."""

from aktionsplan.shared.words import mark

OWN_ORGANISATION = "own_organisation"
NOT_DRAFTER = "not_drafter"
NOT_ORDERER = "not_orderer"
NOT_PROPOSER = "not_proposer"
NOT_OWN = "not_own"
NOT_RECUSED = "not_recused"
NOT_LINKED = "not_linked"
CHAIRS = "chairs"
SEATED = "seated"
SIGNS = "signs"
OWN_SEAT = "own_seat"
OF_BODY = "of_body"
WRITES = "writes"
OWN_SEAT_OR_LEADS = "own_seat_or_leads"
OWES = "owes"

WORDS = {
    OWN_ORGANISATION: mark("Das geht nur für Ihren eigenen Verein."),
    NOT_DRAFTER: mark(
        "Wer den Bescheid entworfen hat, darf ihn nicht unterschreiben. Das muss eine zweite Person tun."
    ),
    NOT_ORDERER: mark("Wer die Zahlung angeordnet hat, darf sie nicht freigeben. Das muss eine zweite Person tun."),
    NOT_PROPOSER: mark(
        "Wer etwas vorgeschlagen hat, darf es nicht selbst bestätigen. Das muss eine zweite Person tun."
    ),
    NOT_OWN: mark("Die eigene Aufgabe bestätigt niemand selbst. Das muss eine zweite Person tun."),
    NOT_LINKED: mark("Sie gehören selbst zu diesem Verein. Das muss eine andere Person tun."),
    NOT_RECUSED: mark("Sie sind bei diesem Punkt befangen."),
    CHAIRS: mark("Das macht, wer die Sitzung leitet, oder die Koordinierungsstelle."),
    SEATED: mark("Sie haben in dieser Abstimmung keine Stimme."),
    SIGNS: mark("Das macht, wer die Sitzung leitet oder die Niederschrift führt."),
    WRITES: mark("Das macht, wer die Sitzung leitet oder die Niederschrift führt."),
    OWN_SEAT_OR_LEADS: mark(
        "Das sagt jede Person für sich selbst oder wer die Sitzung leitet; niemand leitet, während sein eigener Verein "
        "beraten wird."
    ),
    OWES: mark("Das macht, wer den Schritt übernommen hat, oder die Koordinierungsstelle."),
    OF_BODY: mark("Das sehen nur Mitglieder dieses Gremiums."),
    OWN_SEAT: mark("Das entscheidet jede Person für sich selbst."),
}
