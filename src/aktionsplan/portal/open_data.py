"""Published grants as 360Giving JSON (schema of ThreeSixtyGiving, CC BY 4.0), made from publications only."""

from decimal import Decimal

from aktionsplan.shared.kinds import Json
from aktionsplan.shared.publishing.pages import Content
from aktionsplan.shared.publishing.queries import Shown
from aktionsplan.shared.words import cut, fold


def _organisation_id(name: str) -> str:
    slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in fold(name)).strip("-")
    return f"DE-AKTIONSPLAN-{slug[:80] or 'ohne-namen'}"


def _amount(text: str) -> int | float:
    amount = Decimal(text)
    whole = amount == amount.to_integral_value()
    return int(amount) if whole else float(amount)  # JSON knows no decimals; two places survive exactly up to 10^13


def _grant(town: str, funder: str, shown: Shown) -> Json:
    data, historic = shown.data, shown.kind == "historic_grant"
    title = data["purpose"] if historic else data["title"]
    recipient = data["recipient"] if historic else data["organisation"]
    return {
        "id": f"360G-aktionsplan-{town}-{data['source_number'] if historic else data['number']}",
        "title": cut(title, 140),
        "description": title if historic else (data["summary"] or title),
        "currency": "EUR",
        "amountAwarded": _amount(data["amount_eur"]),
        "awardDate": data["starts_on"] if historic else data["awarded_on"],
        "plannedDates": [{"startDate": data["starts_on"], "endDate": data["ends_on"]}],
        "recipientOrganization": [{"id": _organisation_id(recipient), "name": recipient}],
        "fundingOrganization": [{"id": _organisation_id(funder), "name": funder}],
        "grantProgramme": [{"title": (data["programme"] if historic else data["fund"]) or funder}],
    }


def package(town: str, content: Content) -> Json:
    """The package of every published project and historic grant; protected listings name no recipient and stay out."""
    funder = content.first("town").get("office", {}).get("authority") or content.first("town").get("name") or town
    rows = content.all("historic_grant") + [row for row in content.all("project") if not row.data["protected"]]
    return {"grants": [_grant(town, funder, row) for row in rows]}
