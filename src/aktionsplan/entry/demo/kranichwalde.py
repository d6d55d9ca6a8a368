"""Kranichwalde: a small town that began a hundred days ago and is in its fourth month. All of it is invented."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import Seat
from aktionsplan.development.analysis import operations as analysis
from aktionsplan.development.analysis import queries as known
from aktionsplan.development.analysis import rules as analysis_rules
from aktionsplan.development.analysis.models import Need
from aktionsplan.development.participation import operations as participation
from aktionsplan.development.participation.models import Comment, Event, Idea
from aktionsplan.development.strategy import operations as strategy
from aktionsplan.development.strategy import queries
from aktionsplan.development.strategy.models import Chapter, PlanVersion, ProcessStep
from aktionsplan.entry.demo import young
from aktionsplan.entry.demo.accounts import address, equip_demo
from aktionsplan.entry.demo.bodies import OWN_RULES, everybody_comes
from aktionsplan.entry.demo.stage import working_day
from aktionsplan.implementation.adoption import operations as adoption
from aktionsplan.network import operations as network
from aktionsplan.network.models import Contact
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.models import Account
from aktionsplan.people.operations import install_role
from aktionsplan.people.queries import Actor, Visitor, actor
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.periods import BERLIN, local_day
from aktionsplan.shared.tenancy import partnership_scope

SLUG, NAME = "kranichwalde", "Kranichwalde"
DOMAIN = "kranichwalde.example"
Cited = dict[str, tuple[str, int | None]]
"""What a finding can cite, by name: the thing, and the year that is meant."""
BEGAN = 105
"""How many days ago the five months began."""


@dataclass
class Beginner:
    """The town with its people and the clock of the story."""

    town: Partnership
    people: dict[str, Actor]
    now: dt.datetime

    def at(self, days: int, hour: int = 10) -> dt.datetime:
        """So many days ago, or the working day before."""
        return moment(self.now, days, hour)

    def day(self, days: int) -> dt.date:
        """The day of `at`."""
        return local_day(self.at(days))


def moment(now: dt.datetime, days: int, hour: int = 10) -> dt.datetime:
    """So many days before now, or the working day before that; never later than now."""
    day = working_day(local_day(now) - dt.timedelta(days=days))
    return min(dt.datetime.combine(day, dt.time(hour), BERLIN), now)


def load(now: dt.datetime) -> None:
    """The town from its first day to a draft that lies open for comments."""
    began = moment(now, BEGAN)
    town = partnership.found(
        slug=SLUG,
        name=NAME,
        land="BB",
        by=Installation(),
        at=began,
        demo=True,
        claim="Kranichwalde macht seinen ersten Plan. Reden Sie mit.",
    )
    with partnership_scope(town):
        story = Beginner(town, _people(town, now, began), now)
        districts = _house(story)
        _bodies(story)
        themes = _analysis(story, districts)
        _workshops(story, themes)
        _goals(story)
        _months(story)
        _plan(story)


def _people(town: Partnership, now: dt.datetime, began: dt.datetime) -> dict[str, Actor]:
    by, made = Installation(town, "demo"), {}
    for key, name, role in young.CAST:
        install_role(email=address(key, DOMAIN), name=name, role=role, by=by, at=began)
        account = Account.objects.get(email=address(key, DOMAIN))
        equip_demo(account, inside=True)
        made[key] = actor(account, town, local_day(now))
    return made


def _house(story: Beginner) -> dict[str, str]:
    """Office, statements and next year's money; the keys of the districts by name."""
    by, at = Installation(story.town, "demo"), story.at(BEGAN, 11)
    partnership.add_municipality(name=NAME, districts=list(young.DISTRICTS), by=by, at=at)
    partnership.set_office(kind="lead_office", fields=young.OFFICE, by=by, at=at)
    coordination = young.OFFICE | {"name": "Koordinierungsstelle", "payer": "", "payer_iban": ""}
    partnership.set_office(kind="coordination_office", fields=coordination, by=by, at=at)
    partnership.set_statements(fields=young.STATEMENTS | {"assessed_on": local_day(at)}, by=by, at=at)
    marie = story.people["marie"]
    partnership.publish_town(by=marie, at=at)
    opened = partnership.open_year(year=story.now.year + 1, by=marie, at=story.at(20))
    fund = partnership.add_fund(
        programme_year=opened, code="AF", name="Aktionsfonds", kind="action_fund", by=marie, at=story.at(20)
    )
    partnership.enter_budget(
        fund=fund, source="federal", amount_eur=Decimal(20000), note="Zusage des Bundes", by=marie, at=story.at(20)
    )
    return {row.name: row.key for town in known.towns_with_districts(story.town) for row in town.districts.all()}


def _bodies(story: Beginner) -> None:
    """The lead office's mandate, the network of offices that has met, and a committee with one seat still empty."""
    tom, at = story.people["tom"], story.at(96)
    mandate = {"decided_by": "Stadtverordnetenversammlung", "decided_on": local_day(at), "paper": "Vorlage 41"}
    people = {"responsible": "Marie Jahn", "deputy": "Uwe Paschke"}
    bodies.give_lead_mandate(fields=mandate | people | {"task": "Das Sozialamt führt den Plan."}, by=tom, at=at)
    made = {}
    for kind, name, seats in young.BODIES:
        body = made[kind] = bodies.set_up(kind=kind, name=name, by=tom, at=at)
        for group, side, holder in seats:
            seat = bodies.add_seat(
                body=body, group=group, side=side, voting=kind != "authority_network", by=tom, at=at
            )
            if holder:
                note = "berufen durch den Bürgermeister"
                bodies.appoint(seat=seat, capacity="member", name=holder, appointment=note, by=tom, at=at)
        bodies.give_mandate(body=body, fields=mandate | {"task": ""}, by=tom, at=at)
        partnership.adopt_rules(
            kind="procedure",
            scope=body.key,
            title=f"Arbeitsweise, {name}",
            valid_from=local_day(at),
            values=OWN_RULES,
            by=story.people["ines"],
            at=at,
        )
    begins = story.at(78, 9)
    meeting = bodies.plan_meeting(
        body=made["authority_network"], starts_at=begins, place="Rathaus Kranichwalde", by=tom, at=story.at(88)
    )
    meeting = bodies.open_meeting(meeting=meeting, by=tom, at=begins)
    everybody_comes(meeting, by=tom, at=begins)
    bodies.close_meeting(meeting=meeting, by=tom, at=story.at(78, 11))


def _analysis(story: Beginner, districts: dict[str, str]) -> dict[str, str]:
    """Themes, figures, talks, incidents, findings, offers and needs; closed a month ago. The keys of the themes by name."""
    tom, marie = story.people["tom"], story.people["marie"]
    themes = {
        name: analysis.add_theme(name=name, title=title, field=field, by=tom, at=story.at(92)).key
        for name, title, field in young.THEMES
    }
    cited = _figures(story, themes) | _talks(story, themes) | {"Vorfälle": ("incidents", story.day(41).year)}
    for days, text in young.INCIDENTS:
        fields = young.INCIDENT | {"first_day": story.day(days), "district": districts["Bahnhof"], "text": text}
        analysis.add_incident(
            fields=fields | {"theme": themes["Sicherheit"]}, by=tom, at=story.at(min(days, BEGAN - 10), 15)
        )
    findings = []
    for sentence, theme, pro, con, names, area in young.FINDINGS:
        words = {"sentence": sentence, "theme": themes[theme], "reasons_for": pro, "reasons_against": con}
        sure = "partial" if len(names) > 1 else "hint"
        rest = {
            "text": "",
            "area": districts.get(area, ""),
            "confidence": sure,
            "check_on": story.day(0) + dt.timedelta(days=300),
        }
        finding = analysis.add_finding(fields=words | rest, by=tom, at=story.at(48))
        for name in names:
            thing, year = cited[name]
            analysis.cite(finding=finding, thing=thing, year=year, by=tom, at=story.at(48))
        analysis.read_finding(finding=finding, by=marie, at=story.at(46))
        analysis.publish_finding(finding=finding, confirmed=True, by=marie, at=story.at(46, 11))
        findings.append(finding.key)
    stock = [(*row, "offer") for row in young.OFFERS] + list(young.FURTHER)
    for title, carrier, theme, district, verdict, why, kind in stock:
        fields = young.OFFER | {"title": title, "carrier_name": carrier, "theme": themes[theme], "kind": kind}
        offer = analysis.add_offer(fields=fields | {"area": districts[district]}, by=tom, at=story.at(50))
        analysis.assess_offer(entry=offer, verdict=verdict, text=why, by=tom, at=story.at(44))
    for number, (title, theme, why) in enumerate(young.NEEDS):
        gaps = [f"{themes[theme]}.{districts['Bahnhof']}"] if theme == "Sicherheit" else []
        need: Fields = {"title": title, "theme": themes[theme], "priority": "high", "reason": why, "gaps": gaps}
        analysis.add_need(fields=need | {"findings": [findings[number]]}, by=tom, at=story.at(40))
    analysis.close_analysis(by=tom, at=story.at(36))
    return themes


def _figures(story: Beginner, themes: dict[str, str]) -> Cited:
    """Series with their figures, as what a finding cites."""
    tom, last = story.people["tom"], story.now.year - 1
    made: Cited = {}
    for name, unit, theme, source, figures in young.SERIES:
        fields = young.SERIES_FIELDS | {"name": name, "unit": unit, "theme": themes[theme], "source": source}
        series = analysis.add_series(
            fields=fields | {"retrieved_on": story.day(80)}, invented=True, by=tom, at=story.at(80)
        )
        entries = {
            (series.key, last - back): known.Entry(analysis_rules.read_cell(text, whole=False), "")
            for back, text in enumerate(reversed(figures.split()))
        }
        analysis.enter_values(entries=entries, by=tom, at=story.at(80))
        made[name] = (f"series:{series.key}", last)
    return made


def _talks(story: Beginner, themes: dict[str, str]) -> Cited:
    """Talks with a released sentence each, as what a finding cites."""
    tom = story.people["tom"]
    made: Cited = {}
    for title, theme, days, quote in young.TALKS:
        at = story.at(days)
        fields = young.TALK | {"title": title, "day": local_day(at), "consent_on": local_day(at)}
        source = analysis.add_source(fields=fields | {"themes": [themes[theme]]}, by=tom, at=at)
        analysis.release_quote(quote=analysis.add_quote(source=source, text=quote, by=tom, at=at), by=tom, at=at)
        made[title] = (f"source:{source.key}", None)
    return made


def _event(story: Beginner, title: str, text: str, starts_at: dt.datetime, at: dt.datetime) -> Event:
    times = {"starts_at": starts_at, "ends_at": starts_at + dt.timedelta(hours=3)}
    tom = story.people["tom"]
    event = participation.add_event(fields=young.EVENT | times | {"title": title, "text": text}, by=tom, at=at)
    return participation.announce_event(event=event, by=tom, at=at)


def _invite_guest(story: Beginner, event: Event, days: int) -> None:
    name, email, interests = young.GUEST
    visitor, at = Visitor(story.town), story.at(days + 10)
    network.leave_contact(name=name, email=email, interests=interests, agreed=True, by=visitor, at=at)
    guest = Contact.objects.get(partnership=story.town)
    participation.invite_contacts(event=event, contacts=[guest.key], by=story.people["tom"], at=story.at(days + 9))


def _seat_guest(story: Beginner, event: Event, after: dt.datetime) -> None:
    """Whoever was invited came, and sits in the committee a week later."""
    tom, guest = story.people["tom"], Contact.objects.get(partnership=story.town)
    participation.tick_attended(event=event, came=[guest.key], by=tom, at=after)
    seat = Seat.objects.get(partnership=story.town, group="Nachbarschaft")
    note = "berufen durch den Bürgermeister"
    bodies.take_in_contact(body=seat.body, contact=guest, seat=seat, appointment=note, by=tom, at=story.at(21))


def _workshops(story: Beginner, themes: dict[str, str]) -> None:
    """Two workshops held, the first with results that became ideas, and an evening about the draft on a coming Saturday."""
    tom, now = story.people["tom"], story.now
    for title, text, days in young.WORKSHOPS:
        event = _event(story, title, text, story.at(days, 17), story.at(days + 14))
        first = title == young.WORKSHOPS[0][0]
        if first:
            _invite_guest(story, event, days)
        after = min(story.at(days, 17) + dt.timedelta(hours=3), now)
        event = participation.hold_event(event=event, by=tom, at=after)
        participation.count_attendance(event=event, counts=young.WHO, by=tom, at=after)
        if first:
            _seat_guest(story, event, after)
            lines = [(text, table, points) for text, table, points, _theme in young.RESULTS]
            results = participation.add_results(event=event, lines=lines, by=tom, at=after)
            for result, (*_said, theme) in zip(results, young.RESULTS, strict=True):
                participation.place_result(
                    result=result, outcome="idea", theme=themes[theme], reason="", by=tom, at=after
                )
            participation.show_event_results(event=event, by=tom, at=after)
    today = local_day(now)
    saturday = today + dt.timedelta(days=(5 - today.weekday()) % 7 or 7)
    coming = _event(
        story, young.COMING[0], young.COMING[1], dt.datetime.combine(saturday, dt.time(14), BERLIN), story.at(9)
    )
    for adult, young_ones, child in ((2, 0, 1), (1, 2, 0)):
        participation.sign_up(
            event=coming,
            counts={"adult": adult, "young": young_ones, "child": child},
            needs=[],
            by=Visitor(story.town),
            at=now,
        )


def _goals(story: Beginner) -> None:
    """One Leitziel, two Ziele, four Jahresziele that can be counted, the ways to them, and next year's money."""
    tom, at, year = story.people["tom"], story.at(19), story.now.year + 1
    needs = [need.key for need in Need.objects.filter(partnership=story.town).order_by("number")]
    fields = [strategy.add_field(name=name, by=tom, at=at) for name in young.FIELDS]
    top = strategy.add_goal(
        level="guiding", fields=young.LEADING | {"needs": needs[: len(young.GOALS)]}, by=tom, at=at
    )
    amounts, ends = {}, dt.date(year, 12, 31)
    for place, (title, text, way, below) in enumerate(young.GOALS):
        words: Fields = {"title": title, "text": text, "parent": top.key, "needs": [needs[place]]}
        aim = strategy.add_goal(
            level="intermediate", fields=words | {"action_fields": [fields[place].key]}, by=tom, at=at
        )
        keys = [aim.key]
        for counted, eur in below:
            said = counted | {"parent": aim.key, "target_date": ends, "needs": [needs[place]]}
            goal = strategy.add_goal(level="operational", fields=said, by=tom, at=at)
            amounts[goal.key] = Decimal(eur)
            keys.append(goal.key)
        concept = strategy.add_concept(fields=way | {"field": fields[place].key, "goals": keys}, by=tom, at=at)
        strategy.add_step(
            concept=concept, title="Partner fest zusagen lassen", day=dt.date(year, 2, 28), by=tom, at=at
        )
        theme = young.FIELDS[place]
        ideas = [row.key for row in Idea.objects.filter(partnership=story.town, theme__name=theme)]
        strategy.assign_ideas(goal=aim, ideas=ideas, by=tom, at=at)
    strategy.plan_money(year=year, amounts=amounts, by=tom, at=story.at(18))


def _months(story: Beginner) -> None:
    """The first day, the coach's contract and a talk in each month."""
    tom, start = story.people["tom"], story.day(BEGAN)
    strategy.set_start(start_on=start, by=tom, at=story.at(BEGAN, 12))
    contract: Fields = {
        "name": "Petra Lind",
        "hours": Decimal(24),
        "begins_on": start,
        "ends_on": start + dt.timedelta(days=180),
        "paper": "Akte 50.1-3",
    }
    strategy.set_contract(fields=contract, by=tom, at=story.at(90))
    for days, hours, theme, advice in young.COACHED:
        at = story.at(days, 15)
        strategy.log_talk(
            day=local_day(at),
            hours=Decimal(hours),
            theme=theme,
            advice=advice,
            step=None,
            by_office=True,
            by=tom,
            at=at,
        )
    first = ProcessStep.objects.get(partnership=story.town, kind="kick_off")
    strategy.enter_step(
        process_step=first, done_on=start, paper="Protokoll des Auftakts", by=tom, at=story.at(BEGAN, 20)
    )


def _plan(story: Beginner) -> None:
    """Four drafts; the last lies open, with three comments: one answered, one read, one new."""
    tom, town = story.people["tom"], story.town
    strategy.begin_plan(by=tom, at=story.at(30))
    chapters = {row.number: row for row in queries.chapters(town)}
    for number, text in young.CHAPTERS.items():
        _write(story, chapters[number], text, story.at(30, 12))
    for reason, days, number, text in young.DRAFTS:
        _write(story, chapters[number], text, story.at(days, 12))
        draft = strategy.make_version(final=False, reason=reason, by=tom, at=story.at(days, 16))
    until = local_day(story.now) + dt.timedelta(days=6)
    strategy.open_consultation(
        plan_version=draft,
        until=until,
        answers_until=until + dt.timedelta(days=1),
        by=tom,
        at=story.at(young.DRAFTS[-1][1], 17),
    )
    _comments(story, draft)
    adoption.begin_way(by=tom, at=story.at(young.DRAFTS[-1][1], 18))


def _write(story: Beginner, chapter: Chapter, text: str, at: dt.datetime) -> None:
    """A paragraph above the tables of its chapter."""
    tom = story.people["tom"]
    block = strategy.add_block(chapter=chapter, kind="paragraph", text=text, after=None, by=tom, at=at)
    for _step in range(3):
        strategy.move_block(block=block, up=True, by=tom, at=at)


def _comments(story: Beginner, draft: PlanVersion) -> None:
    tom = story.people["tom"]
    for number, text, signature, answer, days in young.COMMENTS:
        chapter = next(one for one in draft.content["chapters"] if one["number"] == number)
        place = next(block["key"] for block in chapter["blocks"] if block["kind"] == "paragraph")
        visitor, at = Visitor(story.town), story.at(days, 18)
        strategy.send_comment(version=draft.key, place=place, text=text, signature=signature, by=visitor, at=at)
        if answer is None:
            continue
        comment = Comment.objects.filter(partnership=story.town).latest("number")
        participation.show_comment(comment=comment, by=tom, at=at)
        if answer:
            participation.answer_comment(
                comment=comment,
                verdict="adopted",
                answer=answer,
                answered_in=f"Kapitel {number}",
                by=tom,
                at=story.at(1),
            )
