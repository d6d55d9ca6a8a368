"""Addresses of bodies."""

from aktionsplan.bodies.views import circulars, composition, decisions, live, mandates, meetings, publishing, records
from aktionsplan.people.addresses import form, inside, post

app_name = "bodies"
SEATS = [
    inside("gremien/", composition.bodies, action="bodies.view", name="bodies"),
    inside("sitzungen/", composition.all_meetings, action="bodies.view", name="meetings"),
    form("gremien/neu/", composition.set_up, action="bodies.set_up", name="set_up"),
    inside("gremien/grundlage/", mandates.groundwork, action="bodies.view", name="groundwork"),
    inside("gremien/<str:key>/", composition.body, action="bodies.view", name="body"),
    form(
        "gremien/grundlage/auftrag/",
        mandates.give_lead_mandate,
        action="bodies.give_lead_mandate",
        name="give_lead_mandate",
    ),
    form("gremien/<str:key>/auftrag/", mandates.give_mandate, action="bodies.give_mandate", name="give_mandate"),
    form("gremien/<str:key>/schritt/", mandates.agree_step, action="follow_up.add_follow_up", name="agree_step"),
    form(
        "gremien/<str:key>/ergebnis/",
        mandates.add_group_result,
        action="bodies.add_group_result",
        name="add_group_result",
    ),
    form(
        "gremien/<str:key>/einladen/", mandates.invite_contact, action="bodies.invite_contact", name="invite_contact"
    ),
    form(
        "gremien/<str:key>/aufnehmen/",
        mandates.take_in_contact,
        action="bodies.take_in_contact",
        name="take_in_contact",
    ),
    form("gremien/<str:key>/sitz/", composition.add_seat, action="bodies.add_seat", name="add_seat"),
    form("gremien/<str:key>/sitzung/", meetings.plan_meeting, action="bodies.plan_meeting", name="plan_meeting"),
    form(
        "gremien/<str:key>/aufgabe/", composition.name_function, action="bodies.name_function", name="name_function"
    ),
    inside(
        "gremien/<str:key>/regeln/", composition.procedure_page, action="partnership.read_procedure", name="procedure"
    ),
    inside("regeln/gremien/", composition.procedures, action="partnership.read_procedure", name="procedures"),
    form(
        "gremien/<str:key>/regeln/neu/",
        composition.adopt_procedure,
        action="partnership.adopt_rules",
        name="adopt_procedure",
    ),
    post(
        "gremien/aufgabe/<str:key>/beenden/",
        composition.end_function,
        action="bodies.end_function",
        name="end_function",
    ),
    form("sitze/<str:key>/besetzen/", composition.appoint, action="bodies.appoint", name="appoint"),
    form("gremien/<str:key>/fonds/", composition.assign_fund, action="bodies.assign_fund", name="assign_fund"),
    post(
        "gremien/<str:key>/fonds/abgeben/",
        composition.release_fund,
        action="bodies.assign_fund",
        name="release_fund",
    ),
    post("sitze/<str:key>/aufheben/", composition.end_seat, action="bodies.end_seat", name="end_seat"),
    post("sitze/person/<str:key>/beenden/", composition.end_term, action="bodies.end_term", name="end_term"),
    form("sitze/person/<str:key>/nachfolge/", composition.hand_over, action="bodies.hand_over", name="hand_over"),
    form(
        "sitze/person/<str:key>/verschwiegenheit/",
        composition.commit_secrecy,
        action="bodies.commit_secrecy",
        name="commit_secrecy",
    ),
    post("sitze/person/<str:key>/name/", composition.consent, action="bodies.consent", name="consent"),
]
MEETINGS = [
    inside("sitzungen/<str:key>/", meetings.meeting, action="bodies.view", name="meeting"),
    form("sitzungen/<str:key>/verlegen/", meetings.move_meeting, action="bodies.move_meeting", name="move_meeting"),
    post(
        "sitzungen/<str:key>/absagen/", meetings.cancel_meeting, action="bodies.cancel_meeting", name="cancel_meeting"
    ),
    form("sitzungen/<str:key>/punkt/", meetings.add_item, action="bodies.change_agenda", name="add_item"),
    form("punkte/<str:key>/aendern/", meetings.change_item, action="bodies.change_item", name="change_item"),
    post("punkte/<str:key>/ordnen/", meetings.order_item, action="bodies.change_item", name="order_item"),
    post(
        "punkte/<str:key>/abnehmen/",
        meetings.take_off_agenda,
        action="bodies.take_off_agenda",
        name="take_off_agenda",
    ),
    form("punkte/<str:key>/unterlage/", meetings.add_paper, action="bodies.change_item", name="add_paper"),
    inside("unterlagen/<str:key>/", meetings.paper, action="bodies.view", name="paper"),
    post("unterlagen/<str:key>/entfernen/", meetings.remove_paper, action="bodies.change_item", name="remove_paper"),
    inside("punkte/<str:key>/", meetings.item, action="bodies.view", name="item"),
    form("punkte/<str:key>/notiz/", records.note_item, action="bodies.write_minutes", name="note_item"),
    form(
        "punkte/<str:key>/befangen/",
        meetings.declare_recusal,
        action="bodies.declare_recusal",
        name="declare_recusal",
    ),
    form(
        "punkte/<str:key>/beschluss/",
        meetings.record_decision,
        action="bodies.record_decision",
        name="record_decision",
    ),
]
LIVE = [
    inside("sitzungen/<str:key>/leitung/", live.lead, action="bodies.lead", name="lead"),
    post("sitzungen/<str:key>/leitung/tat/", live.act, action="bodies.lead", name="act"),
    form("punkte/<str:key>/befangen/entscheiden/", live.decide_recusal, action="bodies.lead", name="decide_recusal"),
    inside("sitzungen/<str:key>/dabei/", live.member, action="bodies.attend", name="member"),
    post("sitzungen/<str:key>/dabei/tat/", live.attend, action="bodies.attend", name="attend"),
    inside("sitzungen/<str:key>/stand/", live.state, action="bodies.view", name="state"),
    post("abstimmungen/<str:key>/stimme/", live.cast, action="bodies.cast_ballot", name="cast", hashed=False),
]
RECORDS = [
    inside("sitzungen/<str:key>/einladung/", records.invitation, action="bodies.view", name="invitation"),
    post("sitzungen/<str:key>/einladung/senden/", records.invite, action="bodies.invite", name="invite"),
    form(
        "sitzungen/<str:key>/einladung/festhalten/",
        records.record_invitation,
        action="bodies.invite",
        name="record_invitation",
    ),
    inside(
        "sitzungen/<str:key>/einladung.pdf", records.invitation_file, action="bodies.view", name="invitation_file"
    ),
    inside("sitzungen/<str:key>/termin.ics", records.calendar, action="bodies.view", name="calendar"),
    inside(
        "sitzungen/<str:key>/einladung/vorschau.pdf",
        records.invitation_preview,
        action="bodies.invite",
        name="invitation_preview",
    ),
    inside("sitzungen/<str:key>/niederschrift/", records.record, action="bodies.view", name="record"),
    form(
        "sitzungen/<str:key>/niederschrift/unterschreiben/", records.sign, action="bodies.sign_minutes", name="sign"
    ),
    form("sitzungen/<str:key>/niederschrift/oeffnen/", records.reopen, action="bodies.sign_minutes", name="reopen"),
    form(
        "sitzungen/<str:key>/niederschrift/berichtigen/",
        records.correct,
        action="bodies.sign_minutes",
        name="correct",
    ),
    inside(
        "sitzungen/<str:key>/niederschrift-<str:kind>.pdf",
        records.record_file,
        action="bodies.view",
        name="record_file",
    ),
]
CIRCULARS = [
    form("gremien/<str:key>/umlauf/", circulars.plan, action="bodies.plan_circular", name="plan_circular"),
    inside("umlauf/<str:key>/", circulars.circular, action="bodies.view", name="circular"),
    form("umlauf/<str:key>/aendern/", circulars.change, action="bodies.plan_circular", name="change_circular"),
    post("umlauf/<str:key>/tat/", circulars.act, action="bodies.plan_circular", name="act_circular"),
    post("umlauf/stimme/<str:key>/", circulars.answer, action="bodies.cast_ballot", name="answer_circular"),
]
PUBLISHING = [
    form("gremien/<str:key>/portal/", publishing.publish_body, action="bodies.publish", name="publish_body"),
    form("sitzungen/<str:key>/portal/", publishing.publish_meeting, action="bodies.publish", name="publish_meeting"),
]
DECISIONS = [
    inside("beschluesse/", decisions.decisions, action="bodies.view", name="decisions"),
    inside("beschluesse.<str:kind>", decisions.export_decisions, action="bodies.view", name="export_decisions"),
]
urlpatterns = [*SEATS, *MEETINGS, *LIVE, *RECORDS, *CIRCULARS, *PUBLISHING, *DECISIONS]
