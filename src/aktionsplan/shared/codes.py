"""Codes that somebody without an account writes down: two or three words and a number, of which only a keyed hash is stored."""

import hashlib
import hmac
import re
import secrets

from django.conf import settings

from aktionsplan.shared.kinds import Town

WORDS = tuple(
    re.findall(
        r"[A-Z]+",
        """
        AHORN AKELEI AMSEL APFEL ASTER BIENE BIRKE BIRNE BUCHE BUSSARD DACHS DAHLIE DISTEL DOHLE DORSCH DROSSEL EFEU EIBE EICHE
        ELSTER ERLE ESCHE ESPE FALKE FARN FASAN FICHTE FINK FLIEDER FORELLE FUCHS GERSTE GINSTER HAFER HALM HASEL HECHT HEIDE
        HIRSCH HOLUNDER HUMMEL IGEL IRIS KAMILLE KARPFEN KASTANIE KIEBITZ KIEFER KIRSCHE KLEE KRANICH LACHS LERCHE LIBELLE LILIE
        LINDE LUCHS MALVE MARDER MEISE MINZE MISTEL MOHN MOOS MOTTE NELKE OTTER PAPPEL PFLAUME PRIMEL QUITTE RABE REIHER ROBBE
        ROGGEN ROSE SALBEI SCHILF SCHLEHE SCHWALBE SPECHT SPERLING STORCH TANNE THYMIAN TULPE ULME VEILCHEN WACHTEL WALNUSS
        WEIDE WEIZEN WIESEL ZANDER ZEDER ZEISIG
        """,
    )
)
SHAPE = re.compile(r"[A-Z]{6,36}[0-9]{4}")


def new_code(words: int = 2) -> str:
    """A code such as `LINDE-AMSEL-4827`: one of about a hundred million, so that nobody guesses one of a few dozen.

    With three words it is one of ten thousand million: for thousands of codes that many people may try at (`words` 3).
    """
    return "-".join([*(secrets.choice(WORDS) for _word in range(words)), f"{secrets.randbelow(10_000):04}"])


def code_hash(town: Town, purpose: str, typed: str) -> str:
    """HMAC-SHA-256 of the code under the installation's key, different in every town and for every purpose.

    Case, spaces and dashes do not matter; the empty text for what cannot be a code.
    """
    plain = "".join(typed.replace("-", " ").split()).upper()
    if not SHAPE.fullmatch(plain):
        return ""
    text = f"code:{purpose}:{town.pk}:{plain}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
