"""Aktionsplan: from the first finding to a structure that lasts.

One Django project; the folder listing tells the four stages of a Lokaler Aktionsplan.
Start with docs/architecture.md.
"""

__version__ = "0.1.0"
