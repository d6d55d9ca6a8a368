"""The house: sizes, names, writers, clocks, roles, addresses, registers, tenancy, fields, states."""

import ast
import re
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from aktionsplan.bodies.states import ITEM, MEETING
from aktionsplan.development.strategy.states import GOAL
from aktionsplan.implementation.calls.states import APPLICATION, CALL
from aktionsplan.implementation.grants.states import GRANT, PAYMENT
from aktionsplan.network.states import BANK, ORGANISATION
from aktionsplan.people.permissions import ASKS, TABLE, WITHIN, Role
from aktionsplan.people.states import MEMBERSHIP
from aktionsplan.shared import fields
from aktionsplan.shared.addresses import ACCOUNT, DEVELOPMENT, PUBLIC
from aktionsplan.shared.progress import ACTIONS
from aktionsplan.shared.register import HOUSE, Data
from aktionsplan.shared.tenancy import TenantModel, tenant_models
from tests.architecture import sizes

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "aktionsplan"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TREES = {str(path.relative_to(SOURCE)): ast.parse(path.read_text()) for path in FILES}
APPS = [
    "partnership",
    "people",
    "network",
    "bodies",
    "development/strategy",
    "implementation/calls",
    "implementation/grants",
]
DRAWERS = {"utils", "common", "core", "helpers", "misc", "base", "services", "manager"}
TABLES = (ITEM, MEETING, GOAL, APPLICATION, CALL, GRANT, PAYMENT, BANK, ORGANISATION, MEMBERSHIP)
GLOBAL_MODELS = {"Partnership", "Account", "OutboxMail", "Window", "CacheRow", "TickRun", "Attempt"}


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


def test_templates_are_short():
    for path in (SOURCE / "templates").rglob("*.html"):
        limit = sizes.COMPONENT_LIMIT if path.parent.name == "components" else sizes.PAGE_LIMIT
        assert len(path.read_text().splitlines()) <= limit, path.name


def test_half_of_all_functions_are_under_eight_lines_or_nearly():
    found = sorted(length(node) for tree in TREES.values() for node in functions(tree))
    assert found[len(found) // 2] <= 10


def test_nothing_is_named_like_a_drawer():
    assert not [name for name in TREES if DRAWERS & {part.removesuffix(".py") for part in Path(name).parts}]


def test_every_package_says_in_three_lines_what_happens_here():
    for path in SOURCE.rglob("__init__.py"):
        if path.parent.name in ("migrations", "templatetags"):
            continue
        assert ast.get_docstring(ast.parse(path.read_text())), path


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


@pytest.mark.parametrize("app", APPS)
def test_operations_are_keyword_only_deeds_with_by_and_at(app):
    for name in ("operations.py", "drafts.py", "history.py", "notification.py", "payments.py", "publishing.py"):
        tree = TREES.get(f"{app}/{name}")
        for node in tree.body if tree else []:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            assert not node.args.args or not any(
                getattr(d, "func", None) and d.func.id == "deed" for d in node.decorator_list
            ), node.name
            deeds = [
                d for d in node.decorator_list if isinstance(d, ast.Call) and getattr(d.func, "id", "") == "deed"
            ]
            if deeds:
                assert {"by", "at"} <= {arg.arg for arg in node.args.kwonlyargs}, node.name


def test_only_operations_write():
    writers = {
        "operations",
        "drafts",
        "history",
        "notification",
        "payments",
        "publishing",
        "migrations",
        "imports",
        "limits",
        "jobs",
        "search",
        "guards",
        "tenancy",
    }
    verbs = {"save", "create", "bulk_create", "update", "delete", "get_or_create", "update_or_create", "create_user"}
    guilty = []
    for name, tree in TREES.items():
        stem = Path(name).stem
        if (
            stem in writers
            or name.startswith("entry/")
            or stem in ("hashers", "adapters", "credentials", "accept", "models", "queries")
            and "people" in name
        ):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in verbs:
                text = ast.unparse(node.func)
                if ".objects." in text or (node.func.attr == "save" and "update_fields" in ast.unparse(node)):
                    guilty.append(f"{name}:{node.lineno} {text}")
    assert guilty == []


def test_saves_name_their_fields():
    bare = [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        if name.endswith(("operations.py", "drafts.py")) and "ledger" not in name
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "save"
        and not node.keywords
    ]
    assert bare == []


def test_time_is_an_argument():
    clocks = ("timezone.now(", "datetime.now(", "date.today(", "time.time(", "utcnow(")
    allowed = ("views", "entry/", "middleware", "adapters", "addresses", "people/models", "desk/examples")
    guilty = [
        name
        for name in TREES
        if any(c in (SOURCE / name).read_text() for c in clocks) and not any(a in name for a in allowed)
    ]
    assert guilty == []


def test_no_float_near_money():
    allowed = {
        "portal/open_data.py",
        "shared/charts.py",
        "shared/templatetags/ui.py",
        "implementation/grants/imports.py",
    }
    guilty = [
        name
        for name, tree in TREES.items()
        if name not in allowed and not name.startswith("entry/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == "float"
    ]
    assert guilty == []


def test_roles_are_named_only_in_the_table():
    words = {str(role) for role in Role} - {"sponsor", "deputy", "coach", "anyone", "editor"}
    allowed = ("people/", "entry/", "bodies/operations.py", "bodies/progress.py", "desk/views.py")
    guilty = []
    for name, tree in TREES.items():
        if name.startswith(allowed):
            continue
        guilty += [
            f"{name}: {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and node.value in words
        ]
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


def test_every_deed_asks_a_row_of_the_table():
    """Whoever mistypes a deed's name must not open it for everybody."""
    kinds = {
        decorator.args[0].value
        for tree in TREES.values()
        for node in functions(tree)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "deed"
    }
    alone = {"grants.become_binding", "partnership.found", "people.install_role"}
    assert set(ASKS.values()) <= set(TABLE)
    assert kinds - set(TABLE) == set(ASKS) | WITHIN | alone


def test_evidence_knows_the_action_of_its_page():
    actions = {f"{entry.callback.action}" for _r, entry in addresses() if hasattr(entry.callback, "action")}
    assert set(ACTIONS.values()) <= actions


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
        module = model.__module__.removesuffix(".models")
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
    assert loose == ["CallGoal.call", "BudgetLine.application", "Attachment.application"]


def all_forms():
    found = []
    todo = [fields.PlainForm]
    while todo:
        kind = todo.pop()
        found.append(kind)
        todo += kind.__subclasses__()
    return found


def test_every_form_field_has_a_registered_type():
    from importlib import import_module

    for name in (
        "partnership",
        "people",
        "network",
        "bodies",
        "development.strategy",
        "implementation.calls",
        "implementation.grants",
        "desk",
    ):
        import_module(f"aktionsplan.{name}.forms")
    for form in all_forms():
        for name, field in form.base_fields.items():
            assert isinstance(field, fields.REGISTERED), f"{form.__name__}.{name}"
    plain = [
        name
        for name, tree in TREES.items()
        if name.endswith("forms.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "forms"
        and node.attr.endswith("Form")
    ]
    assert plain == []
    assert forms.Form in fields.PlainForm.__mro__


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
        "agenda_item": ["decided"],
        "meeting": [],
        "goal": ["dropped"],
        "application": ["not_granted", "rejected", "withdrawn"],
        "call": ["released"],
        "grant": ["dropped"],
        "payment": ["refused", "released"],
        "bank": ["approved", "rejected"],
        "organisation": [],
        "membership": ["ended"],
    }


def test_state_is_assigned_only_from_the_table():
    guilty = []
    for name, tree in TREES.items():
        if name.startswith(("entry/", "shared/mail")):
            continue
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Assign)
                and any(isinstance(t, ast.Attribute) and t.attr == "state" for t in node.targets)
                and ".next(" not in ast.unparse(node.value)
            ):
                guilty.append(f"{name}:{node.lineno}")
    assert [g for g in guilty if "operations" in g and ".next" not in g] == []


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
