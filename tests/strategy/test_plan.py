"""The plan as a document: chapters, two editors, versions, consultation, portal, plain language."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import Attendance, Body, Meeting, SeatHolder
from aktionsplan.development.analysis import operations as analysis
from aktionsplan.development.analysis.models import Finding
from aktionsplan.development.participation import operations as participation
from aktionsplan.development.participation import tasks
from aktionsplan.development.participation.models import Comment, Event, EventAttendance
from aktionsplan.development.strategy import documents, queries
from aktionsplan.development.strategy import operations as ops
from aktionsplan.development.strategy.models import Block, PlanVersion
from aktionsplan.development.strategy.queries.live import Live
from aktionsplan.partnership.models import District
from aktionsplan.people.queries import Visitor
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.ledger.models import LedgerEntry, LedgerSecret
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.tasks import waiting_tasks
from aktionsplan.shared.words import Conflict, Refused
from tests.factories import participation as held
from tests.factories import town as make

TODAY = make.NOW.date()


@pytest.fixture
def begun(town):
    ops.begin_plan(by=town.ben, at=make.NOW)
    return {row.number: row for row in queries.chapters(town.partnership)}


def theme(town):
    return analysis.add_theme(name="Hass", title="", field="other", by=town.ben, at=make.NOW).key


def district_of(town):
    return District.objects.filter(partnership=town.partnership).order_by("id")[0].key


def write(town, chapter, text="Aus der Lage folgen drei Ziele.", **more):
    return ops.add_block(chapter=chapter, kind="paragraph", text=text, by=town.ben, at=make.NOW, **more)


def draft(town, final=False, **more):
    return ops.make_version(final=final, reason="Zum Lesen", by=town.ben, at=make.NOW, **more)


def display(town, version, days=10):
    until = TODAY + dt.timedelta(days=days)
    return ops.open_consultation(plan_version=version, until=until, answers_until=until, by=town.ben, at=make.NOW)


def say(town, version, block, text="Mehr Busse", at=make.NOW, **more):
    ops.send_comment(version=version.key, place=block.key, text=text, by=Visitor(town.partnership), at=at, **more)
    return Comment.objects.latest("number")


def test_plan_begins_once_with_the_usual_chapters_and_their_live_parts(town, begun):
    assert len(begun) == 14
    assert [block.kind for block in queries.blocks(begun[6])] == ["needs", "gaps"]
    with pytest.raises(Refused):
        ops.begin_plan(by=town.ben, at=make.NOW)


def test_the_plan_says_how_much_of_civil_society_took_part_and_keeps_few_people_inside(town):
    live = Live(town.partnership, TODAY)
    assert live.part("presence")["rows"] == []
    row = held.held(town)
    day = f"{row.starts_at.day}. "
    for counts, guarded, told in (
        ({"administration": 9}, False, ["0 von 9", "niemand: das ändern wir"]),
        ({"association": 3, "single": 4, "administration": 5}, False, ["7 von 12", "die Hälfte oder mehr"]),
        ({"single": 6, "administration": 2}, False, ["–", "die Hälfte oder mehr"]),
        ({"single": 5, "politics": 7}, True, ["5 von 12", "weniger als die Hälfte"]),
    ):
        Event.objects.filter(pk=row.pk).update(at_risk=guarded)
        EventAttendance.objects.all().delete()
        for origin, n in counts.items():
            EventAttendance.objects.create(
                partnership=town.partnership, event=row, age="27_64", origin=origin, count=n
            )
        line = live.part("presence")["rows"][0]
        assert line[2:] == told
        assert (line[0] == "Veranstaltung mit Schutz", line[1].startswith(day)) == (guarded, not guarded)


def test_a_chart_has_a_bar_for_each_jahresziel_with_a_value(town, begun, browser_of):
    goal = make.add_goal(town)
    figures = {"baseline": Decimal(0), "target": Decimal(8), "unit": "Gruppen", "indicator": "Gruppen"}
    ops.change_goal(goal=goal, fields=figures, by=town.ben, at=make.NOW)
    chart = queries.Live(town.partnership, TODAY).part("progress")
    assert chart["bars"] == [None]
    assert chart["rows"][0][1:] == ["noch kein Wert", "–"]
    rows = queries.Live(town.partnership, TODAY).part("goals")["rows"]
    assert [row[1] for row in rows if row[0] == str(goal)] == ["noch kein Wert"]
    goal.refresh_from_db()
    ops.enter_value(goal=goal, day=TODAY, value=Decimal(2), source="Liste", by=town.ben, at=make.NOW)
    chart = queries.Live(town.partnership, TODAY).part("progress")
    assert chart["bars"] == [25]
    assert chart["rows"] == [[str(goal), "2 Gruppen (von 0 auf 8)", "25 %"]]
    version = draft(town)
    page = (
        browser_of(town.ben.account).get(f"/{town.partnership.slug}/intern/fassungen/{version.key}/").content.decode()
    )
    assert '<rect class="bar-part" width="25"' in page
    assert documents.pdf(version).startswith(b"%PDF")


def test_blocks_stand_where_they_were_put(town, begun):
    first = write(town, begun[1], "eins")
    third = write(town, begun[1], "drei")
    write(town, begun[1], "zwei", after=first)
    texts = [block.text for block in queries.blocks(begun[1])]
    assert texts == ["eins", "zwei", "drei"]
    ops.move_block(block=third, up=True, by=town.ben, at=make.NOW)
    ops.move_block(block=first, up=True, by=town.ben, at=make.NOW)
    ops.move_block(block=first, up=False, by=town.ben, at=make.NOW)
    assert [block.text for block in queries.blocks(begun[1])] == ["drei", "eins", "zwei"]
    ops.drop_block(block=first, by=town.ben, at=make.NOW)
    assert [block.text for block in queries.blocks(begun[1])] == ["drei", "zwei"]
    with pytest.raises(Refused):
        ops.add_block(chapter=begun[1], kind="film", by=town.ben, at=make.NOW)


def test_second_of_two_editors_gets_both_texts(town, begun):
    block = write(town, begun[1], "eins")
    seen = seal(queries.block_values(block))
    ops.change_block(block=block, text="von Lena", seen=seen, by=town.lena, at=make.NOW)
    with pytest.raises(Conflict) as caught:
        ops.change_block(block=block, text="von Ben", seen=seen, by=town.ben, at=make.NOW)
    assert caught.value.stored == {"text": "von Lena"}
    assert Block.objects.get(pk=block.pk).text == "von Lena"


def test_autosave_says_a_conflict_and_overwrites_nothing(town, begun, browser_of):
    block = write(town, begun[1], "eins")
    seen = seal(queries.block_values(block))
    page = f"/{town.partnership.slug}/intern/plan/absatz/{block.key}/"
    client = browser_of(town.ben.account)
    saved = client.post(page, {"text": "eins zwei", "seen": seen}, headers={"X-Autosave": "1"})
    assert "Gespeichert" in saved.content.decode()
    lost = client.post(page, {"text": "drei", "seen": seen}, headers={"X-Autosave": "1"})
    assert "Jemand anders hat diesen Absatz" in lost.content.decode()
    assert Block.objects.get(pk=block.pk).text == "eins zwei"


def test_chapters_change_places_and_move_up(town, begun):
    fields = queries.chapter_values(begun[3]) | {"number": 2}
    ops.change_chapter(chapter=begun[3], fields=fields, by=town.ben, at=make.NOW)
    assert [row.title for row in queries.chapters(town.partnership)][:3] == [
        "Auftrag und Beschlüsse",
        "Die Lage",
        "Das Fördergebiet",
    ]
    begun[1].refresh_from_db()
    ops.drop_chapter(chapter=begun[1], reason="Steht im Anhang.", by=town.ben, at=make.NOW)
    added = ops.add_chapter(title="Danke", by=town.ben, at=make.NOW)
    numbers = [row.number for row in queries.chapters(town.partnership)]
    assert (numbers, added.number) == (list(range(1, 15)), 14)


def test_version_freezes_texts_and_figures(town, begun):
    block = write(town, begun[7], "eins")
    goal = make.add_goal(town)
    first = draft(town)
    ops.change_block(block=block, text="zwei", by=town.ben, at=make.NOW)
    ops.change_goal(goal=goal, fields={"title": "Zwanzig Treffen"}, by=town.ben, at=make.NOW)
    second = draft(town)
    assert [(row.major, row.minor) for row in (first, second)] == [(0, 1), (0, 2)]
    assert first.content["chapters"][6]["blocks"][1]["text"] == "eins"
    assert first.digest == queries.digest(PlanVersion.objects.get(pk=first.pk).content)
    found = documents.change_lines(documents.rules.compare(first.content, second.content))
    assert [(line.place, line.sign) for line in found] == [
        ("Ziel 1.1", "geändert"),
        ("7.2 Was wir erreichen wollen", "geändert"),
        ("12.1 Wie wir uns prüfen", "geändert"),
    ]
    assert queries.version_on(town.partnership, TODAY) == second
    assert queries.version_on(town.partnership, TODAY - dt.timedelta(days=1)) is None


def test_a_new_paragraph_saves_itself_and_stays_one(town, begun, browser_of):
    client = browser_of(town.ben.account)
    page = f"/{town.partnership.slug}/intern/plan/kapitel/{begun[1].key}/absatz/"
    shown = client.get(page).content.decode()
    key = re.search(r'name="begun" value="([^"]+)"', shown)[1]
    fields = {"begun": key, "seen": ""}
    saved = client.post(page, fields | {"text": "ei"}, headers={"X-Autosave": "1"}).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', saved)[1]
    again = client.post(
        page, {"begun": key, "text": "eins", "seen": seen}, headers={"X-Autosave": "1"}
    ).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', again)[1]
    lost = client.post(page, fields | {"text": "drei", "seen": "x"}, headers={"X-Autosave": "1"}).content.decode()
    assert "Nicht gespeichert" in lost
    both = client.post(page, fields | {"text": "drei", "seen": "x"}).content.decode()
    assert "eins" in both
    assert "drei" in both
    assert client.post(page, {"begun": key, "text": "eins zwei", "seen": seen}).status_code == 302
    [block] = [row for row in queries.blocks(begun[1]) if row.kind == "paragraph"]
    assert block.text == "eins zwei"
    assert client.post(page, {"begun": "", "text": "ohne", "seen": ""}).status_code == 200
    other = queries.block_key(begun[2], key)
    assert other != block.key
    assert client.post(page, fields | {"text": "", "seen": seen}, headers={"X-Autosave": "1"}).status_code == 200
    assert queries.blocks(begun[1])[0].text == "eins zwei"


def test_the_plan_as_it_stands_now_is_compared_with_a_version(town, begun, browser_of):
    write(town, begun[1], "eins")
    version = draft(town)
    write(town, begun[1], "zwei")
    goal = make.add_goal(town)
    ops.plan_money(year=2027, amounts={goal.key: Decimal(500)}, by=town.ben, at=make.NOW)
    page = f"/{town.partnership.slug}/intern/fassungen/unterschied/"
    asked = {"von": version.key, "nach": queries.WORKING, "ansicht": "untereinander"}
    told = browser_of(town.ben.account).get(page, asked).content.decode()
    assert "Was ist neu seit Entwurf 0.1?" in told
    assert ">zwei</ins>" in told
    assert "sides--stacked" in told
    assert "Nebeneinander zeigen" in told
    assert "Zusammen" in told
    made = browser_of(town.ben.account).get(f"{page.removesuffix('/')}.pdf", asked)
    assert made.content.startswith(b"%PDF")
    assert queries.versions(town.partnership).count() == 1
    assert "Was ist neu seit Entwurf 0.1?" in browser_of(town.ben.account).get(page).content.decode()
    same = browser_of(town.ben.account).get(page, {"von": queries.WORKING, "nach": queries.WORKING})
    assert "Zum Vergleichen braucht es zwei Stände." in same.content.decode()


def test_same_version_gives_the_same_bytes(town, begun):
    write(town, begun[1], "**Fett**\n\n- eins\n- zwei\n\n> Zitat\n\n[Link](https://a.de)")
    version = draft(town)
    made = documents.pdf(version)
    assert made.startswith(b"%PDF")
    assert made == documents.pdf(version)
    assert documents.docx(version).startswith(b"PK")


def ready(town):
    """Lead office with its people, and an authority network that has met."""
    fields = {
        "decided_by": "Stadtvertretung",
        "decided_on": TODAY,
        "paper": "1/2026",
        "task": "Führt den Plan.",
        "responsible": "Lena Matthies",
        "deputy": "Lars Behn",
    }
    bodies.give_lead_mandate(fields=fields, by=town.lena, at=make.NOW)
    make.add_committee(town)
    Body.objects.update(kind="authority_network")
    Meeting.objects.update(kind="meeting", state="held")
    if not Meeting.objects.exists():
        Meeting.objects.create(
            partnership=town.partnership, body=Body.objects.get(), state="held", starts_at=make.NOW, place="Rathaus"
        )
    for meeting in Meeting.objects.all():
        Attendance.objects.create(
            partnership=town.partnership, meeting=meeting, holder=SeatHolder.objects.first(), arrived_at=make.NOW
        )


def test_fassung_waits_for_ground_goals_and_answers(town, begun):
    goal = make.add_goal(town)
    ops.change_goal(goal=goal, fields={"target_date": None}, by=town.ben, at=make.NOW)
    block = write(town, begun[7])
    version = display(town, draft(town))
    comment = say(town, version, block)
    with pytest.raises(Refused) as caught:
        draft(town, final=True, year=2027)
    told = str(caught.value.problem)
    assert "Auftrag" in told
    assert "Es fehlt die Frist." in told
    ready(town)
    ops.change_goal(goal=goal, fields={"target_date": TODAY}, by=town.ben, at=make.NOW)
    found = [str(one.text) for one in documents.rules.hindrances(queries.ground(town.partnership, TODAY))]
    told = ["Ein Entwurf liegt noch aus. Beenden Sie zuerst die Auslegung.", "Kommentare ohne Antwort: 1"]
    assert found == told
    ops.close_consultation(plan_version=version, by=town.ben, at=make.NOW + dt.timedelta(days=60))
    participation.show_comment(comment=comment, by=town.ben, at=make.NOW)
    with pytest.raises(Refused):
        draft(town, final=True, year=2027)
    participation.answer_comment(comment=comment, verdict="adopted", answer="Steht drin.", by=town.ben, at=make.NOW)
    final = draft(town, final=True, year=2027)
    assert (final.major, final.minor, final.document.kind) == (1, 0, "plan")
    assert [row[1] for row in final.content["comments"]] == ["Mehr Busse"]
    participation.answer_comment(comment=comment, verdict="not", answer="Doch nicht.", by=town.ben, at=make.NOW)
    assert documents.plan_data(final, version).comments == [
        ["7.2", "Mehr Busse", "ohne Angabe", "Übernommen. Steht drin."]
    ]
    assert documents.previous(final) == version
    assert draft(town).minor == 1


def test_draft_lies_open_unchanged_while_writing_goes_on(town, begun):
    block = write(town, begun[7], "alt")
    version = display(town, draft(town))
    ops.change_block(block=block, text="neu", by=town.ben, at=make.NOW)
    shown = Publication.objects.get(kind="draft_chapter", slug=begun[7].key, current=True)
    assert shown.content["blocks"][1]["text"] == "alt"
    with pytest.raises(Refused):
        display(town, draft(town))
    ops.close_consultation(plan_version=version, by=town.ben, at=make.NOW + dt.timedelta(days=60))
    with pytest.raises(Refused):
        say(town, version, block)


@pytest.mark.parametrize("days", [-1, -30])
def test_draft_cannot_lie_open_until_yesterday(town, begun, days):
    with pytest.raises(Refused) as caught:
        display(town, draft(town), days=days)
    assert caught.value.problem.field_name == "until"


def test_comment_after_the_last_day_or_on_a_paragraph_that_is_gone_is_refused(town, begun):
    block = write(town, begun[7])
    version = display(town, draft(town), days=0)
    say(town, version, block)
    with pytest.raises(Refused):
        say(town, version, block, at=make.NOW + dt.timedelta(days=1))
    later = write(town, begun[7], "nach dem Auslegen")
    with pytest.raises(Refused) as caught:
        say(town, version, later)
    assert str(caught.value.problem) == "Diesen Absatz gibt es in dem Entwurf nicht."


def test_comment_arrives_untold_is_read_answered_and_mailed(town, begun):
    block = write(town, begun[7])
    version = display(town, draft(town))
    entries = LedgerEntry.objects.count()
    comment = say(town, version, block, signature="Mutter aus den Dörfern", email="a@b.example")
    assert LedgerEntry.objects.count() == entries
    assert Publication.objects.filter(kind="comment").count() == 0
    assert (comment.place_number, comment.state) == ("7.2", "received")
    participation.show_comment(comment=comment, by=town.ben, at=make.NOW)
    participation.answer_comment(comment=comment, verdict="partly", answer="Ab 2027.", by=town.ben, at=make.NOW)
    shown = Publication.objects.get(kind="comment", current=True).content
    assert (shown["verdict"], shown["answer"], shown["signature"]) == ("partly", "Ab 2027.", "Mutter aus den Dörfern")
    assert Comment.objects.get().email == ""
    mail = OutboxMail.objects.get(recipient="a@b.example")
    assert all(words in mail.text for words in ("Absatz 7.2", "Zum Teil übernommen", "Ab 2027.", "/plan/entwurf/"))
    with pytest.raises(Refused):
        participation.answer_comment(comment=comment, verdict="not", answer="", by=town.ben, at=make.NOW)


def test_refused_comment_leaves_no_words_anywhere(town, begun):
    block = write(town, begun[7])
    version = display(town, draft(town))
    comment = say(town, version, block, text="Herr Beispiel aus der Gasse 3")
    participation.show_comment(comment=comment, by=town.ben, at=make.NOW)
    participation.refuse_comment(comment=comment, answer="Nennt einen Menschen.", by=town.ben, at=make.NOW)
    assert Comment.objects.get().text == "–"
    assert "Beispiel" not in str(list(Publication.objects.filter(kind="comment").values_list("data", flat=True)))
    assert "Beispiel" not in str(list(LedgerSecret.objects.values_list("payload", flat=True)))


def test_portal_shows_a_fassung_and_takes_it_back(town, begun):
    write(town, begun[7])
    with pytest.raises(Refused):
        ops.show_plan(plan_version=draft(town), by=town.lena, at=make.NOW)
    ready(town)
    make.add_goal(town)
    final = draft(town, final=True, year=2027)
    ops.show_plan(plan_version=final, by=town.lena, at=make.NOW)
    assert Publication.objects.filter(kind="text_chapter", current=True).count() == 14
    with pytest.raises(Refused):
        ops.hide_plan(plan_version=PlanVersion.objects.get(minor=1), by=town.lena, at=make.NOW)
    ops.hide_plan(plan_version=final, by=town.lena, at=make.NOW)
    assert not Publication.objects.filter(kind__in=("text_chapter", "plan_text"), current=True).exists()


def test_easy_text_is_shown_once_readers_have_checked_it_and_says_when_it_is_old(town, begun):
    ready(town)
    make.add_goal(town)
    final = draft(town, final=True, year=2027)
    text = ops.write_easy_text(plan_version=final, text="Alle gehören dazu.", by=town.ben, at=make.NOW)
    with pytest.raises(Refused):
        ops.show_easy_text(plan_version=final, by=town.lena, at=make.NOW)
    ops.check_easy_text(plan_version=final, checked_by="Prüfgruppe", day=TODAY, by=town.ben, at=make.NOW)
    ops.show_easy_text(plan_version=final, by=town.lena, at=make.NOW)
    assert Publication.objects.get(kind="easy_plan", current=True).content["text"] == "Alle gehören dazu."
    assert not queries.outdated(text)
    ops.make_version(final=True, reason="Neu", year=2028, by=town.ben, at=make.NOW + dt.timedelta(days=1))
    assert queries.outdated(queries.easy_text(town.partnership))


def test_coach_comments_inside_under_a_function(town, begun):
    from aktionsplan.people.permissions import Role  # noqa: PLC0415

    coach = make.with_role_too(town, "emil", Role.COACH)
    goal = make.add_goal(town)
    said = participation.comment_inside(about=f"goal:{goal.key}", text="Kleiner!", by=coach, at=make.NOW)
    assert (said.state, said.about_title) == ("shown", str(goal))
    assert not Publication.objects.filter(kind="comment").exists()
    for about in ("nichts:x", "goal:nichtda", f"body:{goal.key}", "plan_version:nichtda"):
        with pytest.raises(Refused):
            participation.comment_inside(about=about, text="?", by=coach, at=make.NOW)
    with pytest.raises(Refused):
        participation.refuse_comment(comment=said, answer="Weg.", by=town.ben, at=make.NOW)


def test_word_file_is_shown_before_it_is_taken_over(town, begun, browser_of):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    from tests.strategy.test_plan_rules import word_file  # noqa: PLC0415

    content = word_file(lambda made: (made.add_heading("Kopf", 1), made.add_paragraph("Ein Absatz.")))
    page = f"/{town.partnership.slug}/intern/plan/kapitel/{begun[1].key}/datei/"
    client = browser_of(town.ben.account)
    shown = client.post(page, {"file": SimpleUploadedFile("a.docx", content)})
    assert "Ein Absatz." in shown.content.decode()
    assert queries.blocks(begun[1]) == []
    client.post(page, {"texts": '[["heading","Kopf"],["text","Ein Absatz."],[1,2],"x"]', "headings": "on"})
    assert [block.text for block in queries.blocks(begun[1])] == ["**Kopf**", "Ein Absatz."]
    refused = client.post(page, {"texts": "kein json"})
    assert "steht kein Text" in refused.content.decode()


def test_comments_wait_on_the_desk_to_be_read_and_then_answered(town, begun):

    def titles():
        return [task.title for task in waiting_tasks(town.ben, TODAY, [tasks.WAITS]) if "Kommentar" in task.title]

    block = write(town, begun[7])
    comment = say(town, display(town, draft(town)), block)
    assert titles() == ["Kommentar lesen"]
    participation.show_comment(comment=comment, by=town.ben, at=make.NOW)
    assert titles() == ["Kommentar beantworten"]
    [asked] = [task for task in waiting_tasks(town.ben, TODAY, [tasks.WAITS]) if "Kommentar" in task.title]
    assert asked.day == TODAY + dt.timedelta(days=10)  # what the portal promises
    Comment.objects.update(answer_by=None)
    [asked] = [task for task in waiting_tasks(town.ben, TODAY, [tasks.WAITS]) if "Kommentar" in task.title]
    assert asked.day == TODAY + dt.timedelta(days=21)
    participation.answer_comment(comment=comment, verdict="not", answer="Nein.", by=town.ben, at=make.NOW)
    assert titles() == []


def test_only_the_newest_version_is_laid_open(town, begun):
    old = draft(town)
    draft(town)
    with pytest.raises(Refused):
        display(town, old)


def test_plan_tells_nothing_that_the_portal_hides(town, begun):
    """Needs and gaps of the live parts rest on findings that are shown; reasons and responsible persons stay inside."""
    place = district_of(town)
    key = theme(town)
    fields = {
        "sentence": "Ein Gasthof steht leer.",
        "text": "",
        "theme": key,
        "area": place,
        "confidence": "hint",
        "reasons_for": "x",
        "reasons_against": "y",
        "check_on": TODAY,
    }
    finding = analysis.add_finding(fields=fields, by=town.ben, at=make.NOW)
    words = {"title": "Einhegen", "theme": key, "priority": "high", "reason": "Geheim", "findings": [finding.key]}
    analysis.add_need(fields=words, by=town.ben, at=make.NOW)
    told = str(Live(town.partnership, TODAY).part("needs")) + str(Live(town.partnership, TODAY).part("gaps"))
    assert "Einhegen" not in told
    Finding.objects.update(state="shown")
    live = Live(town.partnership, TODAY)
    assert live.part("needs")["rows"] == [["1", "Einhegen", "hoch"]]
    assert len(live.part("gaps")["rows"]) == 1
    assert "Geheim" not in str(live.part("needs"))


ONCE = "r2ebdOS-ZT_legkV9Li4ZA"


def test_public_form_shows_the_paragraph_it_is_about(town, begun, browser_of):
    write(town, begun[1], "Der erste Absatz.")
    second = write(town, begun[1], "Der zweite Absatz.")
    display(town, draft(town))
    page = f"/{town.partnership.slug}/entwurf-kommentieren/{begun[1].key}/"
    client = browser_of(None)
    assert "Der erste Absatz." in client.get(page).content.decode()
    shown = client.get(f"{page}?absatz={second.key}").content.decode()
    assert "Der zweite Absatz." in shown
    assert "Auftrag und Beschlüsse" in shown
    assert client.get(f"{page}?absatz=nichtda").status_code == 404
    gone = client.post(f"{page}?absatz=nichtda", {"text": "Der Bus.", "once": ONCE, "website": ""})
    text = gone.content.decode()
    assert gone.status_code == 409
    assert "<bdi>Der Bus.</bdi>" in text
    assert f"<bdi>{ONCE}</bdi>" not in text
    assert f'action="{page}"' in text


def test_text_in_plain_language_is_not_overwritten_unseen(town, begun):
    version = draft(town)
    seen = seal(queries.easy_values(town.partnership))
    ops.write_easy_text(plan_version=version, text="eins", seen=seen, by=town.ben, at=make.NOW)
    with pytest.raises(Conflict):
        ops.write_easy_text(plan_version=version, text="zwei", seen=seen, by=town.lena, at=make.NOW)
    day = TODAY + dt.timedelta(days=1)
    with pytest.raises(Refused):
        ops.check_easy_text(plan_version=version, checked_by="Gruppe", day=day, by=town.ben, at=make.NOW)


@pytest.mark.parametrize("text", ["\ud800", "x" * 8001, "a\x00b"])
def test_what_nobody_can_type_is_not_taken_from_a_file(town, begun, text):
    with pytest.raises(Refused):
        ops.take_chapter(chapter=begun[1], texts=["gut", text], by=town.ben, at=make.NOW)
    assert queries.blocks(begun[1]) == []


def test_form_of_a_paragraph_names_its_chapter_and_who_wrote_it_last(town, begun, browser_of):
    passage = write(town, begun[1])
    page = browser_of(town.ben.account).get(f"/{town.partnership.slug}/intern/plan/absatz/{passage.key}/")
    assert "1 Auftrag und Beschlüsse" in page.content.decode()
    assert town.ben.account.name in page.content.decode().partition("<h1>")[2]


def test_annex_of_a_later_fassung_holds_the_comments_on_its_own_drafts(town, begun):
    block = write(town, begun[7])
    ready(town)
    make.add_goal(town)
    for number, text in enumerate(("Zum ersten", "Zum zweiten"), start=1):
        version = display(town, draft(town))
        comment = say(town, version, block, text=text)
        participation.show_comment(comment=comment, by=town.ben, at=make.NOW)
        participation.answer_comment(comment=comment, verdict="not", answer="Nein.", by=town.ben, at=make.NOW)
        ops.close_consultation(plan_version=version, by=town.ben, at=make.NOW + dt.timedelta(days=60))
        final = draft(town, final=True, year=2027)
        assert (final.major, [row[1] for row in final.content["comments"]]) == (number, [text])
