"""A fixed way of joining stays fixed in the database too, whoever writes to it."""

from functools import partial

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = """
CREATE TRIGGER joining_mode_is_fixed BEFORE UPDATE ON joining_doorway
WHEN OLD.is_fixed AND (NEW.mode <> OLD.mode OR NOT NEW.is_fixed)
BEGIN SELECT RAISE(ABORT, 'how people join is fixed'); END
"""
POSTGRESQL = """
CREATE FUNCTION joining_mode_is_fixed() RETURNS trigger AS $$
BEGIN
  IF OLD.is_fixed AND (NEW.mode <> OLD.mode OR NOT NEW.is_fixed) THEN
    RAISE EXCEPTION 'how people join is fixed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER joining_mode_is_fixed BEFORE UPDATE ON joining_doorway
FOR EACH ROW EXECUTE FUNCTION joining_mode_is_fixed()
"""


def _add(table: str, apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    made = POSTGRESQL if vendor == "postgresql" else SQLITE
    schema_editor.execute(made.replace(FIRST_NAME, table))


def _remove(table: str, apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER joining_mode_is_fixed ON {table}")
        schema_editor.execute("DROP FUNCTION joining_mode_is_fixed()")
    else:
        schema_editor.execute("DROP TRIGGER joining_mode_is_fixed")


FIRST_NAME, RENAMED = "joining_doorway", "joining_joiningsettings"
add, remove = partial(_add, FIRST_NAME), partial(_remove, FIRST_NAME)
add_renamed, remove_renamed = partial(_add, RENAMED), partial(_remove, RENAMED)
