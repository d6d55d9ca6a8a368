"""Marked words in the reader's language."""

from django.utils.translation import gettext

from aktionsplan.shared.words import Phrase, Problem, filled


def said(what: Problem | Phrase) -> str:
    """The sentence with its values, in the reader's language."""
    return filled(what.text, what.params, gettext)


def said_or_own(text: Phrase | str) -> str:
    """A phrase in the reader's language; words that somebody wrote stay as they are."""
    return said(text) if isinstance(text, Phrase) else text
