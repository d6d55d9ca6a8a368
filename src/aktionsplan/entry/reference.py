"""Generated reference pages: settings, states, permissions, ledger format."""

import re
from pathlib import Path

from aktionsplan.config.environment import OTHERS, SPEC
from aktionsplan.people.permissions import TABLE
from aktionsplan.people.permissions.roles import NAMES
from aktionsplan.people.permissions.rows import Row
from aktionsplan.shared.deeds import DECLARED
from aktionsplan.shared.registration import modules
from aktionsplan.shared.workflow import Table


def transition_tables() -> list[Table]:
    """Every transition table of every app, the lowest app first."""
    return [value for module in modules("states") for value in vars(module).values() if isinstance(value, Table)]


def settings_page() -> str:
    """Every setting with its default and meaning."""
    rows = "\n".join(f"| `{name}` | `{default or '–'}` | {text} |" for name, (default, text) in SPEC.items())
    others = ", ".join(f"`{name}`" for name in OTHERS)
    return (
        f"# Settings\n\nGenerated from the code; unknown `AKTIONSPLAN_*` names stop the start. Also read: {others}.\n\n"
        f"| name | default | meaning |\n|---|---|---|\n{rows}\n"
    )


def states_page() -> str:
    """Every transition table with a diagram."""
    parts = ["# States\n\nGenerated from the transition tables.\n"]
    for table in transition_tables():
        lines = "\n".join(f"    {row.before} --> {row.after}: {row.event}" for row in table.rows)
        words = "\n".join(f"* `{state}`: {word}" for state, word in table.words.items())
        parts.append(
            f"\n## {table.name}\n\n```mermaid\nstateDiagram-v2\n    [*] --> {table.initial}\n{lines}\n```\n\n{words}\n"
        )
    return "".join(parts)


def _asked(row: Row) -> str:
    """How a row without roles of its own is asked."""
    if row.of:
        return f"as `{row.of}`"
    return "only as a part of another deed" if row.within else "the program itself"


def permissions_page() -> str:
    """THE permission table."""
    rows = []
    for action, row in TABLE.items():
        who = ", ".join(
            f"{NAMES[role]}{' (' + ', '.join(sorted(relations)) + ')' if relations else ''}"
            for role, relations in row.roles.items()
        )
        rows.append(f"| `{action}` | {row.word} | {who or _asked(row)} | {'yes' if row.fresh else ''} |")
    return (
        "# Permissions\n\nGenerated from the table. In brackets the relation to the thing that is needed as well.\n\n"
        "| action | in German | who | fresh confirmation |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


ACTIONS = re.compile(r"(<!-- actions -->\n).*(<!-- end of actions -->)", re.DOTALL)


def actions_table() -> str:
    """Every action with its German words; of a deed the first sentence of its docstring says what it does."""
    modules("urls")
    does = {declared.kind: declared.function.__doc__ or "" for declared in DECLARED}
    rows = [
        f"| `{action}` | {row.word} | {does.get(action, 'opens its pages').split(chr(10))[0].strip()} |"
        for action, row in sorted(TABLE.items())
    ]
    return "| identifier | German term | what it does |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def with_actions(glossary: str) -> str:
    """The glossary with the present table of actions."""
    return ACTIONS.sub(lambda match: f"{match[1]}{actions_table()}{match[2]}", glossary)


LEDGER = """# Ledger

One tree per partnership. `aktionsplan ledger export` writes lines of JSON (UTF-8, sorted keys, no spaces, one `\\n` each):

1. `{"format":"aktionsplan-ledger-1","partnership":KEY}`, the key of the first entry's reference `partnership:KEY`
2. one line per entry: `{"entry":{actor,at,commitment,kind,previous,reference,sequence},"leaf":HEX,"secret":{salt,payload}|null}`
3. `{"root":HEX,"size":N}`
4. `{"sha256":HEX}` over all lines before it

`leaf` = SHA-256(0x00 ‖ canonical entry); `previous` = leaf of the entry before; `commitment` = SHA-256(salt ‖ payload);
`root` = Merkle tree head of RFC 6962 (nodes SHA-256(0x01 ‖ left ‖ right)). A deleted secret leaves all of this whole;
the checker counts the deleted ones. A salt has 64 lower-case digits.

Check with `python3 tools/verify_ledger.py FILE --head SIZE:ROOT`, where SIZE:ROOT is a head that left the house earlier.
"""


def write(folder: Path) -> list[Path]:
    """Writes the pages into the folder and returns them."""
    pages = {
        "settings": settings_page(),
        "states": states_page(),
        "permissions": permissions_page(),
        "ledger": LEDGER,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text)
    glossary = folder.parent / "glossary.md"
    if glossary.exists():
        glossary.write_text(with_actions(glossary.read_text()))
    return [folder / f"{name}.md" for name in pages]
