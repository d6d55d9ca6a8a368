"""The fixed pages of the portal."""

import datetime as dt
import json

from aktionsplan.portal.open_data import package
from aktionsplan.shared.publishing.pages import Content, Context, PortalPage, all_dates, contributions
from aktionsplan.shared.words import mark


def _start(content: Content, today: dt.date, key: str) -> Context:
    return contributions("start", content, today)


def _statements(content: Content, today: dt.date, key: str) -> Context:
    return {"statements": content.first("statements")}


def _dates(content: Content, today: dt.date, key: str) -> Context:
    return {"dates": all_dates(content, today)}


def _open_data(town: str, content: Content, key: str) -> bytes:
    return json.dumps(package(town, content), ensure_ascii=False, indent=1).encode()


PAGES = (
    PortalPage("start", "", "portal/start.html", _start, area="start", word=mark("Start")),
    PortalPage(
        "take_part",
        "mitmachen/",
        "portal/take_part.html",
        area="take_part",
        word=mark("Ich möchte mitmachen"),
        place=30,
    ),
    PortalPage("dates", "termine/", "portal/dates.html", _dates, area="dates", word=mark("Termine")),
    PortalPage("easy", "leichte-sprache/", "portal/easy.html"),
    PortalPage("sign", "gebaerdensprache/", "portal/sign.html"),
    PortalPage("imprint", "impressum/", "portal/imprint.html", _statements),
    PortalPage("privacy", "datenschutz/", "portal/privacy.html", _statements),
    PortalPage("accessibility", "barrierefreiheit/", "portal/accessibility.html", _statements),
    PortalPage("open_data", "daten/360giving.json", content_type="application/json; charset=utf-8", body=_open_data),
)
