"""Committee, youth forum, authority network: seats, meetings, recusals, votes.

Who acts: coordinator prepares and records, members decide.
What comes out: decisions with the rule they were taken under.
"""
