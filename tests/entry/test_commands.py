"""The command line: setup, accounts, import, export, ledger, backup, restore, tick."""

import json
import subprocess
import sys

import pytest

from aktionsplan.entry.cli import main
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.models import Membership
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.tenancy import partnership_scope


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    out = capsys.readouterr()
    return left.value.code, out.out, out.err


@pytest.mark.parametrize(
    "command",
    [
        "demo",
        "serve",
        "worker",
        "tick",
        "migrate",
        "check",
        "setup",
        "accounts",
        "seed",
        "import-grants",
        "export",
        "ledger",
        "portal",
        "backup",
        "restore",
        "reference",
        "bench",
    ],
)
def test_every_command_has_help(capsys, command):
    code, out, _err = run(capsys, command, "--help")
    assert code == 0
    assert "usage: aktionsplan" in out


KIM = (
    "--partnership",
    "neustadt",
    "--name",
    "Neustadt",
    "--land",
    "MV",
    "--email",
    "kim@neustadt.example",
    "--person",
    "Kim",
)


def test_setup_makes_partnership_and_administrator(db, capsys):
    given = KIM
    code, out, _err = run(capsys, "setup", *given, "--role", "coordinator")
    assert (code, "Neustadt ist angelegt" in out) == (0, True)
    assert run(capsys, "setup", *given)[0] == 1
    assert run(capsys, "setup", *(word.replace("neustadt", "altstadt") for word in given), "--role", "koenig")[0] == 1
    assert run(capsys, "setup", *(word.replace("neustadt", "altstadt").replace("MV", "XX") for word in given))[0] == 1


def test_operator_renames_who_works_in_several_towns(town, capsys):
    where = ("accounts", "rename", "--partnership", town.partnership.slug)
    assert run(capsys, *where, "--email", town.lena.account.email, "--name", "Lena Voss")[0] == 0
    town.lena.account.refresh_from_db()
    assert town.lena.account.name == "Lena Voss"
    code, _out, err = run(capsys, *where, "--email", "niemand@x.example", "--name", "N")
    assert (code, "keine Aufgabe" in err) == (1, True)


def test_accounts_create_gives_role_password_and_second_factor(town, capsys, monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("ein-langes-kennwort\n"))
    code, out, _err = run(
        capsys,
        "accounts",
        "create",
        "--partnership",
        "elbhagen",
        "--role",
        "editor",
        "--email",
        "Neu@X.de",
        "--password-stdin",
        "--totp-secret",
        "JBSWY3DPEHPK3PXP",
    )
    assert (code, out) == (0, "Neu@X.de: editor in elbhagen\n")
    from aktionsplan.people.models import Account

    account = Account.objects.get(email="neu@x.de")
    assert account.check_password("ein-langes-kennwort")
    assert account.authenticator_set.count() == 1
    assert run(capsys, "accounts", "code", "neu@x.de")[0] == 1
    assert "gibt es nicht" in str(
        run(capsys, "accounts", "create", "--partnership", "x", "--role", "editor", "--email", "a@b.de")[0]
    )


HEAD = "inez_nummer,zuwendungsempfaenger,rechtsform,behoerde,von,bis,zweck,betrag_eur,programm\n"


def test_import_is_all_or_nothing_and_repeatable(town, capsys, tmp_path):
    path = tmp_path / "liste.csv"
    given = ("import-grants", str(path), "--partnership", "elbhagen", "--as", "ben@elbhagen.example")
    path.write_text(
        HEAD + "1,A e.V.,e.V.,M,2012-01-01,2012-12-31,Fest,1000.50,P\n2,B,e.V.,M,2012-01-01,kaputt,Fest,7,P\n"
    )
    code, _out, err = run(capsys, *given)
    assert (code, "Zeile 3, Spalte bis:" in err, "nichts gespeichert" in err) == (1, True, True)
    path.write_text(HEAD + "1,A e.V.,e.V.,M,2012-01-01,2012-12-31,Fest,1000.50,P\n")
    code, out, _err = run(capsys, *given, "--dry-run")
    assert (code, "nichts gespeichert" in out) == (0, True)
    before = LedgerEntry.objects.count()
    assert "1 Zuwendungen gespeichert" in run(capsys, *given, "--publish")[1]
    assert "0 Zuwendungen gespeichert" in run(capsys, *given, "--publish")[1]
    assert LedgerEntry.objects.filter(kind="grants.import_historic").count() == 1
    assert LedgerEntry.objects.count() > before
    data = json.loads(run(capsys, "export", "360giving", "--partnership", "elbhagen")[1])
    assert [grant["amountAwarded"] for grant in data["grants"]] == [1000.5]
    assert run(capsys, *given[:-1], "niemand@x.de")[0] == 1
    assert run(capsys, *given[:-1], town.anna.account.email)[0] == 1


def test_export_stages_lists_48_bullets(town, capsys, granted):
    found = json.loads(run(capsys, "export", "stages", "--partnership", "elbhagen")[1])
    assert len(found) == 48
    states = {row["id"]: row["state"] for row in found}
    assert (states["S2.2"], states["S2.6"], states["S1.6"], states["S4.7"]) == (
        "fulfilled",
        "fulfilled",
        "begun",
        "open",
    )
    assert all(set(row) == {"id", "stage", "text", "state", "evidence"} for row in found)


def test_ledger_commands_agree_with_the_independent_verifier(town, capsys, tmp_path):
    code, out, _err = run(capsys, "ledger", "verify")
    assert (code, "in Ordnung" in out) == (0, True)
    head = run(capsys, "ledger", "head", "--partnership", "elbhagen")[1].strip()
    path = tmp_path / "ledger.jsonl"
    path.write_text(run(capsys, "ledger", "export", "--partnership", "elbhagen")[1], encoding="utf-8")
    check = [sys.executable, "tools/verify_ledger.py", str(path), "--head", head]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.startswith("whole")) == (0, True), done.stdout
    assert json.loads(run(capsys, "ledger", "prove", "--partnership", "elbhagen", "3")[1])["entry"]["sequence"] == 3
    assert run(capsys, "ledger", "prove", "--partnership", "elbhagen", "99999")[0] == 1


def test_tick_twice_does_nothing_twice(town, capsys, settings, tmp_path):
    settings.AKTIONSPLAN_DATA = tmp_path
    first = run(capsys, "tick")[1]
    assert "finality" in first
    assert "finality" not in run(capsys, "tick")[1]


def test_check_finds_a_whole_installation(town, capsys, settings, tmp_path):
    settings.AKTIONSPLAN_DATA = tmp_path
    from django.db import connection

    if connection.vendor == "sqlite":
        assert run(capsys, "check")[0] == 0


def test_unknown_setting_stops_the_start():
    done = subprocess.run(
        [sys.executable, "-m", "aktionsplan", "check"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin", "PYTHONPATH": "src", "AKTIONSPLAN_FARBE": "rot"},
    )
    assert done.returncode == 1
    assert "Unbekannte Einstellung: AKTIONSPLAN_FARBE" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("AKTIONSPLAN_HOSTS", "*", "einzeln"),
        ("AKTIONSPLAN_SECRET_KEY", "kurz", "zu kurz"),
        ("DATABASE_URL", "mysql://x", "postgresql"),
        ("AKTIONSPLAN_DEMO", "ja", "0 oder 1"),
        ("AKTIONSPLAN_UPLOAD_MB", "-1", "Zahl"),
        ("AKTIONSPLAN_DATA", "/proc/nirgends", "geschrieben"),
        ("AKTIONSPLAN_OIDC", "kaputt", "muss JSON sein"),
        ("AKTIONSPLAN_OIDC", '{"name": "x"}', "provider_id"),
        (
            "AKTIONSPLAN_OIDC",
            '{"provider_id": "a", "name": "a", "client_id": "a", "secret": "a", "server_url": "http://idp.example"}',
            "https://",
        ),
        ("EMAIL_URL", "garbage", "smtp+tls"),
        ("DATABASE_URL", "postgresql://u@h:port/d", "keine Zahl"),
    ],
)
def test_unsafe_or_wrong_setting_stops_the_start(name, value, word, tmp_path):
    environment = {"PATH": "/usr/bin", "PYTHONPATH": "src", "AKTIONSPLAN_DATA": str(tmp_path), name: value}
    done = subprocess.run(
        [sys.executable, "-m", "aktionsplan", "check"], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 1
    assert word in done.stderr


def test_demo_is_refused_under_a_public_name(tmp_path):
    environment = {
        "PATH": "/usr/bin",
        "PYTHONPATH": "src",
        "AKTIONSPLAN_DATA": str(tmp_path),
        "AKTIONSPLAN_DEMO": "1",
        "AKTIONSPLAN_HOSTS": "localhost,town.example",
    }
    done = subprocess.run(
        [sys.executable, "-m", "aktionsplan", "check"], capture_output=True, text=True, check=False, env=environment
    )
    assert (done.returncode, "nur auf diesem Rechner" in done.stderr) == (1, True)


def test_setup_makes_two_people_who_confirm_each_other(db, capsys):
    two = ("--second-email", "Lena@neustadt.example", "--second-person", "Lena Matthies")
    code, out, _err = run(capsys, "setup", *KIM, *two)
    assert (code, out.count("meldet sich mit einem Code an")) == (0, 2)
    with partnership_scope(Partnership.objects.get(slug="neustadt")):
        roles = dict(Membership.objects.filter(state="active").values_list("account__email", "role"))
    assert roles == {"kim@neustadt.example": "administrator", "lena@neustadt.example": "lead_officer"}


@pytest.mark.parametrize(
    "second",
    [
        ("--second-email", "l@x.example"),
        ("--second-person", "L"),
        ("--second-email", "KIM@neustadt.example", "--second-person", "K"),
    ],
)
def test_setup_refuses_half_a_second_person_and_the_first_one_twice(db, capsys, second):
    code, _out, err = run(capsys, "setup", *KIM, *second)
    assert (code, bool(err)) == (1, True)
    assert not Partnership.objects.exists()


@pytest.mark.parametrize(("slug", "email"), [("Bad Slug/x", "k@x.de"), ("en", "k@x.de"), ("gut", "keine-adresse")])
def test_setup_refuses_what_cannot_be_an_address_and_leaves_nothing(db, capsys, slug, email):
    from aktionsplan.partnership.models import Partnership

    code, _out, _err = run(
        capsys, "setup", "--partnership", slug, "--name", "X", "--land", "MV", "--email", email, "--person", "K"
    )
    assert code not in (0, None)
    assert not Partnership.objects.exists()


@pytest.mark.parametrize(("password", "secret"), [("kurz", "JBSWY3DPEHPK3PXP"), ("ein-langes-kennwort", "!!!")])
def test_weak_credentials_are_refused_and_leave_no_account(town, capsys, monkeypatch, password, secret):
    import io

    from aktionsplan.people.models import Account

    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    given = ("--partnership", "elbhagen", "--role", "editor", "--email", "neu@x.de")
    code, _out, err = run(capsys, "accounts", "create", *given, "--password-stdin", "--totp-secret", secret)
    assert (code, bool(err)) == (1, True)
    assert not Account.objects.filter(email="neu@x.de").exists()


def test_folder_that_is_a_file_is_a_plain_line(town, capsys, tmp_path):
    place = tmp_path / "file"
    place.write_text("x")
    code, _out, err = run(capsys, "backup", str(place / "x"))
    assert (code, "Traceback" in err, str(place) in err) == (1, False, True)
