"""Loads the demo once: Elbhagen und Lüttow and Kranichwalde (fictional), Hamburg St. Georg/Borgfelde (real grants)."""

from django.utils import timezone

from aktionsplan.entry.demo import elbhagen, hamburg, kranichwalde
from aktionsplan.partnership.models import Partnership


def load() -> None:
    """Makes what is missing of the three demo partnerships, each all or nothing."""
    from django.db import transaction

    now = timezone.now()
    for module in (elbhagen, kranichwalde, hamburg):
        if not Partnership.objects.filter(slug=module.SLUG).exists():
            print(f"Beispiel wird geladen: {module.NAME}", flush=True)
            with transaction.atomic():
                module.load(now)
