"""Writes an archive of the demo as the present code makes it: `python -m tests.archive.make 2026-11-first`.

Needs DATABASE_URL of an empty PostgreSQL database, whose dump stands beside the SQLite file. Whoever changes a stored
shape makes one first; an archive that stands is never changed.
"""

import lzma
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
KEY = "the key of the archived demo, known to everybody"


def demo(folder: Path, url: str = "") -> None:
    """Loads the demo of the present code into a fresh data folder, and into the database at `url` when there is one."""
    environment = {
        **{name: text for name, text in os.environ.items() if name != "DATABASE_URL"},
        "AKTIONSPLAN_DATA": str(folder),
        "AKTIONSPLAN_DEMO": "1",
        "AKTIONSPLAN_SECRET_KEY": KEY,
        **({"DATABASE_URL": url} if url else {}),
    }
    subprocess.run([sys.executable, "-m", "aktionsplan", "demo", "--no-serve"], env=environment, check=True)


def pack(source: Path, target: Path) -> None:
    """The file, compressed."""
    target.write_bytes(lzma.compress(source.read_bytes(), preset=9))


def pack_files(folder: Path, target: Path) -> None:
    """The stored files of a data folder, compressed together."""
    with tarfile.open(target, "w:xz") as archive:
        archive.add(folder / "files", "files")


def main(name: str) -> None:
    """Writes `tests/archive/<name>/`; FileExistsError when it stands already."""
    target = HERE / name
    target.mkdir()
    with tempfile.TemporaryDirectory() as place:
        first, second = Path(place) / "sqlite", Path(place) / "postgresql"
        demo(first)
        pack(first / "db.sqlite3", target / "database.sqlite3.xz")
        pack_files(first, target / "sqlite-files.tar.xz")
        url = os.environ["DATABASE_URL"]
        demo(second, url)
        dump = ["pg_dump", "--format=custom", "--compress=0", "--no-owner", "--no-privileges"]
        environment = dict(os.environ)
        raw = Path(place) / "database.pgdump"
        subprocess.run(
            [*dump, "--enable-row-security", f"--dbname={url}", f"--file={raw}"], env=environment, check=True
        )
        pack(raw, target / "database.pgdump.xz")
        pack_files(second, target / "postgresql-files.tar.xz")


if __name__ == "__main__":
    main(sys.argv[1])
