"""The tenant: funding area, offices, programme years, funds, rule sets.

Who acts: lead officer.
What comes out: money with a ceiling and rules with a source.
"""
