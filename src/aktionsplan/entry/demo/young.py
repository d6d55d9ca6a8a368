"""What the story of Kranichwalde says: people, figures, findings, goals and texts. All of it is invented."""

from decimal import Decimal

from aktionsplan.shared.kinds import Fields

CAST = (
    ("tom", "Tom Seidel", "coordinator"),
    ("marie", "Marie Jahn", "lead_officer"),
    ("petra", "Petra Lind", "coach"),
    ("ines", "Ines Horn", "administrator"),
)
DISTRICTS = ("Markt", "Bahnhof", "Seeufer", "Neudorf")
OFFICE: Fields = {
    "authority": "Stadt Kranichwalde",
    "head_title": "Der Bürgermeister",
    "name": "Amt für Soziales",
    "street": "Seestraße 3",
    "postcode": "19998",
    "city": "Kranichwalde",
    "email": "plan@kranichwalde.example",
    "phone": "03998 0000-20",
    "visit": "Rathaus, Zimmer 4",
    "payer": "",
    "payer_iban": "",
}
STATEMENTS: Fields = {
    "protection_officer": "Datenschutzbeauftragter der Stadt Kranichwalde, datenschutz@kranichwalde.example",
    "supervisor": "Landesbeauftragte für den Datenschutz und für das Recht auf Akteneinsicht (Beispiel)",
    "funder": "Bundesprogramm für Demokratie, Land und Stadt (Beispiel)",
    "enforcement": "Durchsetzungsstelle des Landes (Beispiel), barrierefrei@land.example",
}
BODIES: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "authority_network",
        "Ämternetzwerk",
        (("Ordnungsamt", "public", "Uwe Paschke"), ("Schulen", "public", "Karin Ebert")),
    ),
    (
        "steering_committee",
        "Begleitausschuss",
        (
            ("Sportverein", "civil", "Ralf Dietze"),
            ("Kirchengemeinde", "civil", "Gudrun Falk"),
            ("Flüchtlingshilfe", "civil", "Samira Nasser"),
            ("Nachbarschaft", "civil", ""),
            ("Jugend", "civil", ""),
            ("Stadtverwaltung", "public", "Marie Jahn"),
        ),
    ),
)
"""Kind, name, seats (group, side, who sits there; nobody yet for the neighbours and the youth)."""
THEMES = (
    ("Jugend", "Junge Menschen reden mit", "other"),
    ("Nachbarschaft", "Neue und alte Nachbarn", "xenophobia"),
    ("Sicherheit", "Ohne Angst unterwegs", "right_wing_extremism"),
)
SERIES = (
    ("Öffnungsstunden des Jugendclubs je Woche", "Stunden", "Jugend", "Sozialamt", "30 24 18"),
    ("Vereine mit Jugendgruppe", "Vereine", "Jugend", "Vereinsregister der Stadt", "9 8 6"),
    ("Menschen mit ausländischem Pass", "Menschen", "Nachbarschaft", "Melderegister", "210 260 315"),
)
"""Name, unit, theme, source, and the figures up to last year."""
SERIES_FIELDS: Fields = {
    "kind": "level",
    "numerator": "",
    "denominator": "",
    "place": "all",
    "area_name": "",
    "rhythm": "yearly",
}
TALKS = (
    ("Leitung des Jugendclubs", "Jugend", 62, "Wer mit 16 noch da ist, wartet auf den Bus hier weg."),
    ("Familie aus dem Neudorf", "Nachbarschaft", 58, "Wir grüßen, aber eingeladen hat uns in drei Jahren niemand."),
)
"""Whom the coordinator asked, theme, days ago, and the sentence that was released."""
TALK: Fields = {
    "kind": "interview",
    "area": "",
    "statement": "Die Notiz liegt in der Koordinierungsstelle.",
    "origin": "",
    "address": "",
    "consent": "role",
}
INCIDENTS = (
    (150, "Aufkleber an der Haltestelle am Bahnhof."),
    (84, "Parolen an der Wand der Unterführung."),
    (41, "Eine Frau wurde am Bahnsteig beschimpft."),
)
INCIDENT: Fields = {
    "kind": "propaganda",
    "motive": "self_presentation",
    "last_day": None,
    "street": "",
    "group": "",
    "source": "counselling",
    "police": "yes",
    "confirmed": "Polizeirevier",
}
FINDINGS = (
    (
        "Für Jugendliche ist in Kranichwalde immer seltener etwas offen.",
        "Jugend",
        "Öffnungsstunden, Vereine und das Gespräch im Jugendclub sagen dasselbe.",
        "Private Treffen haben wir nicht gezählt.",
        ("Öffnungsstunden des Jugendclubs je Woche", "Vereine mit Jugendgruppe", "Leitung des Jugendclubs"),
        "",
    ),
    (
        "Neue Familien im Neudorf haben wenig Kontakt zu ihren Nachbarn.",
        "Nachbarschaft",
        "Es ziehen mehr Menschen zu, und sie erzählen es uns so.",
        "Gesprochen haben wir mit wenigen Familien.",
        ("Menschen mit ausländischem Pass", "Familie aus dem Neudorf"),
        "Neudorf",
    ),
    (
        "Am Bahnhof fühlen sich Menschen bedroht.",
        "Sicherheit",
        "Alle gemeldeten Vorfälle lagen am Bahnhof.",
        "Anderswo wird vielleicht weniger gemeldet.",
        ("Vorfälle",),
        "Bahnhof",
    ),
)
"""Sentence, theme, what speaks for it and against it, what it cites, and the district if it is about one."""
GUEST = ("Birgit Sommer", "birgit.sommer@example.org", ("Nachbarschaft",))
"""Who wanted to be invited, came to the first workshop and sits in the committee now."""
OFFERS = (
    ("Jugendclub am See", "Stadt Kranichwalde", "Jugend", "Seeufer", "partly", "Gut, aber nur an zwei Tagen offen."),
    ("Jugendfeuerwehr", "Freiwillige Feuerwehr", "Jugend", "Markt", "works", "22 Kinder, drei neue in diesem Jahr."),
    (
        "Fahrradwerkstatt",
        "Flüchtlingshilfe",
        "Nachbarschaft",
        "Bahnhof",
        "works",
        "Alte und Neue schrauben zusammen.",
    ),
    ("Erntefest", "Dorfverein", "Nachbarschaft", "Neudorf", "not", "Die neuen Familien kommen nicht."),
    ("Sprechstunde", "Opferberatung", "Sicherheit", "Markt", "unknown", "Wie viele kommen, sagt uns niemand."),
)
"""Title, carrier, theme, district, verdict, reason."""
FURTHER = (
    (
        "Runder Tisch Nachbarschaft",
        "Kirchengemeinde",
        "Nachbarschaft",
        "Markt",
        "partly",
        "Trifft sich, aber ohne die Neuen.",
        "network",
    ),
    (
        "Jugendkonzept der Stadt",
        "Stadt Kranichwalde",
        "Jugend",
        "Markt",
        "partly",
        "Von vor sechs Jahren.",
        "concept",
    ),
)
"""As `OFFERS`, and what kind it is of."""
OFFER: Fields = {
    "kind": "offer",
    "text": "",
    "places": [],
    "carrier": "",
    "target_groups": "Menschen im Ort",
    "funded_until": None,
}
NEEDS = (
    (
        "Ein Ort für Jugendliche, der abends offen ist",
        "Jugend",
        "Der Club hat nur noch 18 Stunden in der Woche offen.",
    ),
    ("Neue Nachbarn kommen dazu", "Nachbarschaft", "315 Menschen sind neu, und kaum jemand kennt sie."),
    ("Sicher am Bahnhof", "Sicherheit", "Drei Vorfälle in fünf Monaten an einem Ort."),
)
WORKSHOPS = (
    ("Ideenwerkstatt: Was fehlt uns hier?", "Wir zeigen die Befunde. Sie sagen, was Ihnen wichtig ist.", 30),
    ("Zielwerkstatt: Was schaffen wir im nächsten Jahr?", "Aus vielen Ideen werden wenige Ziele.", 22),
)
COMING = (
    "Der Entwurf im Gespräch",
    "Wir gehen den Entwurf zusammen durch, Kapitel für Kapitel. Sie sagen, was fehlt und was nicht stimmt.",
)
EVENT: Fields = {
    "kind": "workshop",
    "programme": "Ankommen, Kaffee\nDas haben wir herausgefunden\nGespräche an drei Tischen\nSo geht es weiter",
    "notes": "Ohne Stufen\nKeine Fotos ohne Ihr Ja",
    "town": "Kranichwalde",
    "place": "Grundschule, Seestraße 10",
    "room": "Speisesaal",
    "room_shown": "signed",
    "costs": "keine",
    "capacity": 50,
    "needs": ["Kinderbetreuung", "Platz für einen Rollstuhl"],
    "at_risk": False,
}
WHO: dict[tuple[str, str], int] = {
    ("under_16", ""): 4,
    ("16_26", "single"): 6,
    ("27_64", "association"): 9,
    ("27_64", "administration"): 3,
    ("65", "single"): 5,
}
RESULTS = (
    ("Der Jugendclub ist bis 22 Uhr offen", "Tisch 1", 14, "Jugend"),
    ("Ein Fest, das alle zusammen vorbereiten", "Tisch 2", 11, "Nachbarschaft"),
    ("Jugendliche machen eine eigene Zeitung", "Tisch 1", 7, "Jugend"),
    ("Paten für neue Familien", "Tisch 2", 6, "Nachbarschaft"),
)
"""Text, table, dots, theme."""
FIELDS = ("Jugend", "Nachbarschaft")
LEADING: Fields = {
    "title": "Kranichwalde hält zusammen",
    "text": "In Kranichwalde kennt man sich, redet mit und hat keine Angst.",
}


def _counted(title: str, indicator: str, unit: str, baseline: int, target: int, whom: str, who: str) -> Fields:
    return {
        "title": title,
        "text": f"{title}.",
        "indicator": indicator,
        "unit": unit,
        "baseline": Decimal(baseline),
        "target": Decimal(target),
        "target_group": whom,
        "responsible": who,
    }


Aim = tuple[str, str, Fields, tuple[tuple[Fields, int], ...]]
GOALS: tuple[Aim, ...] = (
    (
        "Jugendliche haben einen Ort und eine Stimme",
        "Junge Menschen sind abends nicht auf den Bahnhof angewiesen und entscheiden mit.",
        {
            "title": "Abende im Jugendclub",
            "method": "Zwei Honorarkräfte öffnen den Club; was dort stattfindet, planen die Jugendlichen.",
            "target_groups": "Jugendliche ab 12 Jahren",
            "partners": "Jugendclub, Feuerwehr, Sportverein",
            "resources": "Honorare, Schlüssel, ein Budget von 1.000 €",
        },
        (
            (
                _counted(
                    "Der Jugendclub ist 30 Stunden in der Woche offen",
                    "Öffnungsstunden je Woche",
                    "Stunden",
                    18,
                    30,
                    "Jugendliche ab 12 Jahren",
                    "Jugendclub am See",
                ),
                9000,
            ),
            (
                _counted(
                    "Das Jugendforum tagt dreimal",
                    "Sitzungen des Jugendforums",
                    "Sitzungen",
                    0,
                    3,
                    "Jugendliche ab 14 Jahren",
                    "Koordinierungsstelle",
                ),
                2000,
            ),
        ),
    ),
    (
        "Alte und neue Nachbarn kennen sich",
        "Wer neu ist, wird eingeladen und macht mit.",
        {
            "title": "Paten und Feste",
            "method": "Jede neue Familie bekommt eine Patin oder einen Paten; einmal im Vierteljahr wird gefeiert.",
            "target_groups": "neue und alte Nachbarn",
            "partners": "Kirchengemeinde, Flüchtlingshilfe, Dorfverein",
            "resources": "Räume ohne Miete, Essen, Dolmetschen",
        },
        (
            (
                _counted(
                    "Zwanzig Patenschaften laufen",
                    "Patenschaften",
                    "Patenschaften",
                    0,
                    20,
                    "neue Familien",
                    "Flüchtlingshilfe",
                ),
                4000,
            ),
            (
                _counted(
                    "Vier gemeinsame Feste",
                    "Feste, die beide Seiten vorbereiten",
                    "Feste",
                    1,
                    4,
                    "alle im Ort",
                    "Dorfverein",
                ),
                5000,
            ),
        ),
    ),
)
"""Title, sentence, the way, and the Jahresziele with their planned euros."""
COACHED = (
    (104, "3", "Auftakt, Rollen und Zeitplan", "Erst das Amt, dann die Daten."),
    (72, "2", "Wen wir fragen", "Auch die fragen, die nie ins Rathaus kommen."),
    (43, "2.5", "Befunde und Lücken", "Jeder Befund braucht auch das, was gegen ihn spricht."),
    (12, "2", "Der Entwurf", "Kurz schreiben. Drei Seiten, die jemand liest, sind besser als dreißig."),
)
"""Days ago, hours, theme, advice."""
CHAPTERS = {
    1: "Die Stadtverordneten haben im Sommer beschlossen, einen Lokalen Aktionsplan zu machen. Der Entwurf liegt bis zum Ende der Beteiligung offen.",
    2: "Kranichwalde hat 4.900 Einwohnerinnen und Einwohner und liegt an einem See. Der letzte Zug fährt um 20 Uhr.",
    3: "Wir haben Zahlen gesammelt, Gespräche geführt und Vorfälle gezählt. Drei Befunde sind uns wichtig geworden.",
    4: "Vieles trägt schon: die Feuerwehr, die Kirche, die Fahrradwerkstatt.",
    6: "Am nötigsten ist ein Ort für Jugendliche, der abends offen ist.",
    7: "Wir nehmen uns zwei Ziele vor. Mehr schaffen wir im ersten Jahr nicht.",
    8: "Wir bauen auf das, was da ist, und geben den Menschen, die es tun, Zeit und Geld.",
    9: "Der Begleitausschuss hat fünf Sitze; ein Sitz gehört der Jugend.",
    12: "Einmal im Jahr schauen wir nach, was wir geschafft haben.",
}
DRAFTS: tuple[tuple[str, int, int, str], ...] = (
    (
        "Gliederung",
        29,
        10,
        "Im Februar gibt es einen Aufruf. Vereine und Gruppen bewerben sich; der Ausschuss empfiehlt.",
    ),
    ("Nach der Zielwerkstatt", 20, 11, "Was wir tun, steht im Amtsblatt, am Schwarzen Brett und hier im Portal."),
    ("Mit Geld und Wegen", 15, 13, "20.000 Euro sind zugesagt. Sie reichen für vier Jahresziele."),
    ("Für die Beteiligung", 9, 14, "Was sich bewährt, sollen Stadt und Vereine nach drei Jahren allein tragen."),
)
"""Reason of each draft, how many days ago it was made, and the paragraph that is new in it with its chapter."""
COMMENTS: tuple[tuple[int, str, str, str | None, int], ...] = (
    (
        7,
        "Bitte denkt auch an die Kinder unter zwölf.",
        "Eltern aus dem Neudorf",
        "Für sie gibt es die Jugendfeuerwehr; wir nennen sie jetzt im Kapitel.",
        6,
    ),
    (8, "Wer bezahlt das, wenn das Programm endet?", "Gast im Ratssaal", "", 4),
    (2, "Der letzte Zug fährt schon um 19:40 Uhr.", "", None, 1),
)
"""Chapter, comment, signature, the answer ("" is read and open, None is new), days ago."""
