"""What was said to a thing, on the page of the thing."""

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from aktionsplan.development.participation import queries, rules

register = template.Library()


@register.simple_tag(takes_context=True)
def comments_on(context: template.Context, kind: str, key: str) -> SafeString:
    """The comments on a thing with the way to add one."""
    by = context["actor"]
    shown = {
        "actor": by,
        "comments": queries.comments_on(by.partnership, f"{kind}:{key}"),
        "verdicts": rules.VERDICTS_ON_COMMENTS,
        "may_comment": by.may("participation.comment_inside"),
        "url": reverse("participation:comment_inside", args=[by.partnership.slug, key, kind]),
        "inside": True,
    }
    return render_to_string("participation/comments_on.html", shown)
