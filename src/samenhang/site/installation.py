"""What state this installation is in: its settings, its database and the files it keeps."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings

PRIVATE = stat.S_IRWXG | stat.S_IRWXO


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenhang.site.settings")
    django.setup()


def unapplied_migrations() -> list[str]:
    """The names of the changes the database still has to get, in order."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _backwards in plan]


def problems() -> Iterator[str]:
    """Everything that is wrong with running this installation for real, one sentence each."""
    yield from problems_of_settings()
    yield from problems_of_files()
    missing = unapplied_migrations()
    if missing:
        yield f"The database is behind by {len(missing)} migrations. Run: samenhang migrate"
    else:
        yield from problems_of_mail()


def problems_of_settings() -> Iterator[str]:
    from django.core import checks

    # The proxy in front sends people from HTTP to HTTPS.
    done_elsewhere = {"security.W008"}
    for found in checks.run_checks(include_deployment_checks=True):
        if found.level >= checks.WARNING and found.id not in done_elsewhere and not found.is_silenced():
            yield f"{found.msg} ({found.id})" if found.id else found.msg


def problems_of_files() -> Iterator[str]:
    if os.name != "posix":
        return
    if settings.DATA_DIR.stat().st_mode & PRIVATE:
        yield f"Others may look into {settings.DATA_DIR}. Run: chmod 700 {settings.DATA_DIR}"
    for path in [settings.DATA_DIR / "secret.key", Path(settings.ENCRYPTION_KEY_FILE)]:
        if path.exists() and path.stat().st_mode & PRIVATE:
            yield f"Others may read the key file {path}. Run: chmod 600 {path}"


def problems_of_mail() -> Iterator[str]:
    from django.utils import timezone

    from samenhang.actions.digests import unsure

    count = unsure(timezone.now()).count()
    if count:
        yield (
            f"Mails of which it is not known whether they were sent, in the past week: {count}. "
            "A worker or the mail server stopped meanwhile. They are not sent again. See the log of the worker."
        )
