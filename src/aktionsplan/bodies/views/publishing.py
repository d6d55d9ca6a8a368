"""Pages of what the public sees of a body and of its meetings: a preview, and the deed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from aktionsplan.bodies import publications, queries
from aktionsplan.bodies.models import Body, Meeting
from aktionsplan.bodies.operations import publishing
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context
from aktionsplan.shared.pages import go, tried
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.publishing.queries import published_data


def _page(
    request: Request, kind: str, key: str, fields: publications.PublicBody | publications.PublicMeeting, more: Context
) -> HttpResponse:
    town = request.actor.partnership
    shown = published_data(town, kind, key)
    inside = {"body": "bodies:body", "meeting": "bodies:meeting"}[kind]
    context = {
        "data": asdict(fields),
        "shown": shown,
        "stale": publications.differs(shown, fields),
        "part": f"portal/{kind}_part.html",
        "back": reverse(inside, args=[town.slug, key]),
        "address": reverse(f"portal:{kind}", args=[town.slug, key]),
    }
    return render(request, "bodies/publish.html", context | more)


def _tried(request: Request, show: Callable[..., None], hide: Callable[..., None], **thing: Body | Meeting) -> None:
    """Shows the thing or takes it off the portal, as the button says."""
    shows = request.POST.get("show") == "1"
    done = gettext("Steht jetzt im Portal.") if shows else gettext("Steht nicht mehr im Portal.")
    tried(request, lambda: (show if shows else hide)(**thing, by=request.actor, at=request.began_at), done)


def publish_body(request: Request, key: str) -> HttpResponse:
    """What the public sees of the composition."""
    body = queries.body_for(request.actor, key)
    if request.method == "POST":
        _tried(request, publishing.publish_body, publishing.hide_body, body=body)
        return go(request, "bodies:publish_body", key)
    fields = publications.public_body(body, local_day(request.began_at))
    return _page(request, "body", key, fields, {"name": body.name})


def publish_meeting(request: Request, key: str) -> HttpResponse:
    """What the public sees of a meeting."""
    meeting = queries.meeting_for(request.actor, key)
    if request.method == "POST":
        _tried(request, publishing.publish_meeting, publishing.hide_meeting, meeting=meeting)
        return go(request, "bodies:publish_meeting", key)
    fields = publications.public_meeting(meeting)
    minutes = publications.public_minutes(meeting)
    papers = [paper.title for paper in publications.public_papers(meeting)] + ([minutes.title] if minutes else [])
    starts = dt.datetime.fromisoformat(fields.starts_at)
    name = f"{meeting.body.name}, {german_day(local_day(meeting.starts_at))}"
    return _page(request, "meeting", key, fields, {"name": name, "starts": starts, "papers": papers})
