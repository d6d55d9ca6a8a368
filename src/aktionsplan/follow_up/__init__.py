"""What somebody owes: agreed steps with an owner, a day and what came of them.

Who acts: the office, and whoever owes a step.
What comes out: open steps on desks, done ones with their effect.
"""
