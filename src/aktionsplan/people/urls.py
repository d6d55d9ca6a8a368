"""Addresses about people inside a town."""

from aktionsplan.people import views
from aktionsplan.people.addresses import account, form, inside

app_name = "people"
urlpatterns = [
    inside("menschen/", views.members, action="people.view", name="members"),
    form("menschen/aufgabe/", views.grant, action="people.grant_role", name="grant"),
    form("menschen/<str:key>/bestaetigen/", views.confirm_role, action="people.confirm_role", name="confirm_role"),
    form("menschen/<str:key>/aussetzen/", views.suspend_role, action="people.suspend_role", name="suspend_role"),
    form("menschen/<str:key>/wieder-einsetzen/", views.resume_role, action="people.resume_role", name="resume_role"),
    form("menschen/<str:key>/name/", views.rename, action="people.rename", name="rename"),
    form("menschen/<str:key>/beenden/", views.end_role, action="people.end_role", name="end_role"),
]
account_patterns = [
    account("orte/", views.towns, name="towns"),
    account("name/", views.own_name, name="own_name"),
    account("bestaetigen/", views.confirm, name="confirm"),
]
