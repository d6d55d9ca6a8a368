"""The signed-in start page: what do I have to do next, and where does the plan stand.

Who acts: every member of a partnership.
What comes out: open tasks by role and date, the cockpit of the four stages.
"""
