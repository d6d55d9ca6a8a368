"""Asks every finding, goal and structure anew each year.

Who acts: coordinator, committee.
What comes out: a revised plan whose differences carry reasons.
"""
