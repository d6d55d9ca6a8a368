"""Organisations and the people linked to them.

Who acts: sponsors register, the office confirms.
What comes out: confirmed organisations with contacts and approved bank data.
"""
