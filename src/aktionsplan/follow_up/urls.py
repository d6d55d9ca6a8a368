"""Addresses of agreed steps."""

from aktionsplan.follow_up import views
from aktionsplan.people.addresses import form, inside, post

app_name = "follow_up"
urlpatterns = [
    inside("schritte/", views.follow_ups, action="follow_up.view", name="follow_ups"),
    inside("schritte/liste.<str:kind>", views.follow_up_file, action="follow_up.view", name="follow_up_file"),
    form("schritte/neu/", views.add_follow_up, action="follow_up.add_follow_up", name="add_follow_up"),
    inside("schritte/<str:key>/", views.follow_up, action="follow_up.view", name="follow_up"),
    form(
        "schritte/<str:key>/aendern/",
        views.change_follow_up,
        action="follow_up.change_follow_up",
        name="change_follow_up",
    ),
    form("schritte/<str:key>/erledigt/", views.finish, action="follow_up.finish", name="finish"),
    form("schritte/<str:key>/nicht-gemacht/", views.give_up, action="follow_up.give_up", name="give_up"),
    form("schritte/<str:key>/haengt/", views.block, action="follow_up.block", name="block"),
    post("schritte/<str:key>/weiter/", views.resume, action="follow_up.resume", name="resume"),
    post("schritte/<str:key>/oeffnen/", views.reopen, action="follow_up.reopen", name="reopen"),
]
