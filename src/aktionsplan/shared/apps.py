"""Names the app and installs the database's guards after every migration."""

from django.db.models.signals import post_migrate, pre_migrate

from aktionsplan.shared import safety
from aktionsplan.shared.registration import OwnApp


class SharedConfig(OwnApp):
    """Tools that know no domain word."""

    name = "aktionsplan.shared"
    label = "shared"

    def ready(self) -> None:
        """Registers what Django itself calls: checks at connection time and guards after migrate."""
        from aktionsplan.shared import guards  # noqa: PLC0415 -- needs the loaded models

        pre_migrate.connect(guards.before_migrate, sender=self, dispatch_uid="guards")
        post_migrate.connect(guards.after_migrate, sender=self, dispatch_uid="guards")
        safety.watch_connections()
