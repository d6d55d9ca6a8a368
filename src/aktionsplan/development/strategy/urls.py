"""Addresses about goals."""

from aktionsplan.development.strategy import views
from aktionsplan.people.addresses import form, inside, post

app_name = "strategy"
urlpatterns = [
    inside("ziele/", views.goals, action="strategy.view", name="goals"),
    form("ziele/neu/<str:level>/", views.add, action="strategy.add_goal", name="add"),
    post("ziele/veroeffentlichen/", views.publish, action="strategy.publish_goals", name="publish"),
    form("ziele/<str:key>/", views.change, action="strategy.change_goal", name="change"),
    form("ziele/<str:key>/aufgeben/", views.drop, action="strategy.drop_goal", name="drop"),
]
