"""Stage 1, Entwicklung: from the situation to the plan.

Who acts: coordination office with everybody concerned.
What comes out: findings, needs, goals, the plan.
"""
