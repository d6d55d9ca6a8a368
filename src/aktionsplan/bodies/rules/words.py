"""What the parts of a body, a meeting and a vote are called; each key with its German word."""

from aktionsplan.shared.words import mark

BODY_KINDS = {
    "steering_committee": mark("Begleitausschuss"),
    "youth_forum": mark("Jugendforum"),
    "authority_network": mark("Ämternetzwerk"),
    "working_group": mark("Arbeitsgruppe"),
}
SIDES = {"civil": mark("Zivilgesellschaft"), "public": mark("Verwaltung und Politik")}
CAPACITIES = {"member": mark("Mitglied"), "deputy": mark("Stellvertretung")}
ATTENDANCE = {
    "member": mark("Mitglied ist da"),
    "deputy": mark("Stellvertretung ist da"),
    "recused": mark("Mitglied befangen"),
    "deputy_for_recused": mark("Mitglied befangen, Stellvertretung stimmt ab"),
    "deputy_recused": mark("Stellvertretung befangen"),
    "absent": mark("fehlt"),
    "vacant": mark("nicht besetzt"),
}
FUNCTIONS = {
    "chair": mark("Vorsitz"),
    "vice_chair": mark("stellvertretender Vorsitz"),
    "secretary": mark("Schriftführung"),
}
ITEM_KINDS = {
    "topic": mark("Thema"),
    "application": mark("Antrag"),
    "report": mark("Bericht"),
    "election": mark("Wahl"),
    "rules": mark("Geschäftsordnung"),
}
USUAL = (
    ("topic", mark("Begrüßung und Beschlussfähigkeit")),
    ("topic", mark("Niederschrift der letzten Sitzung")),
    ("application", mark("Anträge")),
    ("report", mark("Berichte")),
    ("topic", mark("Verschiedenes")),
)
"""What stands on nearly every agenda; applications come below the third."""
MEETING_KINDS = {"meeting": mark("Sitzung"), "circular": mark("Umlaufverfahren")}
WHAT = {
    "main": mark("Antrag zur Sache"),
    "amendment": mark("Änderungsantrag"),
    "procedure": mark("Antrag zum Verfahren"),
    "election": mark("Wahl"),
}
"""What is voted on; a motion to amend is voted before the motion it amends."""
CHOICES = {"yes": mark("Ja"), "no": mark("Nein"), "abstain": mark("Enthaltung")}
CHAIR_CHOICES = CHOICES | {"silent": mark("gar nicht, oder er sagt es nicht")}
"""How the chair voted where ballots were counted without names; asked for when his vote decides a tie."""
WAYS = {
    "own": mark("selbst abgegeben"),
    "paper": mark("auf Papier, vom Vorsitz eingetragen"),
}
"""How a ballot of an open vote came in."""
GROUNDS = {
    "board": mark("Vorstand oder Vertretung"),
    "employment": mark("Beschäftigung"),
    "family": mark("Familie"),
    "advantage": mark("eigener Vorteil oder Nachteil"),
    "advice": mark("frühere bezahlte Beratung"),
    "other": mark("anderer Grund"),
}
"""Reasons of a conflict of interest: VwVfG §§ 20, 21, KV M-V § 24; committee.md B1. A common interest of an occupation
or of a part of the population is none."""
INVITED_BY = {"mail": mark("per E-Mail"), "post": mark("per Post"), "hand": mark("persönlich übergeben")}
VOTING = ("member", "deputy", "deputy_for_recused")
"""How a seat stands when somebody on it votes; a deputy for a recused member by committee.md B4."""
RECUSED = ("recused", "deputy_for_recused", "deputy_recused")
VOID = ("recused", "deputy_recused")
"""How a seat stands that nobody votes for because of a recusal."""
APPROVING = ("approve", "approve_with_conditions", "approve_reduced")
KINDS = {
    "adopt": mark("beschlossen"),
    "elected": mark("gewählt"),
    "approve": mark("empfohlen"),
    "approve_with_conditions": mark("mit Auflagen empfohlen"),
    "approve_reduced": mark("gekürzt empfohlen"),
    "waitlist": mark("Warteliste"),
    "defer": mark("zurückgestellt"),
    "reject": mark("abgelehnt"),
    "not_eligible": mark("nicht förderfähig"),
    "withdrawn": mark("zurückgezogen"),
    "not_passed": mark("nicht angenommen"),
}
HIDDEN_APPLICATION, HIDDEN_TOPIC = "Ein Antrag", "Nicht öffentlicher Punkt"
"""What the public reads of an item it may not know more about; always German, as the publication is."""
MOTIONS = tuple(kind for kind in KINDS if kind not in ("adopt", "elected", "withdrawn", "not_passed"))
"""What can be moved about an application."""
TOPIC_MOTIONS = ("adopt", "defer")
"""What can be moved about anything else."""
