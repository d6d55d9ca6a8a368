"""Makes the plan and its projects known.

Who acts: editor, sponsors.
What comes out: cleared publications with funding notice.
"""
