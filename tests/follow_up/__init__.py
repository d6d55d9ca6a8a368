"""Agreed steps."""
