"""Turns a decision into a notice and a notice into money.

Who acts: lead officer drafts and orders, signatory signs, cashier releases.
What comes out: Zuwendungsbescheide, payments, published projects.
"""
