"""Names for values whose type Python cannot or need not tell; each says why. `Any` stands nowhere else in a signature."""

from typing import Any, Protocol

Json = dict[str, Any]
"""Stored or foreign JSON: whoever reads a key checks what stands there (`rules.read`, `Publication.content`)."""
Fields = dict[str, Any]
"""Cleaned fields of a form or columns of a row by name; the form or the model gives each its type."""
Context = dict[str, Any]
"""What a template is given; templates are not typed."""
Value = Any
"""A value of any type: what a filter, a form field, a ledger payload or a table cell is given."""
Option = Any
"""An argument that is handed through to Django or a library as it came."""
Foreign = Any
"""An object of a library that has no types, or of Django where its stubs have none."""
Thing = Any
"""A row of any model: what a declaration of the house (a subject, a list, a deed page) is about."""


class Town(Protocol):
    """The partnership as `shared` knows it, which imports no app above it."""

    pk: int
    key: str
    slug: str
    name: str
    land: str
