"""Forms about goals and the plan.

Who fills them in: the office.
What comes out: cleaned fields, as the deeds take them.
"""
