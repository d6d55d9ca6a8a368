"""The tree heads an installation has known, kept beside the database: a restored older or rewritten ledger is noticed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from aktionsplan.shared.kinds import Json

if TYPE_CHECKING:
    from aktionsplan.partnership.models import Partnership


def known_heads() -> Path:
    """Where the installation keeps the last tree heads it knew, outside the database."""
    return Path(settings.AKTIONSPLAN_DATA) / "heads.json"


def _partnerships() -> Iterator["Partnership"]:
    from aktionsplan.partnership.models import Partnership
    from aktionsplan.shared.tenancy import partnership_scope

    for partnership in Partnership.objects.order_by("slug"):
        with partnership_scope(partnership):
            yield partnership


def present_heads() -> dict[str, Json]:
    """Size and root of every ledger now, by the partnership's address."""
    from aktionsplan.shared.ledger.queries import head

    heads = {}
    for partnership in _partnerships():
        top = head(partnership)
        heads[partnership.slug] = {"size": top.size, "root": top.root}
    return heads


def _known() -> dict[str, Json]:
    return json.loads(known_heads().read_text()) if known_heads().exists() else {}


def _fault(known: Json, size: int, root_then: str) -> str:
    if size < known["size"]:
        text = "Das Verlaufsbuch ist kürzer als der letzte bekannte Stand ({old} statt {new} Einträge)."
        return text.format(old=size, new=known["size"])
    if root_then != known["root"]:
        return "Das Verlaufsbuch stimmt nicht mit dem letzten bekannten Stand überein ({new} Einträge).".format(
            new=known["size"]
        )
    return ""


def faults() -> dict[str, str]:
    """What is wrong with each ledger against the heads known before: shorter, rewritten, or gone; empty when all hold."""
    from aktionsplan.shared.ledger.queries import head, roots_at

    known, faults = _known(), {}
    seen = set()
    for partnership in _partnerships():
        seen.add(partnership.slug)
        if before := known.get(partnership.slug):
            root_then = roots_at(partnership, {before["size"]}).get(before["size"], "")
            if text := _fault(before, head(partnership).size, root_then):
                faults[partnership.slug] = text
    faults |= dict.fromkeys(set(known) - seen, "Die Partnerschaft ist nicht mehr da.")
    return faults


def alarms() -> list[str]:
    """The faults as lines, with what to do when they are meant."""
    end = f"Ist das gewollt, löschen Sie {known_heads()}."
    return [f"{slug}: {text} {end}" for slug, text in sorted(faults().items())]


def remember_heads() -> int:
    """Writes the present tree heads beside the database; a head that no longer holds stays, so that its alarm stays.

    Returns how many heads were written anew.
    """
    wrong, known, now = faults(), _known(), present_heads()
    kept = {slug: top for slug, top in known.items() if slug in wrong}
    fresh = now | kept
    if fresh == known:
        return 0
    path = known_heads()
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(fresh, sort_keys=True))
    partial.replace(path)
    return sum(known.get(slug) != top for slug, top in fresh.items())
