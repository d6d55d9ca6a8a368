"""Addresses of taking part."""

from aktionsplan.development.participation.views import surveys, visitors
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
    ("form", "fragen/<str:key>/", surveys.change_question, "change_question", "change_question"),
    ("post", "fragen/<str:key>/loeschen/", surveys.delete_question, "delete_question", "delete_question"),
    ("post", "fragen/<str:key>/verschieben/", surveys.move_question, "move_question", "move_question"),
    ("form", "fragen/<str:key>/texte/", surveys.texts, "sort_texts", "texts"),
    ("post", "fragen/<str:key>/texte/gegenlesen/", surveys.read_topics, "read_topics", "read_topics"),
    ("post", "fragen/<str:key>/zitat/", surveys.release_quote, "release_survey_quote", "release_survey_quote"),
    ("form", "fragen/<str:key>/beleg/", surveys.cite_survey, "cite_survey", "cite_survey"),
    (
        "post",
        "befragungszitate/<str:key>/zuruecknehmen/",
        surveys.take_back_quote,
        "take_back_survey_quote",
        "take_back_survey_quote",
    ),
)
urlpatterns = [
    KINDS[kind](f"beteiligung/{route}", view, action=f"participation.{action}", name=name)
    for kind, route, view, action, name in SURVEYS
]
visitor_patterns = [
    visitor(
        "befragung/<str:key>/",
        visitors.answer_survey,
        action="participation.answer_survey",
        name="answer_survey",
        sends=visitors.ANSWERS_AN_HOUR,
    ),
]
