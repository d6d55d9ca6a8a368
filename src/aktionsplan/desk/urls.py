"""Addresses of the desk."""

from aktionsplan.desk import retention, threads, views, work
from aktionsplan.people.addresses import form, inside
from aktionsplan.shared.addresses import development

app_name = "desk"
urlpatterns = [
    inside("", views.today, action="desk.view", name="today"),
    inside("stufen/", views.stages, action="desk.stages", name="stages"),
    inside("stufen/bericht.<str:kind>", views.stages_file, action="desk.stages", name="stages_file"),
    form("stufen/<str:bullet>/termin/", views.milestone, action="partnership.set_milestone", name="milestone"),
    inside("faden/", threads.thread_page, action="strategy.view", name="thread"),
    inside("faden/tabelle.<str:kind>", threads.thread_file, action="strategy.view", name="thread_file"),
    inside("auftraege/", work.jobs, action="work.view", name="jobs"),
    inside("auftraege/<str:key>/", work.job, action="work.view", name="job"),
    inside("hilfe/", views.help_page, action="desk.view", name="help"),
    inside("suche/", views.search, action="desk.search", name="search"),
    inside("aufbewahrung/", retention.overview, action="retention.view", name="retention"),
    form("aufbewahrung/<str:retention>/anbieten/", retention.offer, action="retention.offer", name="retention_offer"),
    form("aufbewahrung/<str:key>/loeschen/", retention.release, action="retention.release", name="retention_release"),
    inside("dateien/", views.damaged, action="files.view_damaged", name="damaged"),
    inside("verlaufsbuch/", views.ledger, action="ledger.read", name="ledger"),
]
demo_patterns = [
    development("components/", views.components, name="components"),
    development("demo/post/", views.post_office, name="post_office"),
]
