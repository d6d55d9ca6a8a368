"""Rating applications: points by criterion, handing in, bias, the office's look before, reminders, later days."""

import datetime as dt
from collections.abc import Iterable

from aktionsplan.bodies.models import Seat
from aktionsplan.implementation.calls import emails, queries, rules
from aktionsplan.implementation.calls.models import (
    Application,
    Call,
    Criterion,
    PreAssessment,
    Rating,
    RatingRecusal,
    RatingSeat,
)
from aktionsplan.implementation.calls.states import RATING, RATING_RECUSAL
from aktionsplan.network.queries import impartial
from aktionsplan.people.queries import Actor
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields, Value
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark

NO_SEAT = Problem(
    "seat", mark("Diesen Antrag bewerten Sie nicht: kein Sitz mit Stimme, befangen, oder das Mitglied bewertet.")
)


def _seat(application: Application, by: Actor, at: dt.datetime) -> Seat:
    """The seat for which the actor rates now; refused for somebody without one, after the last day, and for an application
    that is no longer open."""
    today = local_day(at)
    seat = queries.own_seat(application, by, today)
    if seat is None:
        raise Refused(NO_SEAT)
    if application.state != queries.OPEN:
        raise Refused(Problem("closed", mark("Über diesen Antrag ist schon entschieden.")))
    call = application.call
    if call.rating_until is None:
        raise Refused(Problem("unrated", mark("In diesem Aufruf wird nicht bewertet.")))
    if today > call.rating_until:
        problem = rules.late_problem(call.rating_until, today, queries.allowed_until(call, seat))
        if problem:
            raise Refused(problem)
    return seat


def _clean(weights: Iterable[str], scores: Fields, comments: Fields) -> tuple[Fields, Fields]:
    """Points and remarks of the criteria of this call; refused for points outside."""
    given = {key: scores[key] for key in weights if scores.get(key) is not None}
    for points in given.values():
        if problem := rules.points_problem(points):
            raise Refused(problem)
    return given, {key: comments[key] for key in weights if comments.get(key)}


def _keep(
    application: Application,
    seat: Seat,
    event: str,
    given: tuple[Fields, Fields],
    by: Actor,
    at: dt.datetime,
    **more: Value,
) -> Rating:
    """The rating of the seat with these points; of a former rater of the seat nothing is kept."""
    row = Rating.objects.filter(application=application, seat=seat).first()
    other = row is not None and row.rater != by.reference
    if other and row is not None and row.state == "handed_in" and event == "save":
        text = mark("Für diesen Sitz ist schon eine Bewertung abgegeben. Ihre gilt, sobald Sie sie abgeben.")
        raise Refused(Problem("other", text))
    before = row.state if row is not None and not other else RATING.initial
    values: Fields = {"scores": given[0], "comments": given[1], "rater": by.reference, "rater_name": by.account.name}
    values |= {"changed_at": at, "state": RATING.next(before, event), **more}
    if event == "save":
        values |= {"handed_in_at": None, "late": False}
    kept, _new = Rating.objects.update_or_create(
        partnership=by.partnership, application=application, seat=seat, defaults=values
    )
    return kept


@deed("ratings.save_rating", on=queries.APPLICATION, untold="a draft is its rater's alone until it is handed in")
def save_rating(*, application: Application, scores: Fields, comments: Fields, by: Actor, at: dt.datetime) -> Rating:
    """Keeps what the rater has so far; nobody else sees it. Refused once handed in (then `hand_in_rating` changes it)."""
    seat = _seat(application, by, at)
    weights = queries.weights(queries.criteria(application.call))
    return _keep(application, seat, "save", _clean(weights, scores, comments), by, at)


@deed(
    "ratings.keep_rating", on=None, because="the draft is found by application and rater", untold="as `save_rating`"
)
def keep_rating(
    *, application: str, scores: Fields, comments: Fields, by: Actor, at: dt.datetime
) -> dict[str, int] | None:
    """Writes on in a draft that the actor has begun, and gives the weights; None where there is none, then `save_rating` begins
    one. Two questions, because it is done while somebody types: whose seat it is was asked at the beginning and is asked again at
    handing in."""
    here = {"partnership": by.partnership, "call__applications__key": application, "kind": rules.SCORED}
    weights = dict(Criterion.objects.filter(**here).values_list("key", "weight"))
    given, said = _clean(weights, scores, comments)
    rows = Rating.objects.filter(partnership=by.partnership, application__key=application, rater=by.reference)
    rows = rows.filter(state="draft", application__state=queries.OPEN)
    rows = rows.filter(application__call__rating_until__gte=local_day(at))
    rows = rows.exclude(queries.kept_out_of_rating(by, local_day(at)))
    return weights if rows.update(scores=given, comments=said, changed_at=at) else None


@deed("ratings.hand_in_rating", on=queries.APPLICATION)
def hand_in_rating(
    *, application: Application, scores: Fields, comments: Fields, by: Actor, at: dt.datetime
) -> Rating:
    """The rating counts from now; it can be handed in anew until the last day. Refused while a criterion has no points."""
    seat = _seat(application, by, at)
    weights = queries.weights(queries.criteria(application.call))
    given, said = _clean(weights, scores, comments)
    if missing := rules.missing_scores(weights, given):
        text = mark("Noch ohne Punkte: {n}. Wählen Sie bei jedem Kriterium 0 bis 5.")
        raise Refused(Problem("missing", text, {"n": len(missing)}))
    late = application.call.rating_until is not None and local_day(at) > application.call.rating_until
    row = _keep(application, seat, "hand_in", (given, said), by, at, handed_in_at=at, late=late)
    record(by=by, at=at, payload={"seat": seat.key, "criteria": len(given), "late": row.late})
    return row


@deed("ratings.declare_recusal", on=queries.APPLICATION)
def declare_recusal(
    *, application: Application, personal: bool, text: str, by: Actor, at: dt.datetime
) -> RatingRecusal:
    """The actor is biased about this application: its form closes at once, what was handed in leaves the mean (B3, B5)."""
    today = local_day(at)
    who = queries.raters(application.call, [application], today)
    seat = next((one for one in who.seats for row in one.present_holders if row.account_id == by.account.pk), None)
    if seat is None:
        raise Refused(NO_SEAT)
    former = RatingRecusal.objects.filter(application=application, person=by.reference).first()
    values = {"seat": seat, "person_name": by.account.name, "personal": personal, "text": text, "doubted_at": None}
    values |= {"declared_at": at, "state": RATING_RECUSAL.next(former.state if former else "lifted", "declare")}
    row, _new = RatingRecusal.objects.update_or_create(
        partnership=by.partnership, application=application, person=by.reference, defaults=values
    )
    record(by=by, at=at, payload={"seat": seat.key, "personal": personal})
    return row


@deed("ratings.doubt_recusal", on=queries.APPLICATION)
def doubt_recusal(*, application: Application, by: Actor, at: dt.datetime) -> RatingRecusal:
    """The person says that the bias no longer holds; the chair decides. Refused where the person had declared none."""
    rows = RatingRecusal.objects.select_for_update().filter(application=application, person=by.reference)
    row = rows.filter(state="declared").first()
    if row is None:
        text = mark(
            "Das haben nicht Sie gesagt, es folgt aus dem Verzeichnis oder einer Sitzung. Bitte wenden Sie sich an den Vorsitz."
        )
        raise Refused(Problem("register", text))
    row.state, row.doubted_at = RATING_RECUSAL.next(row.state, "doubt"), at
    row.save(update_fields=["state", "doubted_at"])
    record(by=by, at=at, payload={"doubted": row.key})
    return row


@deed("ratings.lift_recusal", on=queries.RATING_RECUSAL)
def lift_recusal(*, rating_recusal: RatingRecusal, by: Actor, at: dt.datetime) -> RatingRecusal:
    """The chair finds that the person is not biased any more; Refused about oneself."""
    if rating_recusal.person == by.reference:
        raise Refused(Problem("own", mark("Über die eigene Befangenheit entscheidet niemand selbst.")))
    if rating_recusal.doubted_at is None:
        raise Refused(Problem("doubt", mark("Die Person hat nicht gesagt, dass sie nicht mehr befangen ist.")))
    if not impartial(rating_recusal.application.organisation, by, local_day(at)):
        raise Refused(
            Problem("linked", mark("Sie gehören selbst zu diesem Verein. Das muss eine andere Person tun."))
        )
    rating_recusal.state = RATING_RECUSAL.next(rating_recusal.state, "lift")
    rating_recusal.save(update_fields=["state"])
    record(by=by, at=at, payload={"lifted": rating_recusal.person_name})
    return rating_recusal


@deed("ratings.allow_late", on=queries.RATED_CALL)
def allow_late(*, rated_call: Call, seat: Seat, until: dt.date, by: Actor, at: dt.datetime) -> RatingSeat:
    """The chair lets a seat rate until a later day. Refused for a day that is over, and for a seat that does not rate here."""
    today = local_day(at)
    if until < today:
        raise Refused(Problem("past", mark("Dieser Tag ist schon vorbei."), {}, "until"))
    who = queries.raters(rated_call, [], today)
    if seat.pk not in {row.pk for row in who.seats}:
        raise Refused(Problem("seat", mark("Dieser Sitz bewertet hier nicht."), {}, "seat"))
    row, _made = RatingSeat.objects.update_or_create(
        partnership=by.partnership, call=rated_call, seat=seat, defaults={"late_until": until}
    )
    record(by=by, at=at, payload={"seat": seat.key, "until": until.isoformat()})
    return row


@deed("ratings.remind_raters", on=queries.RATED_CALL)
def remind_raters(*, rated_call: Call, by: By, at: dt.datetime) -> int:
    """One mail to exactly those whose ratings are missing, with the last day and the number; returns how many. Refused when nobody
    is late or nobody of them can be reached."""
    if rated_call.rating_until is None or local_day(at) > rated_call.rating_until:
        raise Refused(Problem("over", mark("Die Zeit zum Bewerten ist um.")))
    late = [row for row in queries.board(rated_call, local_day(at)).late if row.holder and row.holder.account]
    if not late:
        raise Refused(Problem("nobody", mark("Es fehlt keine Bewertung, an die eine E-Mail erinnern kann.")))
    for row in late:
        queue(letter=emails.rate_please(rated_call, row), at=at, partnership=by.partnership)
        RatingSeat.objects.update_or_create(
            partnership=by.partnership, call=rated_call, seat=row.seat, defaults={"reminded_at": at}
        )
    record(by=by, at=at, payload={"reminded": len(late)})
    return len(late)


@deed("ratings.pre_assess", on=queries.APPLICATION)
def pre_assess(
    *, application: Application, answers: Fields, text: str, seen: str = "", by: Actor, at: dt.datetime
) -> PreAssessment:
    """The office says which musts are met, and a remark; the committee reads it marked as the office's. Never points."""
    row = queries.pre_assessment(application)
    unchanged(seen, queries.pre_values(row))
    musts = [one.key for one in queries.criteria(application.call) if one.kind == rules.KNOCKOUT]
    values = {
        "answers": {key: bool(answers[key]) for key in musts if key in answers},
        "text": text,
        "author": by.reference,
        "author_name": by.account.name,
        "made_at": at,
    }
    made, _new = PreAssessment.objects.update_or_create(
        partnership=by.partnership, application=application, defaults=values
    )
    record(by=by, at=at, payload={"unmet": sum(not yes for yes in made.answers.values())})
    return made
