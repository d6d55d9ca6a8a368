"""Brings the plan before the bodies that adopt it (S2.0).

Who acts: coordinator and lead officer plan and enter; the councils decide.
What comes out: what every body said to which Fassung, what it wanted changed, and since when the plan holds.
"""
