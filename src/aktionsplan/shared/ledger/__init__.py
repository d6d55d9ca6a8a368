"""The ledger: one tree per partnership, appended under its row lock, never changed.

Who acts: every operation writes one entry.
What comes out: entries, tree heads, proofs, and an export anybody can check.
"""
