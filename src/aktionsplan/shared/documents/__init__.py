"""Documents: a frozen dataclass and a typst template give PDF/A-3a and PDF/UA-1 in one file.

Who acts: the operation that issues the letter.
What comes out: a stored PDF with its hash, byte-identical for the same data.
"""
