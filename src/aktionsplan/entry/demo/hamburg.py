"""Hamburg St. Georg/Borgfelde: 16 real grants of 2012, written down anew.

Source of the facts: Zuwendungsbericht der Freien und Hansestadt Hamburg (reports 2011 and 2013), Bezirksamt
Mitte, programme TOLERANZ FÖRDERN - KOMPETENZ STÄRKEN. Number, recipient, period and sum are the report's; the
purposes are told in our own words.
"""

import datetime as dt
from decimal import Decimal

from aktionsplan.entry.demo.accounts import address, equip_demo
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants.imports import KNOWN, HistoricRow
from aktionsplan.partnership import operations as partnership
from aktionsplan.people.models import Account
from aktionsplan.people.operations import install_role
from aktionsplan.people.queries import actor
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.tenancy import partnership_scope

SLUG, NAME = "hamburg-st-georg", "Hamburg St. Georg/Borgfelde"
PROGRAMME = "TOLERANZ FÖRDERN - KOMPETENZ STÄRKEN"
MEDIATION = "Institut für konstruktive Konfliktaustragung und Mediaton e.V."
ROWS = (
    (
        "54142",
        "AIDS-Hilfe Hamburg e.V.",
        "Schorsch-Club: junge Menschen klären Gleichaltrige über HIV und AIDS auf",
        "2012-09-01",
        "2081.00",
    ),
    ("54676", "AIDS-Hilfe Hamburg e.V.", "Afrika macht mit", "2012-05-01", "4733.00"),
    (
        "56325",
        "Der islamische Bund e.V.",
        "Welche Träume haben wir? Ein Projekt mit Texten und Bildern",
        "2012-09-12",
        "7000.00",
    ),
    (
        "54143",
        "Ev.-luth. Kirchengemeinde St. Georg-Borgfelde",
        "Freizeit für Kinder, Jugendliche und Familien verschiedener Herkunft und Religion auf Sylt",
        "2012-06-01",
        "7000.00",
    ),
    ("54672", "Frauenratschlag e.V.", "Kunstprojekt: Szenen aus St. Georg, Spuren legen", "2012-06-01", "6723.86"),
    ("53064", MEDIATION, "Lokale Koordinierung des Aktionsplans", "2012-01-01", "11600.00"),
    ("53067", MEDIATION, "Öffentlichkeitsarbeit des Aktionsplans", "2012-01-01", "10000.00"),
    ("56107", MEDIATION, "Fonds für kleine Projekte", "2012-05-08", "5000.00"),
    (
        "55155",
        "Institut für urbane Bewegungskulturen e.V.",
        "Spielkultur für den Hansaplatz",
        "2012-06-06",
        "7434.08",
    ),
    (
        "56519",
        "Islamische Gemeinschaft Sabikun e.V.",
        "Ein Konzept für die Kinder- und Jugendarbeit der Moschee",
        "2012-11-07",
        "3000.00",
    ),
    ("54141", "Kulturladen St.Georg e.V.", "Dokumentation des Gesamtprojekts", "2012-05-01", "5054.62"),
    ("55248", "Muslimischer Familien-Verein Masjid Rahma e.V.", "Masjid Rahma lädt ein", "2012-07-16", "2000.00"),
    (
        "56511",
        "Muslimischer Familien-Verein Masjid Rahma e.V.",
        "Workshop für Jugendliche in Berlin",
        "2012-11-07",
        "4900.00",
    ),
    ("56039", "Schulverein der Klosterschule e.V.", "Straße der Poesie", "2012-09-12", "3300.00"),
    ("56121", "Schulverein des Lohmühlen-Gymnasiums e.V.", "Ein gemeinsames Wandbild", "2012-09-12", "7700.00"),
    (
        "56133",
        "The African Christian Council - Hamburg (ACCH) e.V.",
        "Jugendgruppe: selbstbestimmt und zielgerichtet",
        "2012-08-15",
        "1935.40",
    ),
)


def load(now: dt.datetime) -> None:
    """The partnership with its office, one coordinator, and the 16 grants on its portal."""
    town = partnership.found(
        slug=SLUG,
        name=NAME,
        land="HH",
        by=Installation(),
        at=now,
        demo=True,
        claim="In St. Georg und Borgfelde leben viele verschiedene Menschen zusammen.",
    )
    with partnership_scope(town):
        by = Installation(town, "demo")
        partnership.add_municipality(name="Hamburg", districts=["St. Georg", "Borgfelde"], by=by, at=now)
        office = {
            "authority": "Bezirk Hamburg-Mitte (Beispiel)",
            "head_title": "Die Bezirksamtsleitung",
            "name": "Fachamt Sozialraummanagement",
            "street": "Beispielstraße 1",
            "postcode": "20095",
            "city": "Hamburg",
            "email": address("amt", "stgeorg.example"),
            "phone": "",
            "visit": "",
            "payer": "",
            "payer_iban": "",
        }
        partnership.set_office(kind="lead_office", fields=office, by=by, at=now)
        statements = {
            "protection_officer": address("datenschutz", "stgeorg.example"),
            "supervisor": "Der Hamburgische Beauftragte für Datenschutz und Informationsfreiheit",
            "funder": PROGRAMME,
            "assessed_on": local_day(now),
            "enforcement": "Schlichtungsstelle bei der Behörde (Beispiel)",
        }
        partnership.set_statements(fields=statements, by=by, at=now)
        for name, mail, role in (
            ("Jo Petersen", address("jo", "stgeorg.example"), "coordinator"),
            ("Rike Brandt", address("rike", "stgeorg.example"), "administrator"),
        ):
            member = install_role(email=mail, name=name, role=role, by=by, at=now)
            equip_demo(member.account, inside=True)
        jo = actor(Account.objects.get(email=address("jo", "stgeorg.example")), town, local_day(now))
        rows = [
            HistoricRow(
                line,
                number,
                recipient,
                "",
                purpose,
                PROGRAMME,
                dt.date.fromisoformat(start),
                dt.date(2012, 12, 31),
                Decimal(amount),
            )
            for line, (number, recipient, purpose, start, amount) in enumerate(ROWS, start=2)
        ]
        grants.import_historic(source=KNOWN["hamburg"]["source"], rows=rows, by=jo, at=now)
        partnership.publish_town(by=by, at=now)
        grants.publish_historic(by=jo, at=now)
