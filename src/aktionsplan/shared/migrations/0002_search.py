"""Full-text search: FTS5 with stems and trigrams on SQLite, GIN indexes on PostgreSQL."""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE search_stems USING fts5(stems, content='shared_searchentry', content_rowid='id');
CREATE VIRTUAL TABLE search_parts USING fts5(folded, content='shared_searchentry', content_rowid='id', tokenize='trigram');
CREATE TRIGGER search_insert AFTER INSERT ON shared_searchentry BEGIN
  INSERT INTO search_stems(rowid, stems) VALUES (new.id, new.stems);
  INSERT INTO search_parts(rowid, folded) VALUES (new.id, new.folded);
END;
CREATE TRIGGER search_delete AFTER DELETE ON shared_searchentry BEGIN
  INSERT INTO search_stems(search_stems, rowid, stems) VALUES ('delete', old.id, old.stems);
  INSERT INTO search_parts(search_parts, rowid, folded) VALUES ('delete', old.id, old.folded);
END;
CREATE TRIGGER search_update AFTER UPDATE ON shared_searchentry BEGIN
  INSERT INTO search_stems(search_stems, rowid, stems) VALUES ('delete', old.id, old.stems);
  INSERT INTO search_parts(search_parts, rowid, folded) VALUES ('delete', old.id, old.folded);
  INSERT INTO search_stems(rowid, stems) VALUES (new.id, new.stems);
  INSERT INTO search_parts(rowid, folded) VALUES (new.id, new.folded);
END;
"""
POSTGRES = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX search_stems ON shared_searchentry USING gin (to_tsvector('simple', stems));
CREATE INDEX search_parts ON shared_searchentry USING gin (folded gin_trgm_ops);
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
        return
    statement = ""
    for line in SQLITE.strip().splitlines():
        statement += line + "\n"
        whole = line.endswith(";") and (not statement.startswith("CREATE TRIGGER") or line == "END;")
        if whole:
            schema_editor.execute(statement)
            statement = ""


class Migration(migrations.Migration):
    dependencies = [("shared", "0001_first")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
