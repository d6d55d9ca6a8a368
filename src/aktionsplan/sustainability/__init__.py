"""Stage 4, Sicherung der Nachhaltigkeit: what outlasts the programme.

Who acts: coordination office, lead office, committee.
What comes out: anchored goals, money after the programme, controlling.
"""
