"""Exceptions from the size limits, each with its reason."""

FUNCTION_LIMIT, VIEW_LIMIT, FILE_LIMIT, PAGE_LIMIT, COMPONENT_LIMIT = 40, 20, 400, 120, 60
LONG_FUNCTIONS = {
    "implementation/grants/documents/notice.py:notice_letter": "one field of the letter per line",
    "implementation/grants/operations/notices.py:draft_notice": "one field of grant and notice per line",
    "implementation/grants/imports/historic.py:read": "one walk over the rows; splitting it would hide the order of checks",
    "implementation/grants/rules/remedy.py:reasons": "one sentence per branch, read in their order",
    "implementation/calls/operations/applications.py:submit": "one deed: may, lock, state, rule, write, ledger, mail",
    "desk/examples.py:examples": "one example per line",
}
LONG_VIEWS = {
    "implementation/grants/views/sponsor.py:request_payment": "form, deed, context",
    "bodies/views/meetings.py:item": "context of the item page",
    "bodies/views/records.py:record": "context of the minutes page",
    "bodies/views/live.py:lead": "context of the chair's screen",
    "bodies/views/composition.py:body": "context of the body page",
    "bodies/views/composition.py:adopt_procedure": "form, deed, context",
    "implementation/grants/views/office.py:draft": "context of the notice form",
    "implementation/grants/views/office.py:project": "context of the project page",
    "implementation/grants/views/office.py:sign": "context of the preview",
    "implementation/grants/views/payments.py:order": "form, deed, context",
    "implementation/grants/views/payments.py:release": "form, deed, context",
    "implementation/calls/views/sponsor.py:step": "one address for eight steps",
    "implementation/calls/views/sponsor.py:_budget_context": "context of the budget page",
    "implementation/calls/views/office.py:application": "context of the application page",
    "network/views/organisations.py:organisation": "context of the organisation page",
    "desk/views.py:today": "context of the desk",
    "desk/views.py:_panel": "rows of a stage",
    "desk/views.py:stages_file": "two file kinds",
    "partnership/views.py:settings_page": "context of the settings page",
}
LONG_FILES = {
    "entry/demo/elbhagen.py": "the demo's whole story, read from top to bottom",
}
