"""Logs without personal data: a record keeps its message pattern, type and place, never values or local variables."""

import logging

FILLED_IN = ("django.security", "django.request", "django.server")


class Bare(logging.Filter):
    """Drops the arguments of a record, which could name somebody, and the text of exceptions; keeps type and place.

    Messages that a library has already filled in with a request's own words are replaced by their logger's name.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through, made bare."""
        if record.exc_info and record.exc_info[0] is not None:
            trace, place = record.exc_info[2], ""
            while trace is not None:
                place = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}"
                trace = trace.tb_next
            record.msg = f"{record.exc_info[0].__name__} at {place}"
            record.args = ()
            record.exc_info = None
            record.exc_text = None
        elif record.name.startswith(FILLED_IN):
            record.msg = f"{record.name}: {record.levelname}"
        record.args = ()
        return True
