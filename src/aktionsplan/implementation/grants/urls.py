"""Addresses of grants."""

from aktionsplan.implementation.grants.views import interest, office, sponsor
from aktionsplan.people.addresses import form, inside, post

app_name = "grants"
urlpatterns = [
    inside("geld/zinsen/", interest.base_rates, action="grants.view_base_rates", name="base_rates"),
    form("geld/zinsen/neu/", interest.add_base_rate, action="grants.add_base_rate", name="add_base_rate"),
    inside("projekte/", office.projects, action="grants.list", name="projects"),
    inside("projekte/fruehere/", office.earlier, action="grants.list", name="earlier"),
    inside("projekte/fruehere/export.<str:kind>", office.export_earlier, action="grants.list", name="export_earlier"),
    form("projekte/fruehere/uebernehmen/", office.import_list, action="grants.ask_import", name="import_list"),
    inside("projekte/export.<str:kind>", office.export, action="grants.list", name="export"),
    form("projekte/bescheid/<str:key>/", office.draft, action="grants.draft_notice", name="draft"),
    inside("projekte/eigene/", sponsor.own, action="grants.view_own", name="own"),
    inside("projekte/eigene/<str:key>/", sponsor.own_project, action="grants.view_own", name="own_project"),
    inside("projekte/eigene/<str:key>/bescheid/", sponsor.own_notice, action="grants.view_own", name="own_notice"),
    form(
        "projekte/eigene/<str:key>/geld/",
        sponsor.request_payment,
        action="grants.request_payment",
        name="own_request",
    ),
    inside("projekte/<str:key>/", office.project, action="grants.view", name="project"),
    form("projekte/<str:key>/entwurf/", office.redraft, action="grants.draft_notice", name="redraft"),
    inside("projekte/<str:key>/entwurf.pdf", office.preview, action="grants.read_notice", name="preview"),
    form("projekte/<str:key>/unterschreiben/", office.sign, action="grants.sign_notice", name="sign"),
    form("projekte/<str:key>/zurueckgeben/", office.send_back, action="grants.return_notice", name="send_back"),
    form("projekte/<str:key>/aufgeben/", office.drop, action="grants.drop_notice", name="drop"),
    form(
        "projekte/<str:key>/anforderung/", office.enter_request, action="grants.enter_request", name="enter_request"
    ),
    form("projekte/<str:key>/post/", office.post, action="grants.post_notice", name="post"),
    form("projekte/<str:key>/verzicht/", office.waiver, action="grants.record_waiver", name="waiver"),
    form("projekte/<str:key>/zugang/", office.receipt, action="grants.correct_notification", name="receipt"),
    form("projekte/<str:key>/widerspruch/", office.objection, action="grants.record_objection", name="objection"),
    form(
        "projekte/<str:key>/widerspruch/ende/",
        office.settlement,
        action="grants.settle_objection",
        name="settlement",
    ),
    inside("projekte/<str:key>/bescheid/", office.notice, action="grants.read_notice", name="notice"),
    form("projekte/<str:key>/veroeffentlichen/", office.publish, action="grants.publish_project", name="publish"),
    post("projekte/<str:key>/zuruecknehmen/", office.withdraw, action="grants.withdraw_project", name="withdraw"),
    form("auszahlungen/<str:key>/anordnen/", office.order, action="grants.order_payment", name="order"),
    form("auszahlungen/<str:key>/ablehnen/", office.refuse, action="grants.refuse_payment", name="refuse"),
    form("auszahlungen/<str:key>/freigeben/", office.release, action="grants.release_payment", name="release"),
    inside("auszahlungen/<str:key>/datei/", office.bank_file, action="grants.read_bank_file", name="bank_file"),
    post(
        "auszahlungen/<str:key>/datei/abholen/",
        office.fetch_bank_file,
        action="grants.fetch_bank_file",
        name="fetch_bank_file",
    ),
    inside(
        "auszahlungen/<str:key>/datei/kopie/",
        office.copy_bank_file,
        action="grants.read_bank_copy",
        name="copy_bank_file",
    ),
]
