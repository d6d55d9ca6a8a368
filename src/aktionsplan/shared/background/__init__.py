"""One-off work that takes longer than a page may: an import, a mailing, a package.

Who acts: whoever asks for it; the worker in that person's name.
What comes out: a `Job` that says how far it is and what came of it.
"""
