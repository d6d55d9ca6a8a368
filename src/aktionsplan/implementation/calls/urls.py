"""Addresses of calls and applications."""

from aktionsplan.implementation.calls.views import announcing, criteria, office, own, ratings, selection, sponsor
from aktionsplan.people.addresses import form, inside, post

app_name = "calls"
urlpatterns = [
    inside("aufrufe/", office.calls, action="calls.view", name="calls"),
    form("aufrufe/neu/", office.prepare, action="calls.prepare", name="prepare"),
    inside("aufrufe/<str:key>/", office.call, action="calls.view", name="call"),
    form("aufrufe/<str:key>/aendern/", office.change, action="calls.change", name="change"),
    post("aufrufe/<str:key>/veroeffentlichen/", office.release, action="calls.release", name="release"),
    inside("aufrufe/<str:key>/kriterien/", criteria.criteria, action="calls.view", name="criteria"),
    form(
        "aufrufe/<str:key>/kriterien/neu/", criteria.add_criterion, action="calls.add_criterion", name="add_criterion"
    ),
    form(
        "aufrufe/<str:key>/kriterien/uebernehmen/",
        criteria.take_catalogue,
        action="calls.take_catalogue",
        name="take_catalogue",
    ),
    form("kriterien/<str:key>/", criteria.change_criterion, action="calls.change_criterion", name="change_criterion"),
    post(
        "kriterien/<str:key>/streichen/",
        criteria.delete_criterion,
        action="calls.delete_criterion",
        name="delete_criterion",
    ),
    form(
        "aufrufe/<str:key>/auswahlregel/", selection.set_selection, action="calls.set_selection", name="set_selection"
    ),
    inside("aufrufe/<str:key>/ergebnisse/", announcing.results, action="calls.results", name="results"),
    post("aufrufe/<str:key>/bekanntgeben/", announcing.announce, action="calls.announce", name="announce"),
    form(
        "aufrufe/<str:key>/vorbehalt/",
        announcing.set_reservation,
        action="calls.set_reservation",
        name="set_reservation",
    ),
    form(
        "aufrufe/<str:key>/geld-ist-da/",
        announcing.lift_reservation,
        action="calls.lift_reservation",
        name="lift_reservation",
    ),
    inside("auswahl/", selection.selected_calls, action="selection.view", name="selected_calls"),
    inside("auswahl/<str:key>/", selection.selection, action="selection.view", name="selection"),
    inside("auswahl/<str:key>/vergleich/", selection.compare, action="selection.view", name="compare_scenarios"),
    form("auswahl/<str:key>/szenario/", selection.add_scenario, action="selection.add_scenario", name="add_scenario"),
    form("auswahl/szenario/<str:key>/", selection.scenario, action="selection.change_scenario", name="scenario"),
    post(
        "auswahl/szenario/<str:key>/verwerfen/",
        selection.drop_scenario,
        action="selection.drop_scenario",
        name="drop_scenario",
    ),
    form("auswahl/szenario/<str:key>/sitzung/", selection.hand_over, action="selection.hand_over", name="hand_over"),
    inside("bewertung/", ratings.rated_calls, action="ratings.view", name="rated_calls"),
    inside("bewertung/<str:key>/", ratings.overview, action="ratings.view", name="ratings"),
    inside("bewertung/<str:key>/tabelle.xlsx", ratings.ratings_file, action="ratings.view", name="ratings_file"),
    post(
        "bewertung/<str:key>/erinnern/", ratings.remind_raters, action="ratings.remind_raters", name="remind_raters"
    ),
    inside("bewerten/", ratings.own_calls, action="ratings.rate", name="own_calls"),
    inside("bewerten/<str:key>/", ratings.own_ratings, action="ratings.rate", name="own_ratings"),
    form("bewerten/<str:key>/spaeter/", ratings.allow_late, action="ratings.allow_late", name="allow_late"),
    form("bewerten/antrag/<str:key>/", ratings.rate, action="ratings.rate", name="rate"),
    form(
        "bewerten/antrag/<str:key>/befangen/",
        ratings.declare_recusal,
        action="ratings.declare_recusal",
        name="declare_recusal",
    ),
    post(
        "bewerten/antrag/<str:key>/nicht-mehr/",
        ratings.doubt_recusal,
        action="ratings.doubt_recusal",
        name="doubt_recusal",
    ),
    post(
        "bewerten/befangen/<str:key>/aufheben/",
        ratings.lift_recusal,
        action="ratings.lift_recusal",
        name="lift_recusal",
    ),
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
    form("antraege/<str:key>/vorab/", ratings.pre_assess, action="ratings.pre_assess", name="pre_assess"),
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
