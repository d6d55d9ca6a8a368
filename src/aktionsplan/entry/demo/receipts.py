"""What the Kulturboot has spent on its evenings of stories so far: one receipt paid too early, one entered twice, one above its line."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from aktionsplan.entry.demo.stage import Stage
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.people.models import Account
from aktionsplan.people.queries import actor
from aktionsplan.shared.files.accept import Accepted, accept
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import known

PAID = (
    ("fees", "650.00", "Nadia Rahimi", "Erzählerin, 10 Stunden", (5, 5)),
    ("rent", "360.00", "Reederei Hafenviertel", "Miete Boot, 2 Tage", (5, 6)),
    ("material", "118.75", "Stoffhaus Lüttow", "Stoff und Farbe", (5, 13)),
    ("material", "300.00", "Bauhof Elbhagen", "Holz für die Bühne", (5, 14)),
    ("material", "186.40", "Bauhof Elbhagen", "Laternen und Seile", (5, 15)),
    ("material", "405.00", "Druckerei am Markt", "Programmhefte, 900 Stück", (5, 20)),
    ("rent", "190.00", "Tonwerk Elbe", "Tontechnik, 2 Tage", (5, 22)),
    ("fees", "330.00", "Jan Okoro", "Theaterpädagoge, 5 Stunden", (5, 26)),
    ("travel", "62.00", "Anna Wendt", "Fahrten im Mai, 310 km", (5, 27)),
    ("rent", "180.00", "Reederei Hafenviertel", "Miete Boot, 1 Tag", (5, 29)),
    ("catering", "89.00", "Bäckerei Hansen", "Proviant zur Probe", (5, 30)),
    ("rent", "120.00", "Reederei Hafenviertel", "Anzahlung Boot", (4, 29)),
    ("material", "118.75", "Stoffhaus Lüttow", "Stoff und Farbe", (5, 13)),
    ("material", "427.50", "Druckerei am Markt", "Plakate, Nachdruck", (6, 5)),
)
"""Line of the plan, sum, who was paid, for what, month and day of payment."""
GIVEN = {"side": "income", "line": "donation", "payee": "Frau Lange", "reason": "Spende für den ersten Abend"}


def photo(number: int, payee: str, reason: str, amount: str, day: dt.date) -> Accepted:
    """A slip of paper as a telephone takes it."""
    picture = Image.new("RGB", (720, 960), "#6b7280")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((90 - number, 60 + number, 630 - number, 900), fill="#fdfdf8")
    for text, size, y in (
        (payee, 40, 110),
        (f"Elbhagen, {day:%d.%m.%Y}", 26, 190),
        (reason, 30, 330),
        (f"Summe EUR {amount.replace('.', ',')}", 38, 520),
        ("Betrag dankend erhalten", 26, 640),
    ):
        pen.text((130, y), text, fill="#1f2937", font=ImageFont.load_default(size))
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=70)
    return accept(BytesIO(stream.getvalue()), size=len(stream.getvalue()), name="beleg.jpg")


def keep(stage: Stage) -> None:
    """Fourteen expenses with their photos, and a donation."""
    year = stage.year
    anna = actor(stage.people["anna"].account, stage.partnership, local_day(year.now))
    grant = Grant.objects.get(
        partnership=stage.partnership, application__title__startswith="Erzählboot – Geschichten"
    )
    for number, (line, amount, payee, reason, day) in enumerate(PAID):
        paid_on = dt.date(year.number, *day)
        fields = {"line": line, "payee": payee, "reason": reason, "amount_eur": Decimal(amount)}
        fields |= {"document_on": paid_on, "paid_on": paid_on, "way": "card" if line == "material" else "transfer"}
        shot = photo(number, payee, reason, amount, paid_on)
        grants.add_receipt(grant=grant, fields=fields, accepted=shot, by=anna, at=year.at(6, 6, 20))
    fields = GIVEN | {"amount_eur": Decimal("120.00"), "paid_on": dt.date(year.number, 5, 10)}
    grants.add_receipt(grant=grant, fields=fields, by=anna, at=year.at(6, 6, 21))


WHY_MORE = "Wir schulen jetzt auch die Jugendmannschaften. Dafür brauchen wir mehr Handreichungen; ein Trainer arbeitet ehrenamtlich."


def change(stage: Stage) -> None:
    """The sports club tells nothing and asks for more print: 600 become 900, 300 less fees."""
    grant = Grant.objects.get(partnership=stage.partnership, application__title="Fair auf dem Platz")
    account = Account.objects.get(email="jonas@verein4.example")
    jonas, at = actor(account, stage.partnership, local_day(stage.year.now)), stage.year.now - dt.timedelta(days=1)
    lines = {"fees": Decimal("1800.00"), "catering": Decimal("300.00"), "material": Decimal("900.00")}
    grants.request_change(grant=grant, fields={"lines": lines, "reason": WHY_MORE}, by=jonas, at=at)


TABLES = (
    ("Tisch im Mai: Wir kochen zusammen", (5, 22), 23, 4),
    ("Tisch im Juni: Wir kochen zusammen", (6, 19), 31, 9),
    ("Tisch im Juli: Grillen am Gemeindehaus", (7, 17), None, None),
)
"""Event, month and day, people and those under 16; the last list waits to be counted."""


def lists(stage: Stage) -> None:
    """The parish counts who came to its table; it is paid for each person."""
    year = stage.year
    grant = Grant.objects.get(partnership=stage.partnership, application__title="Nachbarschaftstisch")
    account = Account.objects.get(email="miriam@verein2.example")
    miriam = actor(account, stage.partnership, local_day(year.now))
    for title, day, people, young in TABLES:
        fields = {"title": title, "held_on": dt.date(year.number, *day), "time": "17 bis 20 Uhr"}
        fields |= {"place": "Gemeindehaus St. Marien, Lüttow"}
        sheet = grants.add_sheet(grant=grant, fields=fields, by=miriam, at=year.at(day[0], day[1] - 7))
        if people is not None:
            at = year.at(day[0], day[1], 21)
            grants.count_sheet(attendance_sheet=sheet, people=people, under_16=known(young), by=miriam, at=at)
