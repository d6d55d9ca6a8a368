"""THE permission table: action × role × relation. Nothing else knows a role.

Who acts: nobody; every operation and every address asks here.
What comes out: None for yes, a problem with its reason for no.
"""

from aktionsplan.people.permissions.roles import INSIDE, Role
from aktionsplan.people.permissions.table import ASKS, FRESH, TABLE, WITHIN, allowed_roles, may

__all__ = ["ASKS", "FRESH", "INSIDE", "TABLE", "WITHIN", "Role", "allowed_roles", "may"]
