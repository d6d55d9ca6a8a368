"""Collects the situation and the resources.

Who acts: coordinator.
What comes out: findings with sources, an inventory of offers, needs.
"""
