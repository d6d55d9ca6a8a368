#!/usr/bin/env bash
# Format, lint, types, import contracts, migrations, translations. Says everything that is wrong, then fails.
set -uo pipefail
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=aktionsplan.config.settings AKTIONSPLAN_DATA=$(mktemp -d)
failed=0
run() { name=$1; echo "== $name"; shift; "$@" || { echo "!! $name"; failed=1; }; }
run "format" .venv/bin/ruff format --check --quiet src tests tools
run "templates" bash -c 'cd src/aktionsplan/templates && ../../../.venv/bin/djangofmt --check --quiet --custom-blocks box --line-length 140 .'
run "lint" .venv/bin/ruff check --quiet src tests tools
run "types" .venv/bin/mypy --no-error-summary
run "dependencies" .venv/bin/deptry src --no-ansi -o /dev/null
run "imports" bash -o pipefail -c ".venv/bin/lint-imports --no-cache | tail -3"
run "migrations" .venv/bin/python -m django makemigrations --check --dry-run -v 0
run "translations" tools/translations.sh --check
exit $failed
