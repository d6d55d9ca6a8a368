"""Addresses of taking part."""

from aktionsplan.development.participation.views import comments, events, ideas, surveys, visitors, votes, workshops
from aktionsplan.people.addresses import form, inside, post, visitor

app_name = "participation"
KINDS = {"read": inside, "form": form, "post": post}
SURVEYS = (
    ("read", "befragungen/", surveys.surveys, "view", "surveys"),
    ("read", "befragungen/liste.<str:kind>", surveys.survey_file, "view", "survey_file"),
    ("form", "befragungen/neu/", surveys.add_survey, "add_survey", "add_survey"),
    ("read", "befragungen/<str:key>/", surveys.survey, "view", "survey"),
    ("read", "befragungen/<str:key>/ergebnis.<str:kind>", surveys.result_file, "view", "result_file"),
    ("form", "befragungen/<str:key>/aendern/", surveys.change_survey, "change_survey", "change_survey"),
    ("form", "befragungen/<str:key>/frage/", surveys.add_question, "add_question", "add_question"),
    ("form", "befragungen/<str:key>/zettel/", surveys.slips, "make_slips", "slips"),
    ("post", "befragungen/<str:key>/gegenlesen/", surveys.read_survey, "read_survey", "read_survey"),
    ("post", "befragungen/<str:key>/starten/", surveys.start_survey, "start_survey", "start_survey"),
    ("post", "befragungen/<str:key>/schliessen/", surveys.close_survey, "close_survey", "close_survey"),
    ("post", "befragungen/<str:key>/verwerfen/", surveys.drop_survey, "drop_survey", "drop_survey"),
    ("post", "befragungen/<str:key>/kopieren/", surveys.copy_survey, "copy_survey", "copy_survey"),
    ("form", "befragungen/<str:key>/belastbar/", surveys.describe_survey, "describe_survey", "describe_survey"),
    ("post", "befragungen/<str:key>/zeigen/", surveys.publish_results, "publish_results", "publish_results"),
    ("post", "befragungen/<str:key>/verbergen/", surveys.hide_results, "hide_results", "hide_results"),
    ("read", "befragungen/<str:key>/plakat/", surveys.survey_poster, "view", "survey_poster"),
    ("form", "befragungen/fragen/<str:key>/", surveys.change_question, "change_question", "change_question"),
    ("post", "befragungen/fragen/<str:key>/loeschen/", surveys.delete_question, "delete_question", "delete_question"),
    ("post", "befragungen/fragen/<str:key>/verschieben/", surveys.move_question, "move_question", "move_question"),
    ("form", "befragungen/fragen/<str:key>/texte/", surveys.texts, "sort_texts", "texts"),
    ("post", "befragungen/fragen/<str:key>/texte/gegenlesen/", surveys.read_topics, "read_topics", "read_topics"),
    (
        "post",
        "befragungen/fragen/<str:key>/zitat/",
        surveys.release_quote,
        "release_survey_quote",
        "release_survey_quote",
    ),
    ("form", "befragungen/fragen/<str:key>/beleg/", surveys.cite_survey, "cite_survey", "cite_survey"),
    (
        "post",
        "befragungszitate/<str:key>/zuruecknehmen/",
        surveys.take_back_quote,
        "take_back_survey_quote",
        "take_back_survey_quote",
    ),
)
EVENTS = (
    ("read", "veranstaltungen/", events.events, "view", "events"),
    ("read", "veranstaltungen/liste.<str:kind>", events.event_file, "view", "event_file"),
    ("form", "veranstaltungen/neu/", events.add_event, "add_event", "add_event"),
    ("read", "veranstaltungen/<str:key>/", events.event, "view", "event"),
    ("form", "veranstaltungen/<str:key>/aendern/", events.change_event, "change_event", "change_event"),
    ("post", "veranstaltungen/<str:key>/ankuendigen/", events.announce_event, "announce_event", "announce_event"),
    ("form", "veranstaltungen/<str:key>/absagen/", events.cancel_event, "cancel_event", "cancel_event"),
    ("post", "veranstaltungen/<str:key>/gehalten/", events.hold_event, "hold_event", "hold_event"),
    (
        "post",
        "veranstaltungen/<str:key>/zeigen/",
        events.show_event_results,
        "show_event_results",
        "show_event_results",
    ),
    (
        "post",
        "veranstaltungen/<str:key>/verbergen/",
        events.hide_event_results,
        "hide_event_results",
        "hide_event_results",
    ),
    ("post", "veranstaltungen/<str:key>/verwerfen/", events.drop_event, "drop_event", "drop_event"),
    ("read", "veranstaltungen/<str:key>/plakat/", events.poster, "view", "poster"),
    ("read", "veranstaltungen/<str:key>/blatt/", events.attendance_sheet, "count_attendance", "attendance_sheet"),
    ("form", "veranstaltungen/<str:key>/ergebnisse/", events.add_results, "add_results", "add_results"),
    ("form", "veranstaltungen/<str:key>/teilnahme/", events.count_attendance, "count_attendance", "count_attendance"),
    ("form", "veranstaltungen/<str:key>/liste/", events.keep_list, "keep_list", "keep_list"),
    ("form", "veranstaltungen/<str:key>/einladen/", events.invite_contacts, "invite_contacts", "invite_contacts"),
    ("form", "veranstaltungen/<str:key>/gekommen/", events.tick_attended, "tick_attended", "tick_attended"),
    ("post", "teilnahmelisten/<str:key>/", events.read_list, "read_list", "read_list"),
    ("post", "teilnahmelisten/<str:key>/loeschen/", events.delete_list, "delete_list", "delete_list"),
    ("form", "ergebnisse/<str:key>/", events.change_result, "change_result", "change_result"),
    ("form", "ergebnisse/<str:key>/zuordnen/", events.place_result, "place_result", "place_result"),
    ("post", "ergebnisse/<str:key>/oeffnen/", events.reopen_result, "reopen_result", "reopen_result"),
    (
        "form",
        "veranstaltungen/<str:key>/abstimmung/",
        workshops.plan_workshop_vote,
        "plan_workshop_vote",
        "plan_workshop_vote",
    ),
    ("form", "abstimmungen/<str:key>/", workshops.workshop_vote, "enter_sheet", "workshop_vote"),
    (
        "form",
        "abstimmungen/<str:key>/aendern/",
        workshops.change_workshop_vote,
        "change_workshop_vote",
        "change_workshop_vote",
    ),
    (
        "post",
        "abstimmungen/<str:key>/festlegen/",
        workshops.fix_workshop_vote,
        "fix_workshop_vote",
        "fix_workshop_vote",
    ),
    (
        "post",
        "abstimmungen/<str:key>/auszaehlen/",
        workshops.finish_workshop_vote,
        "finish_workshop_vote",
        "finish_workshop_vote",
    ),
    (
        "post",
        "abstimmungen/<str:key>/oeffnen/",
        workshops.reopen_workshop_vote,
        "reopen_workshop_vote",
        "reopen_workshop_vote",
    ),
    ("post", "blaetter/<str:key>/loeschen/", workshops.delete_sheet, "delete_sheet", "delete_sheet"),
)
IDEAS = (
    ("read", "ideen/", ideas.ideas, "view", "ideas"),
    ("read", "ideen/liste.<str:kind>", ideas.idea_file, "view", "idea_file"),
    ("form", "ideen/neu/", ideas.add_idea, "add_idea", "add_idea"),
    ("read", "ideen/<str:key>/", ideas.idea, "view", "idea"),
    ("form", "ideen/<str:key>/aendern/", ideas.change_idea, "change_idea", "change_idea"),
    ("post", "ideen/<str:key>/zeigen/", ideas.show_idea, "show_idea", "show_idea"),
    ("form", "ideen/<str:key>/nicht-zeigen/", ideas.refuse_idea, "refuse_idea", "refuse_idea"),
    ("form", "ideen/<str:key>/antworten/", ideas.answer_idea, "answer_idea", "answer_idea"),
    ("form", "ideen/<str:key>/antrag/", ideas.choose_idea, "choose_idea", "choose_idea"),
    ("form", "ideen/<str:key>/nicht-moeglich/", ideas.decline_idea, "decline_idea", "decline_idea"),
    ("post", "ideen/<str:key>/pruefen/", ideas.reopen_idea, "reopen_idea", "reopen_idea"),
)
VOTES = (
    ("read", "ideen-abstimmungen/", votes.idea_votes, "view", "idea_votes"),
    ("read", "ideen-abstimmungen/liste.<str:kind>", votes.idea_vote_file, "view", "idea_vote_file"),
    ("form", "ideen-abstimmungen/neu/", votes.add_idea_vote, "add_idea_vote", "add_idea_vote"),
    ("read", "ideen-abstimmungen/<str:key>/", votes.idea_vote, "view", "idea_vote"),
    ("form", "ideen-abstimmungen/<str:key>/aendern/", votes.change_idea_vote, "change_idea_vote", "change_idea_vote"),
    ("form", "ideen-abstimmungen/<str:key>/idee/", votes.put_up_idea, "put_up_idea", "put_up_idea"),
    ("form", "ideen-abstimmungen/<str:key>/zettel/", votes.ballot_slips, "make_ballot_slips", "ballot_slips"),
    ("post", "ideen-abstimmungen/<str:key>/oeffnen/", votes.open_idea_vote, "open_idea_vote", "open_idea_vote"),
    ("post", "ideen-abstimmungen/<str:key>/schliessen/", votes.close_idea_vote, "close_idea_vote", "close_idea_vote"),
    ("post", "ideen-abstimmungen/<str:key>/zaehlen/", votes.count_again, "count_again", "count_again"),
    ("post", "ideen-abstimmungen/<str:key>/verwerfen/", votes.drop_idea_vote, "drop_idea_vote", "drop_idea_vote"),
    ("post", "zur-wahl/<str:key>/streichen/", votes.take_down_idea, "take_down_idea", "take_down_idea"),
)
urlpatterns = [
    KINDS[kind](f"beteiligung/{route}", view, action=f"participation.{action}", name=name)
    for kind, route, view, action, name in (*SURVEYS, *EVENTS, *IDEAS, *VOTES)
] + [
    form(
        "beteiligung/veranstaltungen/<str:key>/schritt/",
        events.agree_step,
        action="follow_up.add_follow_up",
        name="agree_step",
    )
]
urlpatterns += [
    inside("kommentare/", comments.comments, action="participation.view", name="comments"),
    inside("kommentare/liste.<str:kind>", comments.comment_file, action="participation.view", name="comment_file"),
    form(
        "kommentare/zu/<str:key>/<str:kind>/",
        comments.comment_inside,
        action="participation.comment_inside",
        name="comment_inside",
    ),
    inside("kommentare/<str:key>/", comments.comment, action="participation.view", name="comment"),
    post(
        "kommentare/<str:key>/zeigen/",
        comments.show_comment,
        action="participation.show_comment",
        name="show_comment",
    ),
    form(
        "kommentare/<str:key>/antwort/",
        comments.answer_comment,
        action="participation.answer_comment",
        name="answer_comment",
    ),
    form(
        "kommentare/<str:key>/nicht-zeigen/",
        comments.refuse_comment,
        action="participation.refuse_comment",
        name="refuse_comment",
    ),
]
visitor_patterns = [
    visitor(
        "befragung/<str:key>/",
        visitors.answer_survey,
        action="participation.answer_survey",
        name="answer_survey",
        sends=visitors.ANSWERS_AN_HOUR,
    ),
    visitor(
        "veranstaltung/<str:key>/",
        visitors.sign_up,
        action="participation.sign_up",
        name="sign_up",
        again=visitors.signed_again,
        sends=visitors.ANSWERS_AN_HOUR,
    ),
    visitor(
        "veranstaltung/<str:key>/anmeldung/",
        visitors.change_sign_up,
        action="participation.change_sign_up",
        name="change_sign_up",
        sends=60,
    ),
    visitor(
        "idee-schreiben/",
        visitors.send_idea,
        action="participation.send_idea",
        name="send_idea",
        again=visitors.idea_again,
    ),
    visitor("idee-nachsehen/", visitors.look_up_idea, action="participation.withdraw_idea", name="look_up_idea"),
    visitor("dabei-sein/", visitors.leave_contact, action="network.leave_contact", name="leave_contact"),
    visitor(
        "kontakt-loeschen/", visitors.forget_contact, action="network.withdraw_own_contact", name="forget_contact"
    ),
    visitor(
        "abstimmung/<str:key>/",
        visitors.cast_idea_ballot,
        action="participation.cast_idea_ballot",
        name="cast_idea_ballot",
        sends=visitors.ANSWERS_AN_HOUR,
    ),
    visitor(
        "abstimmung/<str:key>/code/",
        visitors.ask_ballot_code,
        action="participation.ask_ballot_code",
        name="ask_ballot_code",
    ),
]
