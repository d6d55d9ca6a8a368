"""Accounts, memberships and THE permission table.

Who acts: administrator.
What comes out: who may act, with the reason of every no.
"""
