"""Templates as they are stored, without the indentation that is only there for people who read the source."""

import re

from django.template.base import Origin
from django.template.loaders import filesystem

INDENTATION = re.compile(r"\n[ \t]+")


class Loader(filesystem.Loader):
    """Reads a template and drops the blanks at the beginning of each line: pages stay as small as before they were indented.

    A line break is left where there was one, which HTML reads as the same blank; no template holds preformatted text.
    """

    def get_contents(self, origin: Origin) -> str:
        """The source of the template without indentation."""
        return INDENTATION.sub("\n", super().get_contents(origin))
