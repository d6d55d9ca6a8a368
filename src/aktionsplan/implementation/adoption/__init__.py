"""Brings the plan before the councils.

Who acts: lead officer.
What comes out: resolutions of every council concerned.
"""
