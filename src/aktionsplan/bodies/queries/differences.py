"""Whether votes, ballots, minutes and the ledger say the same."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, Q

from aktionsplan.bodies.models import Minutes, Presence, Vote
from aktionsplan.bodies.rules import VOTING
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.ledger.queries import told
from aktionsplan.shared.words import Phrase, mark

COUNTS = ("yes", "no", "abstain", "invalid")


def of_votes(partnership: Partnership) -> list[Phrase]:
    """Every difference of the partnership's votes."""
    closings = {
        payload["key"]: payload
        for _about, _kind, payload in told(partnership, ["bodies.close_vote"])
        if "key" in payload
    }
    rows = Vote.objects.filter(partnership=partnership, state__in=("open", "closed"))
    votes = rows.select_related("item__meeting").annotate(
        entitled=Count("presences", filter=Q(presences__attendance__in=VOTING)),
        has_voted=Count("presences", filter=Q(presences__voted=True)),
        sealed_texts=Count("presences", filter=~Q(presences__sealed="")),
    )
    named: dict[int, Counter[str]] = {}
    lines = Presence.objects.filter(vote__in=rows.filter(secret=False)).exclude(choice="")
    for vote, choice in lines.values_list("vote_id", "choice"):
        named.setdefault(vote, Counter())[choice] += 1
    return [
        phrase for vote in votes for phrase in _of_vote(vote, named.get(vote.pk, Counter()), closings.get(vote.key))
    ]


def _of_vote(vote: Vote, named: Counter[str], closing: Json | None) -> Iterator[Phrase]:
    about = {"day": vote.item.meeting.starts_at.date(), "title": vote.item.title}
    counts = {name: getattr(vote, name) for name in COUNTS}
    if vote.state == "open":
        if vote.secret and not vote.urn and vote.sealed_texts != vote.has_voted:  # type: ignore[attr-defined]
            yield Phrase(
                mark("Geheime Abstimmung am {day}, {title}: nicht jede abgegebene Stimme ist verschlossen da"), about
            )
        return
    if vote.what != "election" and sum(counts.values()) > vote.entitled > 0:  # type: ignore[attr-defined]
        yield Phrase(mark("Abstimmung am {day}, {title}: mehr Stimmen als Stimmberechtigte"), about)
    if closing is not None and counts != {name: closing.get(name) for name in COUNTS}:
        yield Phrase(mark("Abstimmung am {day}, {title}: das Verlaufsbuch nennt andere Zahlen"), about)
    at_devices = sum(counts.values()) - (closing or {}).get("by_hand", 0)
    counted = closing is not None and "by_hand" in closing and vote.secret and not vote.urn
    if counted and vote.what != "election" and at_devices > vote.has_voted:  # type: ignore[attr-defined]
        yield Phrase(
            mark("Abstimmung am {day}, {title}: mehr Stimmen von Geräten als Menschen abgestimmt haben"), about
        )
    hands = (closing or {}).get("hands")
    if not vote.secret and vote.what != "election":
        by_name = {name: named[name] + ((hands or {}).get(name, 0)) for name in COUNTS[:3]}
        exact = hands is not None
        if any(counts[name] != by_name[name] if exact else counts[name] < by_name[name] for name in by_name):
            yield Phrase(mark("Abstimmung am {day}, {title}: die Stimmzettel ergeben andere Zahlen"), about)


def of_minutes(partnership: Partnership) -> list[Phrase]:
    """Signed minutes with another hash than the signature's entry."""
    signed = {about: payload["digest"] for about, _kind, payload in told(partnership, ["bodies.sign_minutes"])}
    rows = Minutes.objects.filter(partnership=partnership, state="signed").select_related("meeting")
    return [
        Phrase(
            mark("Niederschrift vom {day}: die Prüfsumme passt nicht zur Unterschrift"),
            {"day": row.meeting.starts_at.date()},
        )
        for row in rows
        if signed.get(f"meeting:{row.meeting.key}") not in (None, row.digest)
    ]
