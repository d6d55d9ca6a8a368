"""Reproducible bulk data.

Who acts: the command seed.
What comes out: many applications in the shape of real ones.
"""
