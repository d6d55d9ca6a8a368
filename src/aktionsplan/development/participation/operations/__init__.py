"""Writing what people take part in.

Who acts: the office, and strangers who answer, come or propose something.
What comes out: every deed of this app, each told to the ledger unless it says why not.
"""

from aktionsplan.development.participation.operations.surveys import (
    add_question,
    add_survey,
    answer_survey,
    change_question,
    change_survey,
    cite_survey,
    close_survey,
    copy_survey,
    delete_question,
    describe_survey,
    drop_survey,
    hide_results,
    make_slips,
    move_question,
    publish_results,
    read_survey,
    read_topics,
    release_survey_quote,
    sort_texts,
    start_survey,
    take_back_survey_quote,
)

__all__ = [
    "add_question",
    "add_survey",
    "answer_survey",
    "change_question",
    "change_survey",
    "cite_survey",
    "close_survey",
    "copy_survey",
    "delete_question",
    "describe_survey",
    "drop_survey",
    "hide_results",
    "make_slips",
    "move_question",
    "publish_results",
    "read_survey",
    "read_topics",
    "release_survey_quote",
    "sort_texts",
    "start_survey",
    "take_back_survey_quote",
]
