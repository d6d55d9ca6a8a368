"""Addresses of calls and applications."""

from aktionsplan.implementation.calls.views import office, own, sponsor
from aktionsplan.people.addresses import form, inside, post

app_name = "calls"
urlpatterns = [
    inside("aufrufe/", office.calls, action="calls.view", name="calls"),
    form("aufrufe/neu/", office.prepare, action="calls.prepare", name="prepare"),
    inside("aufrufe/<str:key>/", office.call, action="calls.view", name="call"),
    form("aufrufe/<str:key>/aendern/", office.change, action="calls.change", name="change"),
    post("aufrufe/<str:key>/veroeffentlichen/", office.release, action="calls.release", name="release"),
    inside("antraege/", office.applications, action="applications.list", name="applications"),
    inside("antraege/export.<str:kind>", office.export, action="applications.export", name="export"),
    inside("antraege/eigene/", own.own, action="desk.view", name="own"),
    form("antraege/eigene/neu/<str:key>/", own.start, action="applications.start", name="own_start"),
    inside("antraege/eigene/<str:key>/", sponsor.application, action="applications.view_own", name="own_application"),
    form("antraege/eigene/<str:key>/schritt/<int:step>/", sponsor.step, action="applications.edit", name="own_step"),
    post(
        "antraege/eigene/<str:key>/zeile/<str:line>/loeschen/",
        sponsor.delete_line,
        action="applications.edit",
        name="own_delete_line",
    ),
    post(
        "antraege/eigene/<str:key>/datei/<str:file>/loeschen/",
        sponsor.detach,
        action="applications.edit",
        name="own_detach",
    ),
    post("antraege/eigene/<str:key>/absenden/", sponsor.submit, action="applications.submit", name="own_submit"),
    post(
        "antraege/eigene/<str:key>/zurueckziehen/",
        sponsor.withdraw,
        action="applications.withdraw",
        name="own_withdraw",
    ),
    post("antraege/eigene/<str:key>/loeschen/", sponsor.discard, action="applications.discard", name="own_discard"),
    inside(
        "antraege/eigene/<str:key>/bestaetigung/", sponsor.receipt, action="applications.view_own", name="own_receipt"
    ),
    inside(
        "antraege/eigene/<str:key>/datei/<str:file>/",
        sponsor.attachment,
        action="applications.view_own",
        name="own_attachment",
    ),
    inside("antraege/<str:key>/", office.application, action="applications.view", name="application"),
    form("antraege/<str:key>/pruefen/", office.check, action="applications.check", name="check"),
    form("antraege/<str:key>/wieder-oeffnen/", office.reopen, action="applications.reopen", name="reopen"),
    form(
        "antraege/<str:key>/sitzung/",
        office.to_committee,
        action="applications.put_to_committee",
        name="to_committee",
    ),
    post("antraege/<str:key>/zuruecknehmen/", office.take_back, action="applications.take_back", name="take_back"),
    post("antraege/<str:key>/uebernehmen/", office.take_over, action="applications.take_over", name="take_over"),
    inside("antraege/<str:key>/bestaetigung/", office.receipt, action="applications.view", name="receipt"),
    inside("antraege/<str:key>/datei/<str:file>/", office.attachment, action="applications.view", name="attachment"),
]
