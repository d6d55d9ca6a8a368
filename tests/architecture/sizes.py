"""Exceptions from the size limits, each with its reason."""

FUNCTION_LIMIT, VIEW_LIMIT, FILE_LIMIT, PAGE_LIMIT, COMPONENT_LIMIT = 40, 20, 400, 80, 30
LONG_FUNCTIONS = {
    "implementation/grants/documents/notice.py:notice_letter": "one field of the letter per line",
    "implementation/grants/operations.py:draft_notice": "one field of grant and notice per line",
    "implementation/grants/imports.py:read": "one walk over the rows; splitting it would hide the order of checks",
    "implementation/grants/remedy.py:reasons": "one sentence per branch, read in their order",
    "implementation/calls/operations.py:submit": "one deed: may, lock, state, rule, write, ledger, mail",
    "desk/tasks.py:_house": "one kind of task per block",
    "desk/examples.py:examples": "one example per line",
}
LONG_VIEWS = {
    "implementation/grants/views/sponsor.py:request_payment": "form, deed, context",
    "bodies/views/meetings.py:item": "context of the item page",
    "bodies/views/composition.py:adopt_procedure": "form, deed, context",
    "implementation/grants/views/office.py:draft": "context of the notice form",
    "implementation/grants/views/office.py:project": "context of the project page",
    "implementation/grants/views/office.py:sign": "context of the preview",
    "implementation/grants/views/office.py:order": "form, deed, context",
    "implementation/grants/views/office.py:release": "form, deed, context",
    "implementation/calls/views/sponsor.py:step": "one address for eight steps",
    "implementation/calls/views/sponsor.py:_budget_context": "context of the budget page",
    "implementation/calls/views/sponsor.py:application": "context of the application page",
    "implementation/calls/views/office.py:application": "context of the application page",
    "implementation/calls/views/office.py:check": "form, deed, context",
    "implementation/calls/views/office.py:to_committee": "form, deed, context",
    "development/strategy/views.py:add": "form, deed, context",
    "development/strategy/views.py:change": "form, deed with two kinds of refusal",
    "network/views.py:organisation": "context of the organisation page",
    "network/views.py:own": "context of the own page",
    "network/views.py:own_change": "form, deed with two kinds of refusal",
    "network/views.py:own_contact": "form, deed, context",
    "desk/views.py:today": "context of the desk",
    "desk/views.py:_panel": "rows of a stage",
    "desk/views.py:stages_file": "two file kinds",
    "partnership/views.py:enter_budget": "form, deed, context",
    "partnership/views.py:settings_page": "context of the settings page",
    "partnership/views.py:adopt_rules": "form, deed, context",
    "bodies/views.py:record_decision": "form, deed, context",
    "bodies/views.py:body": "context of the body page",
    "people/views.py:confirm": "code sent, typed, checked",
    "people/views.py:members": "rows of the table",
}
LONG_FILES = {
    "entry/demo/elbhagen.py": "the demo's whole story, read from top to bottom",
}
