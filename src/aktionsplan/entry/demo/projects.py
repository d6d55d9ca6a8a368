"""The fictional projects of Elbhagen und Lüttow: who, what, where, how much, and how far each has come."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """One application: sponsor, words, plan and the last step it reaches."""

    person: str
    organisation: str
    form: str
    title: str
    summary: str
    district: str
    goal: str
    lines: tuple[tuple[str, str, str, str, str, str], ...]
    until: str
    votes: tuple[int, int, int] = (10, 1, 2)
    awarded: str = ""
    drawn: str = ""
    flat: str = ""
    """The sum for each person, where a flat rate is paid."""
    late: bool = False
    """Whether it was asked for in the small call that was decided two weeks ago."""


def income(grant: str, own: str, *more: tuple[str, str, str]) -> tuple[tuple[str, str, str, str, str, str], ...]:
    """The income side: grant, own funds, further lines."""
    rows = [
        ("income", "grant", "Zuwendung aus dem Aktionsfonds", "1", "flat", grant),
        ("income", "own_funds", "Eigenmittel", "1", "flat", own),
    ]
    return tuple(rows + [("income", category, label, "1", "flat", amount) for category, label, amount in more])


def flat(category: str, label: str, amount: str) -> tuple[str, str, str, str, str, str]:
    """An expense paid once."""
    return ("expense", category, label, "1", "flat", amount)


EXAMPLES: tuple[Example, ...] = (
    Example(
        "Anna Wendt",
        "Kulturboot Elbhagen e. V.",
        "registered_association",
        "Erzählboot – Geschichten vom Ankommen",
        "Sechs öffentliche Erzählabende auf einem Boot im Hafenviertel für neue und alte Nachbarn.",
        "Hafenviertel",
        "2.1",
        (
            ("expense", "fees", "Honorar Erzählerin", "24", "hours", "65.00"),
            ("expense", "fees", "Honorar Theaterpädagoge", "10", "hours", "66.00"),
            ("expense", "rent", "Miete Boot", "6", "days", "180.00"),
            ("expense", "rent", "Tontechnik", "6", "days", "95.00"),
            flat("material", "Bühnenmaterial", "640.00"),
            ("expense", "material", "Programmhefte", "1200", "pieces", "0.45"),
            ("expense", "travel", "Fahrten", "1150", "km", "0.20"),
            ("expense", "catering", "Essen für Teilnehmende", "240", "portions", "3.50"),
            *income("4800.00", "600.00", ("fees_in", "Eintritt", "600.00"), ("donation", "Spende", "120.00")),
        ),
        "paid",
        votes=(8, 1, 1),
        drawn="2400.00",
    ),
    Example(
        "Marek Siebert",
        "Jugendzentrum Kajüte",
        "charitable_company",
        "Mädchen an die Mikros",
        "Mädchen zwischen 12 und 17 Jahren machen eine eigene Radiosendung.",
        "Altstadt",
        "1.1",
        (
            ("expense", "fees", "Honorar Radioreferentin", "40", "hours", "55.00"),
            flat("rent", "Aufnahmetechnik", "1000.00"),
            flat("material", "Material", "400.00"),
            *income("3200.00", "400.00"),
        ),
        "paid",
        drawn="3200.00",
    ),
    Example(
        "Miriam Okafor",
        "Kirchengemeinde St. Marien",
        "church",
        "Nachbarschaftstisch",
        "Einmal im Monat kocht die Nachbarschaft zusammen und lädt alle ein.",
        "Kernstadt",
        "2.1",
        (
            flat("catering", "Lebensmittel", "1800.00"),
            flat("rent", "Geschirr und Tische", "900.00"),
            flat("publicity", "Aushänge", "500.00"),
            *income("2880.00", "320.00"),
        ),
        "binding",
        awarded="2750.00",
        flat="12.00",
    ),
    Example(
        "Ute Brandt",
        "Zirkus Kunterbunt gGmbH",
        "charitable_company",
        "Zirkus der Kulturen",
        "Eine Woche Zirkus für Kinder aus beiden Städten.",
        "Altstadt",
        "2.1",
        (
            flat("rent", "Zelt", "4000.00"),
            ("expense", "fees", "Artisten", "6", "days", "500.00"),
            *income("4900.00", "2100.00"),
        ),
        "rejected",
        votes=(5, 5, 3),
    ),
    Example(
        "Jonas Petersen",
        "Sportverein Elbhagen 1921 e. V.",
        "registered_association",
        "Fair auf dem Platz",
        "Trainerinnen und Trainer lernen, bei Beleidigungen am Spielfeldrand ruhig einzugreifen.",
        "Lindensiedlung",
        "3.1",
        (
            ("expense", "fees", "Honorar Trainer", "30", "hours", "70.00"),
            flat("catering", "Verpflegung", "300.00"),
            flat("material", "Handreichung", "600.00"),
            *income("2700.00", "300.00"),
        ),
        "posted",
        late=True,
    ),
    Example(
        "Paul Rieck",
        "Förderverein der Feuerwehr Lüttow e. V.",
        "registered_association",
        "Löschen kann man lernen",
        "Zwei Tage der offenen Tür mit Familien, die neu in der Stadt sind.",
        "Bahnhofsviertel",
        "2.1",
        (
            flat("material", "Ausrüstung für Kinder", "1400.00"),
            flat("catering", "Essen", "1200.00"),
            flat("publicity", "Plakate", "844.00"),
            *income("3090.00", "354.00"),
        ),
        "signed",
        late=True,
    ),
    Example(
        "Sabine Thoms",
        "Seniorenverein Heidedörfer e. V.",
        "registered_association",
        "Koffer voller Geschichten",
        "Ältere und jüngere Menschen sammeln Geschichten vom Fortgehen und Ankommen.",
        "Heidedörfer",
        "2.1",
        (
            ("expense", "fees", "Honorar Schreibwerkstatt", "30", "hours", "60.00"),
            flat("material", "Druck", "978.00"),
            *income("2500.00", "278.00"),
        ),
        "drafted",
        late=True,
    ),
    Example(
        "Tarek Haddad",
        "Bürgerradio Lindensiedlung e. V.",
        "registered_association",
        "Radio Lindensiedlung",
        "Jugendliche senden aus ihrem Stadtteil für ihren Stadtteil.",
        "Lindensiedlung",
        "1.1",
        (flat("rent", "Studio", "1600.00"), flat("material", "Mikrofone", "1624.00"), *income("2900.00", "324.00")),
        "decided",
        late=True,
    ),
    Example(
        "Volker Lange",
        "Geschichtsverein Lüttow e. V.",
        "registered_association",
        "Stolperwege Lüttow",
        "Ein Rundgang zu Orten von Verfolgung und Widerstand, mit Schulklassen erarbeitet.",
        "Kernstadt",
        "3.1",
        (
            ("expense", "fees", "Recherche", "30", "hours", "50.00"),
            flat("material", "Tafeln", "1500.00"),
            *income("2700.00", "300.00"),
        ),
        "rejected",
        votes=(3, 7, 3),
        late=True,
    ),
    Example(
        "Wiebke Jahn",
        "Schulförderverein Lüttow e. V.",
        "registered_association",
        "Klar gesagt: Training",
        "Schülerinnen und Schüler üben, auf Hetze besonnen zu antworten.",
        "Bahnhofsviertel",
        "3.1",
        (
            ("expense", "fees", "Honorar Training", "60", "hours", "70.00"),
            flat("rent", "Räume", "800.00"),
            *income("4500.00", "500.00"),
        ),
        "admitted",
        late=True,
    ),
    Example(
        "Heidi Kruse",
        "Jugendclub Lüttow e. V.",
        "registered_association",
        "Film ab im Bahnhof",
        "Jugendliche zeigen und besprechen Filme in der alten Bahnhofshalle.",
        "Bahnhofsviertel",
        "1.1",
        (
            flat("rent", "Leinwand und Rechte", "1800.00"),
            flat("catering", "Getränke", "200.00"),
            *income("1800.00", "200.00"),
        ),
        "returned",
        late=True,
    ),
)
SEATS: tuple[tuple[str, str, str, str, str], ...] = (
    ("Begegnung e. V.", "civil", "Fatma Aydın", "fatma", ""),
    ("Kulturvereine", "civil", "Emil Sander", "emil", ""),
    ("Jugendzentrum Kajüte", "civil", "Greta Hansen", "greta", ""),
    ("Sportvereine", "civil", "Arne Petersen", "arne", ""),
    ("Kirchengemeinden", "civil", "Johanna Wulf", "johanna", ""),
    ("Feuerwehrverein", "civil", "Piet Rieck", "piet", ""),
    ("Seniorenverein", "civil", "Sigrid Thoms", "sigrid", ""),
    ("Jugendforum", "civil", "Amina Haddad", "amina", ""),
    ("Stadt Elbhagen", "public", "Bürgermeisterin Ulla Brandt", "ulla", ""),
    ("Stadt Lüttow", "public", "Bürgermeister Victor Lange", "victor", ""),
    ("Schulen", "public", "Holger Timm", "holger", "Wiebke Jansen"),
    ("Polizei", "public", "Heike Kruse", "heike", ""),
    ("Jugendamt", "public", "Ole Bremer", "ole", ""),
)
