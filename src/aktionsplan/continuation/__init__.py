"""Stage 3, Fortschreibung und Umsetzung: the yearly question what still holds.

Who acts: coordination office, committee.
What comes out: a new version of the plan with reasons.
"""
