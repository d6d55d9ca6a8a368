"""What a town may be called in addresses, and which offices it has."""

import re

from aktionsplan.shared.words import Problem, mark

RESERVED = frozenset({"en", "de", "konto", "demo", "static", "components", "lebt", "intern", "api", "betreiber"})
"""First parts of addresses that are no town."""
OFFICE_KINDS = {"lead_office": mark("Federführendes Amt"), "coordination_office": mark("Koordinierungsstelle")}


def slug_problem(slug: str) -> Problem | None:
    """None when the word can be a town's part of an address, else why not."""
    if slug in RESERVED or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 50:
        return Problem(
            "slug",
            mark("Die Adresse „{slug}“ geht nicht. Möglich sind a bis z, Ziffern und Bindestriche."),
            {"slug": slug},
        )
    return None
