"""A notice of ordinary length, for timing its typesetting."""

from aktionsplan.implementation.grants.documents.notice import NoticeLetter
from aktionsplan.implementation.grants.documents.wording import BLOCKS

_BLOCKS = BLOCKS["MV"]
LETTER = NoticeLetter(
    authority="Stadt Elbhagen",
    head_title="Die Bürgermeisterin",
    office="Amt für Kultur",
    sender_line="Stadt Elbhagen · Am Markt 1",
    address=["Kulturboot e. V.", "Uferweg 7", "19999 Elbhagen"],
    facts=[["Aktenzeichen", "2026-AF-0004"], ["Datum", "26. März 2026"]],
    number="2026-AF-0004",
    day="26. März 2026",
    title="Projekt „Erzählboot“",
    salutation="Guten Tag,",
    opening="Die Stadt bewilligt",
    amount="bis zu 4.800,00 €",
    refused="",
    amount_words="in Worten: viertausendachthundert Euro.",
    purpose="Sechs Erzählabende. " * 6,
    goal="Ziel 2.",
    expenses=[["Honorare", "2.220,00 €"], ["Miete", "1.650,00 €"]],
    income=[["Diese Zuwendung", "4.800,00 €"]],
    total="6.120,00 €",
    funding=_BLOCKS.funding["deficit"],
    dates=[["1. Mai 2026", "Beginn"]],
    payment=_BLOCKS.payment,
    span="6 Wochen",
    proof_day="11. November 2026",
    provisions=list(_BLOCKS.provisions),
    reasons=["Grund. " * 40],
    remedy=_BLOCKS.remedy,
    signatory="Carla Dierks",
    released="Freigegeben am 26. März 2026.",
    annexes=" · ".join(_BLOCKS.annexes),
    footer="Verlaufsbuch, Eintrag 1",
)
