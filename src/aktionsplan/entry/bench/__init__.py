"""Measures pages and deeds beside a floor.

Who acts: the command bench.
What comes out: the table in docs/reference/performance.md.
"""
