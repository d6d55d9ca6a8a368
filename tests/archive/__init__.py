"""Demos of former states of the code, which every later state must be able to read."""
