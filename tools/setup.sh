#!/usr/bin/env bash
# Makes .venv complete for "base" or "dev", or says in one line why it cannot. Nothing half made stays behind.
set -euo pipefail
kind=${1:-base}
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

fail() { echo "$1" >&2; exit 1; }

command -v "$python" >/dev/null 2>&1 || fail "Python fehlt. Gebraucht wird Python 3.11 oder neuer. (Python is missing; 3.11 or newer is needed.)"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "Python $("$python" -V 2>&1 | cut -d' ' -f2) ist zu alt. Gebraucht wird Python 3.11 oder neuer. (Python is too old.)"
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
  fail "Das Python-Modul venv fehlt. Unter Debian: apt install python3-venv. (Python's venv module is missing.)"

# The stamp knows the folder and the interpreter too: both stand in the environment as absolute paths.
print() { { cat "$@" tools/setup.sh; pwd; "$python" -V; } | sha256sum | cut -d' ' -f1; }
dev_files="requirements/base.txt requirements/dev.txt tools/html/package-lock.json"
want=$(print $([ "$kind" = dev ] && echo $dev_files || echo requirements/base.txt))
stamp=.venv/.ready-$kind
other=.venv/.ready-dev
catalogues() {  # the compiled catalogues follow their source, also after a pull
  local source
  for source in src/aktionsplan/locale/*/LC_MESSAGES/*.po; do
    [ "${source%.po}.mo" -nt "$source" ] || { .venv/bin/python -m aktionsplan.shared.words >/dev/null; return; }
  done
}
ready() {  # the stamp fits, and what it stands for can still be started
  [ -f "$1" ] && [ "$(cat "$1")" = "$2" ] && .venv/bin/python -c 'import django, gunicorn' 2>/dev/null
}
if ready "$stamp" "$want"; then catalogues; exit 0; fi
if [ "$kind" = base ] && ready "$other" "$(print $dev_files)"; then catalogues; exit 0; fi

made_with="$PWD $("$python" -V)"
if [ -d .venv ] && { ! ls .venv/.ready-* >/dev/null 2>&1 || [ "$(cat .venv/.made-with 2>/dev/null)" != "$made_with" ] ||
    ! .venv/bin/python -c 'import django, gunicorn' 2>/dev/null; }; then
  echo "Ein halb fertiges .venv wird neu gemacht. (An unfinished .venv is made anew.)"
  rm -rf .venv
fi
rm -f .venv/.ready-* 2>/dev/null || true
trap 'code=$?; if [ $code -ne 0 ]; then rm -rf .venv; echo "Die Einrichtung ist gescheitert; .venv wurde entfernt. (Set-up failed; .venv was removed.)" >&2; fi' EXIT

files="-r requirements/base.txt"
[ "$kind" = dev ] && files="$files -r requirements/dev.txt"
if command -v uv >/dev/null 2>&1; then
  [ -d .venv ] || uv venv --quiet --python "$(command -v "$python")" .venv
  uv pip install --quiet --python .venv/bin/python --require-hashes $files
else
  [ -d .venv ] || "$python" -m venv .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes $files
fi
# The HTML checker of the browser tests; without Node those are skipped with the reason.
if [ "$kind" = dev ] && command -v npm >/dev/null 2>&1; then
  npm ci --prefix tools/html --no-audit --no-fund --silent >/dev/null
fi
# The package itself: its source folder on the path and its command, without a build step.
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' "$PWD/src" > "$site/aktionsplan.pth"
printf '#!%s\nfrom aktionsplan.entry.cli import main\n\nmain()\n' "$PWD/.venv/bin/python" > .venv/bin/aktionsplan
chmod +x .venv/bin/aktionsplan
catalogues
printf '%s\n' "$made_with" > .venv/.made-with
printf '%s\n' "$want" > "$stamp"
