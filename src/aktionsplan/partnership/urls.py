"""Routes of the tenant; `people` puts the door in front, because the tenant lies below it."""

from aktionsplan.partnership import views

app_name = "partnership"
ROUTES = (
    ("geld/", views.money, "partnership.view_money", "money"),
    ("geld/jahr/", views.open_year, "partnership.open_year", "open_year"),
    ("geld/jahr/<str:key>/fonds/", views.add_fund, "partnership.add_fund", "add_fund"),
    ("geld/fonds/<str:key>/", views.fund, "partnership.view_money", "fund"),
    ("geld/fonds/<str:key>/eintragen/", views.enter_budget, "partnership.enter_budget", "enter_budget"),
    ("einstellungen/", views.settings_page, "partnership.view_settings", "settings"),
    ("einstellungen/amt/<str:kind>/", views.set_office, "partnership.set_office", "set_office"),
    ("einstellungen/kommune/", views.add_municipality, "partnership.add_municipality", "add_municipality"),
    ("einstellungen/regeln/<str:kind>/", views.adopt_rules, "partnership.adopt_rules", "adopt_rules"),
    ("einstellungen/veroeffentlichen/", views.publish_town, "partnership.publish_town", "publish_town"),
)
