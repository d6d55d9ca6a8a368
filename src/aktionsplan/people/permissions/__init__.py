"""THE permission table: action × role × relation. Nothing else knows a role.

Who acts: nobody; every operation and every address asks here.
What comes out: None for yes, a problem with its reason for no.
"""

from aktionsplan.people.permissions.roles import INSIDE, Role
from aktionsplan.people.permissions.table import (
    TABLE,
    allowed_roles,
    is_fresh,
    may,
    relations_for,
    relations_of,
    row_of,
)

__all__ = ["INSIDE", "TABLE", "Role", "allowed_roles", "is_fresh", "may", "relations_for", "relations_of", "row_of"]
