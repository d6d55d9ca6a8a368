"""What is stored goes again: by itself after its time, or after a person has released it.

Who acts: the daily job; the lead office.
What comes out: rows or fields that are gone, one ledger entry per model and partnership.
"""
