"""Raises private and public money for the time after the programme.

Who acts: coordinator.
What comes out: sources of money with probability, dates and the gap of each year.
"""
