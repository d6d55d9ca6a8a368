"""The goal system: guiding, intermediate and operational goals.

Who acts: coordinator.
What comes out: goals with indicator, baseline, target and date.
"""
