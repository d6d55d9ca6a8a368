"""Anchors goals in the concepts of the municipality.

Who acts: coordinator and lead officer.
What comes out: a register of anchored goals with body, date and text.
"""
