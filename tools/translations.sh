#!/usr/bin/env bash
# Extracts the German source strings into the English catalogue; --check fails when that would change it or leaves gaps.
set -euo pipefail
cd "$(dirname "$0")/../src/aktionsplan"
export DJANGO_SETTINGS_MODULE=aktionsplan.config.settings AKTIONSPLAN_DATA=${AKTIONSPLAN_DATA:-$(mktemp -d)}
catalogue=locale/en/LC_MESSAGES/django.po
before=$(mktemp)
trap 'rm -f "$before"' EXIT
command -v xgettext >/dev/null 2>&1 || { echo "gettext fehlt (apt install gettext); Übersetzungen nicht geprüft."; [ "${REQUIRE_ALL:-}" != 1 ]; exit; }
[ -f "$catalogue" ] && cp "$catalogue" "$before"
../../.venv/bin/python ../../tools/extract.py
if [ "${1:-}" = --check ]; then
  code=0
  cmp -s "$catalogue" "$before" || { echo "Der englische Katalog ist nicht aktuell: tools/translations.sh"; code=1; }
  cp "$before" "$catalogue"
  open=$(msgattrib --untranslated --no-obsolete "$catalogue" | grep -c '^msgid' || true)
  fuzzy=$(msgattrib --only-fuzzy --no-obsolete "$catalogue" | grep -c '^msgid' || true)
  [ "$open" -le 1 ] && [ "$fuzzy" -le 1 ] || { echo "Nicht übersetzt: $open, unsicher: $fuzzy"; code=1; }
  exit $code
fi
