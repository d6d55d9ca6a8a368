"""Results that the office has taken over and the applicants do not know yet."""

from django.db.models import F, QuerySet

from aktionsplan.implementation.calls.models import Application, Call
from aktionsplan.implementation.calls.queries.raters import OPEN
from aktionsplan.implementation.calls.states import RESULTS


def untold(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Those whose result the applicant does not know: not announced, and no notice is on its way."""
    rows = rows.filter(state__in=RESULTS).exclude(told_state=F("state"))
    return rows.exclude(grant__notice__posted_on__isnull=False)


def to_announce(call: Call) -> list[Application]:
    """The results of a call that are announced next, by account."""
    rows = untold(Application.objects.filter(call=call)).select_related(
        "organisation", "account", "partnership", "call"
    )
    return list(rows.order_by("account", "number"))


def undecided(call: Call) -> int:
    """How many complete applications of the call the committee has not decided, or nobody has taken the decision over."""
    return Application.objects.filter(call=call, state=OPEN).count()


def told_applicants(call: Call) -> list[Application]:
    """The recommended applications of the call whose applicants know it, by account."""
    rows = Application.objects.filter(call=call, state="decided", told_state="decided")
    return list(rows.select_related("account", "partnership", "call").order_by("account", "number"))
