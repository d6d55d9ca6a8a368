"""Addresses of the plan's way through the bodies."""

from aktionsplan.implementation.adoption import views
from aktionsplan.people.addresses import form, inside, post

app_name = "adoption"
ROWS = (
    (inside, "weg/", views.way, "view", "way"),
    (post, "weg/beginnen/", views.begin_way, "begin_way", "begin_way"),
    (inside, "weg/gremien/", views.plan_bodies, "view", "plan_bodies"),
    (form, "weg/gremien/neu/", views.add_plan_body, "add_plan_body", "add_plan_body"),
    (form, "weg/gremien/<str:key>/", views.change_plan_body, "change_plan_body", "change_plan_body"),
    (form, "weg/gremien/<str:key>/herausnehmen/", views.drop_plan_body, "drop_plan_body", "drop_plan_body"),
    (form, "weg/stationen/neu/", views.plan_station, "plan_station", "plan_station"),
    (inside, "weg/stationen/<str:key>/", views.station, "view", "station"),
    (form, "weg/stationen/<str:key>/aendern/", views.change_station, "change_station", "change_station"),
    (form, "weg/stationen/<str:key>/streichen/", views.drop_station, "drop_station", "drop_station"),
    (form, "weg/stationen/<str:key>/ergebnis/", views.record_result, "record_result", "record_result"),
    (form, "weg/stationen/<str:key>/oparl/", views.read_oparl, "record_result", "read_oparl"),
    (form, "weg/stationen/<str:key>/zuruecknehmen/", views.reopen_station, "reopen_station", "reopen_station"),
    (form, "weg/stationen/<str:key>/auszug/", views.attach_extract, "attach_extract", "attach_extract"),
    (inside, "weg/stationen/<str:key>/auszug/datei/", views.extract, "view", "extract"),
    (form, "weg/stationen/<str:key>/bestaetigung/", views.confirm_changes, "confirm_changes", "confirm_changes"),
    (inside, "weg/stationen/<str:key>/vorlage.<str:kind>", views.paper, "view", "paper"),
    (form, "weg/aenderungen/<str:key>/", views.answer_demand, "answer_demand", "answer_demand"),
)
urlpatterns = [way(route, view, action=f"adoption.{action}", name=name) for way, route, view, action, name in ROWS]
