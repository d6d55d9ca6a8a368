"""Stage 2, Implementierung: from the adopted plan to projects that run.

Who acts: council, committee, lead office, sponsors.
What comes out: calls, decisions, notices, payments, reports.
"""
