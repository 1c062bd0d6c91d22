"""What goes wrong at the database: somebody keeps it for themselves, or the disk has no room."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
from django.db import connection

from tests.faults.serving import Server, url_of_database

NO_ROOM = 1
REFUSE_LIKE_A_FULL_DISK = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER no_room BEFORE INSERT ON workshops_card EXECUTE FUNCTION no_room();
"""


@contextmanager
def locked() -> Iterator[None]:
    """Another process writes, and does not end."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
    else:
        with psycopg.connect(url_of_database()) as other:
            other.execute("LOCK TABLE workshops_board IN EXCLUSIVE MODE")
            yield
            other.rollback()


@contextmanager
def full(server: Server) -> Iterator[None]:
    """No room for one byte more: SQLite may not make a file longer, PostgreSQL says that it cannot."""
    if connection.vendor == "sqlite":
        before = resource.prlimit(server.worker(), resource.RLIMIT_FSIZE)
        resource.prlimit(server.worker(), resource.RLIMIT_FSIZE, (NO_ROOM, before[1]))
        yield
        resource.prlimit(server.worker(), resource.RLIMIT_FSIZE, before)
    else:
        with psycopg.connect(url_of_database(), autocommit=True) as other:
            other.execute(REFUSE_LIKE_A_FULL_DISK)
            yield
            other.execute("DROP FUNCTION no_room CASCADE")
