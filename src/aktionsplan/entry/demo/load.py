"""Loads the demo once: Hamburg St. Georg/Borgfelde (real grants) and Elbhagen und Lüttow (fictional)."""

from django.utils import timezone

from aktionsplan.entry.demo import elbhagen, hamburg
from aktionsplan.partnership.models import Partnership


def load() -> None:
    """Makes what is missing of the two demo partnerships, each all or nothing."""
    from django.db import transaction

    now = timezone.now()
    for module in (elbhagen, hamburg):
        if not Partnership.objects.filter(slug=module.SLUG).exists():
            print(f"Beispiel wird geladen: {module.NAME}", flush=True)
            with transaction.atomic():
                module.load(now)
