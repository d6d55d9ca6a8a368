"""The rules of procedure as settings: every number a body decides by, with its source, and the profiles to start from.

Source of the rules: committee.md; the default profile is modelled on the municipal code of Mecklenburg-Vorpommern.
"""

from aktionsplan.partnership.rules.setting import UNSOURCED, Setting
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.words import mark

MAJORITIES = {
    "simple": mark("einfache Mehrheit"),
    "majority_of_present": mark("Mehrheit der Anwesenden"),
    "two_thirds_yes_no": mark("zwei Drittel der Ja- und Nein-Stimmen"),
    "two_thirds_seats": mark("zwei Drittel aller Sitze"),
}
QUORUMS = {
    "more_than_half": mark("mehr als die Hälfte der Sitze"),
    "at_least_half": mark("mindestens die Hälfte der Sitze"),
    "fixed": mark("feste Zahl"),
}
QUORUM_LAW, MAJORITY_LAW = "KV M-V § 30 Abs. 1", "KV M-V § 31 Abs. 1"


SETTINGS: dict[str, Setting] = {
    "invitation_days": Setting(
        "days", 14, mark("Tage zwischen Einladung mit Unterlagen und Sitzung"), "[WETT2]", least=1
    ),
    "urgent_days": Setting("days", 3, mark("Tage zwischen Einladung und Sitzung, wenn es eilt"), UNSOURCED, least=1),
    "notice_counting": Setting(
        "choice",
        "between",
        mark("Die Tage zwischen Einladung und Sitzung"),
        "[WETT2]; BGB § 187 Abs. 1",
        {
            "between": mark("volle Tage dazwischen, beide Tage zählen nicht mit"),
            "with_meeting": mark("der Tag der Sitzung zählt mit"),
        },
    ),
    "quorum": Setting("choice", "more_than_half", mark("Beschlussfähigkeit"), QUORUM_LAW, QUORUMS),
    "quorum_fixed": Setting("number", 0, mark("Feste Zahl für die Beschlussfähigkeit"), UNSOURCED),
    "least_present": Setting("number", 1, mark("Mindestens so viele stimmen ab"), UNSOURCED, least=1),
    "recused_third": Setting(
        "flag",
        True,
        mark("Sind mehr als die Hälfte der Sitze befangen, genügt mehr als ein Drittel"),
        "KV M-V § 30 Abs. 1",
    ),
    "counted_anew": Setting(
        "flag", False, mark("Die Beschlussfähigkeit wird vor jeder Abstimmung neu gezählt"), "KV M-V § 30 Abs. 2"
    ),
    "recused_anew": Setting(
        "flag",
        True,
        mark("Sie wird für einen Punkt neu gezählt, bei dem jemand im Raum befangen ist"),
        UNSOURCED,
    ),
    "second_call_needs": Setting(
        "number",
        3,
        mark("So viele genügen, wenn ein Punkt schon einmal vertagt wurde"),
        "KV M-V § 30 Abs. 3",
        least=1,
    ),
    "vacant_count": Setting("flag", False, mark("Unbesetzte Sitze zählen bei der Beschlussfähigkeit mit"), UNSOURCED),
    "quorum_paragraph": Setting("text", QUORUM_LAW, mark("Fundstelle Beschlussfähigkeit"), QUORUM_LAW),
    "majority": Setting("choice", "simple", mark("Mehrheit"), MAJORITY_LAW, MAJORITIES),
    "abstentions": Setting(
        "choice",
        "ignored",
        mark("Enthaltungen zählen"),
        MAJORITY_LAW,
        {"ignored": mark("nicht mit"), "no": mark("wie Nein")},
    ),
    "chair_casts": Setting(
        "flag", False, mark("Bei gleich vielen Stimmen entscheidet die Stimme des Vorsitzes"), "VwVfG § 91"
    ),
    "majority_paragraph": Setting("text", MAJORITY_LAW, mark("Fundstelle Mehrheit"), MAJORITY_LAW),
    "secret_needs": Setting(
        "number", 1, mark("So viele müssen eine geheime Abstimmung verlangen; 0 = nie geheim"), "[LU]"
    ),
    "secret_names": Setting(
        "flag", False, mark("Bei einer geheimen Abstimmung ist zu sehen, wer noch nicht abgestimmt hat"), UNSOURCED
    ),
    "most_seats": Setting("number", 0, mark("Höchstens so viele Sitze mit Stimme; 0 = keine Grenze"), "[VIDETO]"),
    "civil_majority": Setting(
        "choice",
        "warn",
        mark("Verliert die Zivilgesellschaft die Mehrheit der Stimmen"),
        "[BZ-BGA]",
        {"warn": mark("wird gewarnt"), "block": mark("geht die Änderung nicht")},
    ),
    "cap_percent": Setting(
        "percent",
        0,
        mark("Höchstens so viel Prozent der Stimmen für eine Gruppe oder Seite; 0 = keine Grenze"),
        UNSOURCED,
    ),
    "circular_allowed": Setting("flag", False, mark("Umlaufverfahren sind erlaubt"), "KV M-V § 29"),
    "circular_days": Setting(
        "days", 14, mark("Mindestens so viele Tage läuft ein Umlaufverfahren"), "[FALK-A]", least=1
    ),
    "circular_objections": Setting(
        "number", 1, mark("So viele Widersprüche halten ein Umlaufverfahren an"), "VwVfG § 90 Abs. 1 Satz 2", least=1
    ),
    "circular_participation": Setting(
        "choice",
        "more_than_half",
        mark("Ein Umlaufverfahren gilt, wenn rechtzeitig antworten"),
        UNSOURCED,
        {"more_than_half": mark("mehr als die Hälfte"), "all": mark("alle")},
    ),
    "circular_least": Setting(
        "number", 1, mark("Mindestens so viele müssen in einem Umlaufverfahren antworten"), UNSOURCED, least=1
    ),
    "circular_early": Setting(
        "flag",
        False,
        mark("Ein Umlaufverfahren endet schon, wenn alle geantwortet haben; danach kann niemand mehr widersprechen"),
        UNSOURCED,
    ),
}

OWN = "Geschäftsordnung"
"""The source of a rule that no law gives: a committee's own rules of procedure."""
PROFILES: dict[str, tuple[str, Json]] = {
    "kv_mv": (mark("Muster Kommunalverfassung Mecklenburg-Vorpommern"), {}),
    "vwvfg": (
        mark("Verwaltungsverfahrensgesetz, §§ 88 bis 93"),
        {
            "least_present": 3,
            "recused_third": False,
            "second_call_needs": 1,
            "counted_anew": True,
            "chair_casts": True,
            "circular_allowed": True,
            "circular_least": 3,
            "quorum_paragraph": "VwVfG § 90 Abs. 1",
            "majority_paragraph": "VwVfG § 91",
        },
    ),
    "present": (
        mark("Mehrheit der Anwesenden"),
        {"majority": "majority_of_present", "abstentions": "no", "majority_paragraph": OWN},
    ),
    "half": (
        mark("mindestens die Hälfte, jedes Mal gezählt"),
        {"quorum": "at_least_half", "counted_anew": True, "quorum_paragraph": OWN},
    ),
    "two_thirds": (
        mark("zwei Drittel der Ja- und Nein-Stimmen"),
        {"majority": "two_thirds_yes_no", "majority_paragraph": OWN},
    ),
    "online": (
        mark("Abstimmung im Netz als Regel, 14 Tage"),
        {"circular_allowed": True, "circular_days": 14, "most_seats": 12, "cap_percent": 49},
    ),
}
"""Where a town starts from: a name and what differs from the defaults. The variants are those of committee.md."""


def profile_values(name: str) -> Json:
    """Every value of the profile; KeyError for an unknown one."""
    return {key: setting.default for key, setting in SETTINGS.items()} | PROFILES[name][1]
