"""Where people take part: surveys, events, ideas, votes, comments.

Who acts: the office, and strangers who answer, come or propose something.
What comes out: results without names, which findings, needs and goals rest on.
"""
