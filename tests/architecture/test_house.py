"""The house: sizes, names, writers, clocks, roles, addresses, registers, tenancy, fields, states."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from aktionsplan.entry.reference import transition_tables
from aktionsplan.people.permissions import TABLE, Role
from aktionsplan.shared import fields
from aktionsplan.shared.addresses import ACCOUNT, DEVELOPMENT, PUBLIC, action_of
from aktionsplan.shared.components import COMPONENTS
from aktionsplan.shared.deeds import DECLARED
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.register import HOUSE, Data
from aktionsplan.shared.registration import modules, own_apps, tabs, things
from aktionsplan.shared.tenancy import TenantModel, tenant_models
from tests.architecture import sizes

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "aktionsplan"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TREES = {str(path.relative_to(SOURCE)): ast.parse(path.read_text()) for path in FILES}
OF_THE_HOUSE = ("shared", "desk", "portal", "entry")
"""Apps that own no things of the domain and have names of their own (record 1)."""
APPS = [
    path
    for path in (config.name.removeprefix("aktionsplan.").replace(".", "/") for config in own_apps())
    if path.partition("/")[0] not in OF_THE_HOUSE
]
DRAWERS = {"utils", "common", "core", "helpers", "misc", "base", "services", "manager"}
TABLES = transition_tables()
GLOBAL_MODELS = {"Partnership", "Account", "OutboxMail", "Window", "CacheRow", "TickRun", "Attempt", "SentForm"}


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def length(node):
    return node.end_lineno - node.lineno + 1


def test_functions_are_short():
    long = {
        f"{name}:{node.name}"
        for name, tree in TREES.items()
        if "views" not in name and "entry/" not in name
        for node in functions(tree)
        if length(node) > sizes.FUNCTION_LIMIT
    }
    assert long <= set(sizes.LONG_FUNCTIONS), long - set(sizes.LONG_FUNCTIONS)


def test_views_are_short():
    long = {
        f"{name}:{node.name}"
        for name, tree in TREES.items()
        if re.search(r"views(/|\.py)", name)
        for node in functions(tree)
        if length(node) > sizes.VIEW_LIMIT
    }
    assert long <= set(sizes.LONG_VIEWS), long - set(sizes.LONG_VIEWS)


def test_files_are_short():
    long = {name for name in TREES if len((SOURCE / name).read_text().splitlines()) > sizes.FILE_LIMIT}
    assert long <= set(sizes.LONG_FILES)


def templates():
    folder = SOURCE / "templates"
    return {str(path.relative_to(folder)): path.read_text().splitlines() for path in folder.rglob("*.html")}


def test_templates_are_short():
    for name, lines in templates().items():
        limit = sizes.COMPONENT_LIMIT if name.startswith("components/") else sizes.PAGE_LIMIT
        assert len(lines) <= limit, name


def test_what_scrolls_sideways_can_be_reached_by_keyboard():
    tags = [
        (name, tag)
        for name, lines in templates().items()
        for tag in re.findall(r'<div class="scroll[^>]*>', "\n".join(lines))
    ]
    assert len(tags) > 10
    still = [(name, tag) for name, tag in tags if "tabindex" not in tag]
    assert still == []


def test_every_component_is_used():
    """On a page or in another component; the page of examples does not count."""
    used = {
        match
        for name, lines in templates().items()
        if name != "desk/components.html"
        for match in re.findall(r'{% (?:ui|box) "(\w+)"', "\n".join(lines))
    }
    assert set(COMPONENTS) - used == set()
    assert {Path(name).stem for name in templates() if name.startswith("components/")} == set(COMPONENTS)


BY_HAND = (
    'class="btn',
    'class="card"',
    'class="facts"',
    'class="crumbs"',
    'class="note note--',
    'class="tabs"',
    'class="vote"',
)


def test_no_page_writes_a_component_by_hand():
    """What a component draws is drawn by it; what the login library or the menu needs otherwise is named."""
    found = [
        (name, mark)
        for name, lines in templates().items()
        for mark in BY_HAND
        if not name.startswith(("components/", "allauth/"))
        and mark in "\n".join(lines).replace('class="btn menu-button"', "")
    ]
    assert found == []


ONE_SENTENCE = re.compile(r'\s*{% translate "[^"]*"( as \w+)? %}\s*')


def test_lines_of_templates_are_short():
    """A line may be long only when it holds a single translated sentence."""
    long = {
        name: sum(len(line) > 160 and not ONE_SENTENCE.fullmatch(line) for line in lines)
        for name, lines in templates().items()
    }
    assert {name: count for name, count in long.items() if count} == {}


def test_half_of_all_functions_are_under_eight_lines_or_nearly():
    found = sorted(length(node) for tree in TREES.values() for node in functions(tree))
    assert found[len(found) // 2] <= 10


def test_nothing_is_named_like_a_drawer():
    assert not [name for name in TREES if DRAWERS & {part.removesuffix(".py") for part in Path(name).parts}]


def test_every_package_says_in_three_lines_what_happens_here():
    """Folders inside an app (views, documents) say it in one."""
    for path in SOURCE.rglob("__init__.py"):
        if path.parent.name in ("migrations", "templatetags"):
            continue
        lines = [line for line in (ast.get_docstring(ast.parse(path.read_text())) or "").splitlines() if line]
        assert len(lines) == (
            1
            if path.parent.name in ("views", "documents", "commands") and path.parents[1] != SOURCE / "shared"
            else 3
        ), path


def test_public_functions_and_classes_have_a_docstring():
    missing = [
        f"{name}:{node.name}"
        for name, tree in TREES.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert missing == []


def deeds_of(tree):
    """The operations of a module: name of the function and its node."""
    return {
        node.name: node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(d, ast.Call) and getattr(d.func, "id", "") == "deed" for d in node.decorator_list)
    }


def writers_of(app):
    """The modules of an app that write, by their path: `operations.py`, or those of the package `operations`."""
    return {name: tree for name, tree in TREES.items() if re.match(rf"{app}/operations(\.py|/)", name)}


MODULES = {
    "apps",
    "urls",
    "api",
    "tasks",
    "portal",
    "views",
    "forms",
    "progress",
    "jobs",
    "operations",
    "documents",
    "emails",
    "imports",
    "queries",
    "publications",
    "models",
    "register",
    "rules",
    "states",
    "migrations",
    "templatetags",
    "management",
}
DOOR = {"permissions", "addresses", "adapters", "middleware", "hashers", "signin", "credentials"}
"""What `people` has besides: the door of every page (record 1)."""


def names_in(folder):
    return {path.stem for path in folder.iterdir() if path.suffix == ".py" or path.is_dir()} - {
        "__init__",
        "__pycache__",
    }


@pytest.mark.parametrize("app", APPS)
def test_modules_of_an_app_have_the_names_of_record_1(app):
    assert names_in(SOURCE / app) - MODULES <= (DOOR if app == "people" else set())


def test_no_two_modules_of_a_folder_differ_by_one_letter():
    def alike(short, long):
        return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))

    def near(one, other):
        return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1

    twins = [
        f"{folder.relative_to(SOURCE)}: {one}, {other}"
        for folder in {path.parent for path in FILES}
        for one in names_in(folder)
        for other in names_in(folder)
        if alike(one, other) or one < other and near(one, other)
    ]
    assert twins == []


@pytest.mark.parametrize("app", APPS)
def test_pages_of_the_portal_know_only_publications(app):
    imported = [
        node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        for name, tree in TREES.items()
        if re.match(rf"{app}/portal(\.py|/)", name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom | ast.Import)
    ]
    own = [name for name in imported if name.startswith("aktionsplan.")]
    assert [name for name in own if not name.startswith("aktionsplan.shared.")] == []


@pytest.mark.parametrize("app", APPS)
def test_operations_are_keyword_only_deeds_with_by_and_at(app):
    for tree in writers_of(app).values():
        for name, node in deeds_of(tree).items():
            assert not node.args.args, name
            assert {"by", "at"} <= {arg.arg for arg in node.args.kwonlyargs}, name


@pytest.mark.parametrize("app", APPS)
def test_operations_export_deeds_and_nothing_else(app):
    writers, deeds = writers_of(app), set()
    for tree in writers.values():
        deeds |= set(deeds_of(tree))
    if f"{app}/operations.py" in writers:
        tree = writers[f"{app}/operations.py"]
        public = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"}
    else:
        public = set(import_module("aktionsplan." + f"{app}/operations".replace("/", ".")).__all__)
    assert public == deeds


def test_other_apps_call_only_deeds():
    """What is no deed is a helper of its package; nobody else imports it."""
    strangers = []
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if (
                not isinstance(node, ast.ImportFrom)
                or ".operations" not in f"{node.module}."
                or "shared" in node.module
            ):
                continue
            owner, _dot, module = node.module.partition(".operations")
            app = owner.removeprefix("aktionsplan.").replace(".", "/")
            if name.startswith(f"{app}/"):
                continue
            deeds = {deed for tree in writers_of(app).values() for deed in deeds_of(tree)}
            strangers += [f"{name}: {node.module}.{a.name}" for a in node.names if module or a.name not in deeds]
    assert strangers == []


VERBS = {"save", "create", "bulk_create", "bulk_update", "delete", "get_or_create", "update_or_create", "create_user"}
OTHER_WRITERS = {
    ("shared/documents/word.py", "self._word.save"),  # a Word file, written into memory
    ("people/adapters.py", "user.save"),  # allauth's own accounts
    ("people/credentials.py", "EmailAddress.objects.get_or_create"),
    ("people/credentials.py", "EmailAddress.objects.update_or_create"),
    ("people/credentials.py", "account.save"),
    ("people/credentials.py", "address.save"),
    ("people/models.py", "account.save"),
    ("shared/files/image.py", "bare.save"),  # a picture, a PDF and a workbook, written into memory
    ("shared/files/pdf.py", "opened.save"),
    ("shared/tables/writing.py", "book.save"),
}
SHARED_WRITERS = (
    "shared/limits.py",
    "shared/numbers.py",
    "shared/jobs.py",
    "shared/search.py",
    "shared/guards.py",
    "shared/once.py",
    "shared/tenancy.py",
)
"""Bookkeeping of the house that is no deed: limits, periods of jobs, one-time keys of forms, the search index, the database's own guards."""


def writes(node):
    """Whether a call writes: a verb of the database, or an update with column names (a dictionary's has none)."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    columns = node.func.attr == "update" and node.keywords and not node.args
    return node.func.attr in VERBS or bool(columns)


def test_only_operations_write():
    found = {
        (name, ast.unparse(node.func))
        for name, tree in TREES.items()
        if not re.search(r"/operations(\.py|/)", name) and not name.startswith(("entry/", *SHARED_WRITERS))
        for node in ast.walk(tree)
        if writes(node)
    }
    assert found == OTHER_WRITERS


def test_saves_name_their_fields():
    bare = {
        f"{name} {ast.unparse(node)}"
        for name, tree in TREES.items()
        if not name.startswith("entry/")
        for node in ast.walk(tree)
        if writes(node) and node.func.attr == "save" and not node.keywords
    }
    assert bare == {
        "shared/documents/word.py self._word.save(made)",
        "people/adapters.py user.save()",  # new accounts
        "people/models.py account.save()",
        "shared/files/image.py bare.save(out, kind)",
        "shared/tables/writing.py book.save(stream)",
    }


def test_time_is_an_argument():
    clock = re.compile(
        r"\b(?:timezone\.(?:now|localdate|localtime)|datetime\.(?:now|today|utcnow)|date\.today|time\.(?:time|localtime))\("
    )
    found = {name for name in TREES if not name.startswith("entry/") and clock.search((SOURCE / name).read_text())}
    assert found == {
        "desk/examples.py",
        "people/adapters.py",
        "people/addresses.py",
        "people/middleware.py",
        "people/views.py",
        "shared/middleware.py",
    }


def test_no_float_near_money():
    found = {
        name
        for name, tree in TREES.items()
        if not name.startswith("entry/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Name)
        and node.id == "float"
        or isinstance(node, ast.Constant)
        and isinstance(node.value, float)
    }
    assert found == {
        "implementation/grants/imports/historic.py",  # what a spreadsheet holds
        "people/signin.py",  # seconds
        "portal/open_data.py",
        "shared/charts.py",
        "shared/templatetags/ui.py",
    }


def test_roles_are_named_only_in_the_table():
    words = {str(role) for role in Role} - {"sponsor", "deputy", "coach", "anyone", "editor", "visitor"}
    allowed = ("people/", "entry/", "bodies/operations/composition.py", "bodies/progress.py", "desk/views.py")
    guilty = []
    for name, tree in TREES.items():
        if name.startswith(allowed):
            continue
        guilty += [
            f"{name}: {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and node.value in words
        ]
    named = {
        (name, ast.unparse(node))
        for name, tree in TREES.items()
        if not name.startswith(("people/", "entry/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and (ast.unparse(node.value) == "Role" or node.attr in ("is_staff", "is_superuser"))
    }
    assert {name for name, _role in named} == {
        "bodies/operations/composition.py",
        "desk/views.py",
        "follow_up/queries.py",
    }
    templates = [
        p.name
        for p in (SOURCE / "templates").rglob("*.html")
        if "actor.roles" in p.read_text() or "is_staff" in p.read_text()
    ]
    assert guilty == []
    assert templates == []


def addresses(resolver=None, prefix=""):
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found += addresses(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            found.append((prefix + str(entry.pattern), entry))
    return found


def test_every_address_declares_its_action():
    for route, entry in addresses():
        if "konto/" in route and not hasattr(entry.callback, "action"):
            continue  # allauth's own pages: sign-in, second factor, sessions
        action = getattr(entry.callback, "action", None)
        assert action in {PUBLIC, ACCOUNT, DEVELOPMENT} or action in TABLE, route


def test_every_action_is_used():
    used = {getattr(entry.callback, "action", "") for _route, entry in addresses()}
    deeds = {
        keyword.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "deed"
        for keyword in node.args
        if isinstance(keyword, ast.Constant)
    }
    text = "".join((SOURCE / name).read_text() for name in TREES)
    unused = [action for action in TABLE if action not in used | deeds and text.count(f'"{action}"') < 2]
    assert unused == []


def test_every_deed_has_a_row_of_the_table():
    """Whoever mistypes a deed's name must not open it for everybody."""
    kinds = {declared.kind for declared in DECLARED}
    assert kinds <= set(TABLE)
    assert {row.of for row in TABLE.values()} - {""} <= set(TABLE)
    alone = {action for action, row in TABLE.items() if not (row.roles or row.of or row.within)}
    assert alone == {
        "bodies.drop_ended",
        "participation.forget_sign_ups",
        "participation.keep_count",
        "participation.remind",
        "calls.show_goals",
        "grants.become_binding",
        "grants.bind_act",
        "grants.show_goal",
        "partnership.found",
        "people.install_role",
        "retention.expire",
    }


def test_only_a_few_deeds_tell_the_ledger_nothing():
    assert modules("operations")
    assert {declared.kind for declared in DECLARED if declared.untold} == {
        "bodies.cast_secret_ballot",
        "ratings.save_rating",
        "ratings.keep_rating",
        "partnership.report_barrier",
        "people.expect_account",
        "analysis.send_report",
        "participation.answer_survey",
        "participation.sign_up",
        "participation.change_sign_up",
        "participation.cancel_sign_up",
        "participation.remind",
        "participation.send_idea",
        "participation.keep_comment",
        "strategy.send_comment",
        "participation.ask_ballot_code",
        "participation.cast_idea_ballot",
    }


def test_nobody_asks_the_table_by_hand():
    """A deed is asked before it begins, by its subject; what it may do besides it asks with the words of a rule."""
    named = {
        (name, ast.unparse(node.func))
        for name, tree in TREES.items()
        if re.search(r"/operations(\.py|/)", name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in ("require", "may", "problem", "allow")
    }
    assert named == {("network/operations/organisations.py", "by.may")}


def test_what_apps_declare_leads_to_pages_behind_the_door():
    assert {action_of(thing.page) for thing in things().values()} | {tab.needs for tab in tabs()} <= set(TABLE)


def own_models():
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("aktionsplan.") and not model._meta.auto_created
    ]


def test_every_model_is_a_tenant_or_on_the_short_list():
    assert {model.__name__ for model in own_models() if not issubclass(model, TenantModel)} == GLOBAL_MODELS
    assert len(tenant_models()) > 20


def test_every_field_is_in_the_data_register():
    from importlib import import_module

    missing, unknown = [], []
    for model in own_models():
        module = model.__module__.partition(".models")[0]
        register = import_module(f"{module}.register").REGISTER
        entries = register.get(model.__name__, {})
        names = {field.name for field in model._meta.get_fields() if not field.auto_created or field.concrete} - HOUSE
        names |= {"created_at"} & set(entries)
        missing += [f"{model.__name__}.{name}" for name in names - set(entries) - HOUSE]
        unknown += [f"{model.__name__}.{name}" for name in set(entries) - names]
        assert all(isinstance(entry, Data) and entry.purpose and entry.retention for entry in entries.values())
    assert missing == []
    assert unknown == []


def test_every_foreign_key_protects():
    loose = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if field.many_to_one or field.one_to_one
        if field.remote_field.on_delete.__name__ != "PROTECT"
    ]
    assert loose == [
        "CallGoal.call",
        "ApplicationIdea.application",
        "BudgetLine.application",
        "Attachment.application",
    ]


LIBRARY_FORMS = {
    "AddressCodeForm",
    "CountedCode",
    "FreshFactorForm",
    "LoginCodeForm",
    "LoginCodeRequest",
    "PasswordCodeForm",
    "PasswordCodeRequest",
    "RegistrationForm",
    "SecondFactorForm",
}
"""Forms of the sign-in library with something added; their fields are the library's."""


def own_forms():
    """Every form class of the project, wherever it is defined."""
    for name in TREES:
        if not name.startswith(("entry/", "config/")) and not name.endswith(("__init__.py", "__main__.py")):
            import_module("aktionsplan." + name.removesuffix(".py").replace("/", "."))
    todo, found = [forms.BaseForm], set()
    while todo:
        kind = todo.pop()
        todo += kind.__subclasses__()
        if kind.__module__.startswith("aktionsplan."):
            found.add(kind)
    return found


def test_every_form_field_has_a_registered_type():
    strangers = {form.__name__ for form in own_forms() if not issubclass(form, PlainForm)}
    assert strangers <= LIBRARY_FORMS
    for form in own_forms():
        if issubclass(form, PlainForm):
            for name, field in form.base_fields.items():
                assert type(field) in fields.REGISTERED, f"{form.__name__}.{name}"


def test_fields_that_are_added_later_have_a_registered_type():
    kinds = {kind.__name__ for kind in fields.REGISTERED}
    added = [
        (name, node.value)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Subscript) and ast.unparse(target.value) == "self.fields"
    ]
    assert added
    assert all(isinstance(value, ast.Call) and value.func.id in kinds for _name, value in added)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_state_is_reachable_has_an_exit_and_a_word(table):
    reached = {table.initial}
    while True:
        more = {row.after for row in table.rows if row.before in reached} - reached
        if not more:
            break
        reached |= more
    assert reached == table.states
    assert set(table.words) == table.states
    assert len({(row.before, row.event) for row in table.rows}) == len(table.rows)


def test_final_states_are_meant():
    finals = {table.name: sorted(table.final) for table in TABLES}
    assert finals == {
        "job": ["done", "failed"],
        "act": ["dropped"],
        "receipt": [],
        "attendance_sheet": ["dropped"],
        "change_request": ["taken_back", "told"],
        "provision": ["waived"],
        "agenda_item": ["done", "postponed", "put_off", "taken_off", "to_be_repeated"],
        "meeting": ["cancelled"],
        "vote": ["void", "withdrawn"],
        "recusal": [],
        "minutes": [],
        "goal": [],
        "value": [],
        "comment": ["refused"],
        "kept_part": ["dropped"],
        "station": [],
        "rating": [],
        "scenario": ["proposed"],
        "rating_recusal": [],
        "demand": [],
        "plan_version": ["closed"],
        "easy_text": [],
        "action_field": [],
        "concept": [],
        "effect": [],
        "application": ["not_granted", "withdrawn"],
        "call": ["released"],
        "grant": ["dropped"],
        "payment": ["refused"],
        "bank": ["approved", "rejected"],
        "organisation": [],
        "membership": ["ended"],
        "theme": [],
        "series": [],
        "incident": [],
        "report": ["accepted", "refused", "withdrawn"],
        "source": [],
        "question": [],
        "finding": [],
        "offer": ["declined"],
        "need": [],
        "survey": ["dropped", "lost"],
        "event": ["cancelled", "dropped"],
        "sign_up": [],
        "event_result": [],
        "workshop_vote": [],
        "idea": ["refused", "withdrawn"],
        "idea_vote": ["closed", "dropped", "lost"],
        "follow_up": [],
    }


def assigned(node):
    """Pairs of target and value of an assignment, tuples taken apart."""
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=True)
        else:
            yield from ((part, node.value) for part in getattr(target, "elts", [target]))


def test_state_is_assigned_only_from_the_table():
    moved = [
        ast.unparse(value)
        for name, tree in TREES.items()
        if not name.startswith(("entry/", "shared/mail"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target, value in assigned(node)
        if isinstance(target, ast.Attribute) and target.attr == "state"
    ]
    made = {
        f"{name} {ast.unparse(keyword.value)}"
        for name, tree in TREES.items()
        if not name.startswith(("entry/seed", "entry/bench", "shared/mail"))
        for node in ast.walk(tree)
        if writes(node)
        for keyword in node.keywords
        if keyword.arg == "state"
    }
    assert len(moved) > 20
    assert [value for value in moved if not re.fullmatch(r"[A-Z_]+\.next\(.*\)", value)] == []
    others = {value for value in made if not re.fullmatch(r"\S+ [A-Z_]+\.initial", value)}
    assert (
        others
        == {
            "people/operations.py state",  # a role of two persons waits, another is active at once
            "shared/background/operations.py job.state",  # what the table gave, stored only where the former state still stands
        }
    )


STORED = [
    (f"{config.label}.{column.partition('.')[0]}", column.partition(".")[2], words)
    for config in own_apps()
    for module in modules("register")
    if module.__name__ == f"{config.name}.register"
    for column, words in getattr(module, "WORDS", {}).items()
]


@pytest.mark.parametrize(("model", "field", "values"), STORED, ids=lambda part: part if isinstance(part, str) else "")
def test_every_word_fits_its_column(model, field, values):
    """SQLite does not mind a word that is too long; PostgreSQL refuses it."""
    assert max(map(len, values)) <= apps.get_model(model)._meta.get_field(field).max_length


def test_suppressions_say_why():
    bare = [
        f"{path.name}:{number}"
        for path in FILES
        for number, text in enumerate(path.read_text().splitlines(), start=1)
        if "# noqa" in text and " -- " not in text
    ]
    assert bare == []


def test_no_address_of_this_machine_or_an_index_stands_in_the_project():
    words = ("/" + "work/", "/" + "root/", "pypi" + ".org", "--index" + "-url")
    tools = [path for path in (ROOT / "tools").iterdir() if path.is_file()]
    for path in [*FILES, *(ROOT / "requirements").glob("*.txt"), *tools, ROOT / "Makefile"]:
        assert not any(word in path.read_text() for word in words), path


def test_any_is_always_named_with_its_reason():
    """`Any` stands in `shared/kinds` only, where each of its names says why a type cannot be told."""
    users = {
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.alias) and "Any" in (getattr(node, "id", ""), getattr(node, "name", ""))
    }
    assert users == {"shared/kinds.py"}
