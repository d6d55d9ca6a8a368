"""The fixed cast: who is who in every test."""

from aktionsplan.people.permissions import Role

INSIDE_CAST = {
    "ben": ("Ben Kröger", Role.COORDINATOR),
    "lena": ("Lena Matthies", Role.LEAD_OFFICER),
    "carla": ("Carla Dierks", Role.SIGNATORY),
    "dogan": ("Dogan Yıldız", Role.CASHIER),
    "emil": ("Emil Sander", Role.COMMITTEE_MEMBER),
    "fatma": ("Fatma Aydın", Role.COMMITTEE_MEMBER),
    "henrik": ("Henrik Voss", Role.COACH),
    "ida": ("Ida Lorenz", Role.EVALUATOR),
    "kim": ("Kim Rahn", Role.ADMINISTRATOR),
    "mats": ("Mats Oldenburg", Role.AUDITOR),
    "nora": ("Nora Feld", Role.EDITOR),
}
SPONSORS = {"anna": "Anna Wendt", "greta": "Greta Hansen"}
