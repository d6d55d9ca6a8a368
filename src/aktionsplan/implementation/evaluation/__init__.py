"""Looks back: what came of it.

Who acts: coordinator, evaluator.
What comes out: self-evaluation, monitoring figures, reports.
"""
