"""Extracts every German source string: templates, gettext calls and `mark(...)`."""

from pathlib import Path

import django
from django.core.management.commands import makemessages

django.setup()
makemessages.Command.xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=mark"]
Path("locale").mkdir(exist_ok=True)
makemessages.Command().run_from_argv(
    [
        "django-admin",
        "makemessages",
        "--locale=en",
        "--no-location",
        "--no-obsolete",
        "--extension=html,txt,xml,py",
        "--verbosity=0",
    ]
)

catalogue = Path("locale/en/LC_MESSAGES/django.po")
lines = [
    line for line in catalogue.read_text().splitlines(keepends=True) if not line.startswith('"POT-Creation-Date')
]
catalogue.write_text("".join(lines))
