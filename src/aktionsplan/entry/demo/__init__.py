"""The two demo partnerships, made by the same operations a town uses.

Who acts: the command demo.
What comes out: towns to look at, with known sign-ins.
"""
