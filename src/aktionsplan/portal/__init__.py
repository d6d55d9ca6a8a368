"""The public's window: shows publications, never live tables.

Who acts: anybody, signed in or not.
What comes out: pages, feeds, open data and the static export.
"""
