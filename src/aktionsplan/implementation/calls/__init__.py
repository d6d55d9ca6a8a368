"""Calls for projects, applications and their formal check.

Who acts: coordinator prepares, lead officer releases, sponsors apply.
What comes out: admissible applications and the decision taken over from the committee.
"""
