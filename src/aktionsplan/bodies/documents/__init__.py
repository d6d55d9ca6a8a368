"""Data for the letters of a body: invitation and minutes."""
