"""Keeps and raises the quality of the work.

Who acts: coordinator, committee.
What comes out: training, improvements with owner and date.
"""
