"""Forms of taking part.

Who acts: the views.
What comes out: cleaned fields for the deeds.
"""
