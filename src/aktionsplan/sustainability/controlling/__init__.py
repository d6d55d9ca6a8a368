"""Ties the projects into the strategy by figures.

Who acts: coordination office.
What comes out: figures that open to what they are made of.
"""
