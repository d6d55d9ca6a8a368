"""Routes of the tenant; `people` puts the door in front, because the tenant lies below it.

Each row: how it is opened (`read`, `form`, `post` for a deed without a page, `visitor` for a public form), address, view, action, name.
"""

from aktionsplan.partnership import views

app_name = "partnership"
ROUTES = (
    ("read", "geld/", views.money, "partnership.view_money", "money"),
    ("form", "geld/jahr/", views.open_year, "partnership.open_year", "open_year"),
    ("form", "geld/jahr/<str:key>/fonds/", views.add_fund, "partnership.add_fund", "add_fund"),
    ("read", "geld/fonds/<str:key>/", views.fund, "partnership.view_money", "fund"),
    ("form", "geld/fonds/<str:key>/eintragen/", views.enter_budget, "partnership.enter_budget", "enter_budget"),
    ("read", "einstellungen/", views.settings_page, "partnership.view_settings", "settings"),
    ("form", "einstellungen/amt/<str:kind>/", views.set_office, "partnership.set_office", "set_office"),
    ("form", "einstellungen/konto/<str:key>/", views.confirm_payer, "partnership.confirm_payer", "confirm_payer"),
    ("read", "koordinierungsstelle/", views.coordination, "partnership.view_settings", "coordination"),
    (
        "form",
        "koordinierungsstelle/eintragen/",
        views.set_coordination,
        "partnership.set_coordination",
        "set_coordination",
    ),
    (
        "form",
        "koordinierungsstelle/menschen/neu/",
        views.add_office_staff,
        "partnership.add_office_staff",
        "add_office_staff",
    ),
    (
        "form",
        "koordinierungsstelle/menschen/<str:key>/",
        views.change_office_staff,
        "partnership.change_office_staff",
        "change_office_staff",
    ),
    (
        "form",
        "koordinierungsstelle/menschen/<str:key>/streichen/",
        views.drop_office_staff,
        "partnership.drop_office_staff",
        "drop_office_staff",
    ),
    ("read", "pflichtangaben/", views.statements, "partnership.view_statements", "statements"),
    (
        "form",
        "pflichtangaben/eintragen/",
        views.set_statements,
        "partnership.set_statements",
        "set_statements",
    ),
    ("form", "einstellungen/kommune/", views.add_municipality, "partnership.add_municipality", "add_municipality"),
    ("form", "einstellungen/regeln/<str:kind>/", views.adopt_rules, "partnership.adopt_rules", "adopt_rules"),
    ("visitor", "barriere-melden/", views.report_barrier, "partnership.report_barrier", "report_barrier"),
    ("post", "einstellungen/veroeffentlichen/", views.publish_town, "partnership.publish_town", "publish_town"),
)
