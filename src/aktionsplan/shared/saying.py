"""Marked words in the reader's language."""

from django.utils.html import format_html
from django.utils.translation import gettext

from aktionsplan.shared.words import Phrase, Problem, filled


def said(what: Problem | Phrase) -> str:
    """The sentence with its values, in the reader's language; with a link where a problem names a page (`way`)."""
    sentence = filled(what.text, what.params, gettext)
    if not isinstance(what, Problem) or not what.way:
        return sentence
    return format_html('{} <a href="{}">{}</a>', sentence, what.way, gettext(what.way_word))


def said_or_own(text: Phrase | str) -> str:
    """A phrase in the reader's language; words that somebody wrote stay as they are."""
    return said(text) if isinstance(text, Phrase) else text
