"""Mail: every message is stored first, sent after commit, and visible in the outbox.

Who acts: operations queue, the worker sends.
What comes out: one short message to one person, without personal data attached.
"""
