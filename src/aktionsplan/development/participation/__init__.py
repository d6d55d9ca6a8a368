"""Brings people in and keeps them.

Who acts: coordinator.
What comes out: invitations, workshops, votes of a workshop.
"""
