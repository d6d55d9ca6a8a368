"""Forms about the situation.

Who fills them in: the office, and strangers in the portal.
What comes out: cleaned fields, as the deeds take them.
"""
