"""The full-text index of the search texts, kept by triggers or by a generated column."""

from typing import Any

from django.db import migrations

_SQLITE = (
    # the words are tokens already: letters of any script stand for themselves
    """CREATE VIRTUAL TABLE store_searchindex USING fts5(
        words, content='store_searchtext', content_rowid='number', tokenize='ascii', prefix='2 3'
    )""",
    """CREATE TRIGGER store_searchtext_added AFTER INSERT ON store_searchtext BEGIN
        INSERT INTO store_searchindex(rowid, words) VALUES (new.number, new.words);
    END""",
    """CREATE TRIGGER store_searchtext_gone AFTER DELETE ON store_searchtext BEGIN
        INSERT INTO store_searchindex(store_searchindex, rowid, words)
        VALUES ('delete', old.number, old.words);
    END""",
    # of what is there already
    "INSERT INTO store_searchindex(store_searchindex) VALUES ('rebuild')",
)
_SQLITE_BACK = (
    "DROP TRIGGER store_searchtext_gone",
    "DROP TRIGGER store_searchtext_added",
    "DROP TABLE store_searchindex",
)
_POSTGRESQL = (
    # no parser and no dictionary of the database: the same tokens as on SQLite
    """CREATE FUNCTION store_tokens(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT AS $$
        SELECT coalesce(
            string_agg(quote_literal(word) || ':' || least(place, 16383), ' '), ''
        )::tsvector FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS t(word, place)
    $$""",
    """ALTER TABLE store_searchtext
        ADD COLUMN tokens tsvector GENERATED ALWAYS AS (store_tokens(words)) STORED""",
    "CREATE INDEX store_searchtext_tokens ON store_searchtext USING gin (tokens)",
    # no samples of plain words in the statistics of the planner: shredding would miss them
    "ALTER TABLE store_searchtext ALTER COLUMN words SET STATISTICS 0",
    "ALTER TABLE store_searchtext ALTER COLUMN tokens SET STATISTICS 0",
    "ALTER TABLE store_mark ALTER COLUMN value SET STATISTICS 0",
    "CREATE VIEW store_searchindex AS SELECT number AS rowid, tokens AS words FROM store_searchtext",
)
_POSTGRESQL_BACK = (
    "ALTER TABLE store_mark ALTER COLUMN value SET STATISTICS -1",
    "ALTER TABLE store_searchtext ALTER COLUMN words SET STATISTICS -1",
    "DROP VIEW store_searchindex",
    "ALTER TABLE store_searchtext DROP COLUMN tokens",
    "DROP FUNCTION store_tokens(text)",
)


def _running(sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> Any:
    def run(apps: Any, schema_editor: Any) -> None:
        of_vendor = {"sqlite": sqlite, "postgresql": postgresql}
        for statement in of_vendor[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return run


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(
            _running(_SQLITE, _POSTGRESQL), _running(_SQLITE_BACK, _POSTGRESQL_BACK)
        ),
    ]
