"""Addresses of bodies."""

from aktionsplan.bodies import views
from aktionsplan.people.addresses import deed, inside, post

app_name = "bodies"
urlpatterns = [
    inside("gremien/", views.bodies, action="bodies.view", name="bodies"),
    deed("gremien/neu/", views.set_up, action="bodies.set_up", name="set_up"),
    inside("gremien/<str:key>/", views.body, action="bodies.view", name="body"),
    deed("gremien/<str:key>/sitz/", views.add_seat, action="bodies.add_seat", name="add_seat"),
    deed("gremien/<str:key>/sitzung/", views.plan_meeting, action="bodies.plan_meeting", name="plan_meeting"),
    deed("sitze/<str:key>/besetzen/", views.appoint, action="bodies.appoint", name="appoint"),
    post("sitze/person/<str:key>/beenden/", views.end_term, action="bodies.end_term", name="end_term"),
    inside("sitzungen/<str:key>/", views.meeting, action="bodies.view", name="meeting"),
    deed("sitzungen/<str:key>/verlegen/", views.move_meeting, action="bodies.move_meeting", name="move_meeting"),
    post("sitzungen/<str:key>/absagen/", views.cancel_meeting, action="bodies.cancel_meeting", name="cancel_meeting"),
    post(
        "punkte/<str:key>/abnehmen/", views.take_off_agenda, action="bodies.take_off_agenda", name="take_off_agenda"
    ),
    inside("punkte/<str:key>/", views.item, action="bodies.view", name="item"),
    deed(
        "punkte/<str:key>/beschluss/", views.record_decision, action="bodies.record_decision", name="record_decision"
    ),
]
