"""The command `samenhang`: what is done to an installation from outside the browser.

Django starts inside the commands that need it, so that `--help` answers at once.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from django.core.exceptions import ImproperlyConfigured, ValidationError

from samenhang.site.analyse import analyse
from samenhang.site.installation import start_django, unapplied_migrations

# Stands in the data folder of a demo, so that no other folder is ever taken for one.
DEMO_MARK = "this-is-a-demo"
LOOPBACK = {"127.0.0.1", "localhost"}
# Passes everything on, `--help` too.
PASS_ON: dict[str, Any] = {"ignore_unknown_options": True, "help_option_names": []}


class Commands(click.Group):
    """Says in a sentence what is wrong with the settings, and where Django's own commands went."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ImproperlyConfigured as error:
            raise click.ClickException(str(error)) from error

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            hint = f"Is it one of Django's own? Then: samenhang manage {args[0]}"
            raise click.UsageError(f"{error.message} {hint}", ctx) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="samenhang")
def main() -> None:
    """Samenhang helps leaders of networks to build partnerships.

    Try it out with `samenhang demo`. To run it for real: set DATABASE_URL and SAMENHANG_URL
    (docs/self-hosting.md names all settings), then `samenhang migrate`, `samenhang create-leader`
    and `samenhang serve`.
    """


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", show_envvar=True, help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(min=1), help="Number of processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Run the web server of this installation.

    A proxy in front of it must bring HTTPS.
    """
    if os.environ.get("SAMENHANG_DEMO"):
        raise click.ClickException(
            "SAMENHANG_DEMO signs people in without a password. Unset it, or run: samenhang demo"
        )
    start_migrated()
    from django.conf import settings

    listen(host, port, workers, told=f"http://{host}:{port}, for people at {settings.URL.geturl()}")


@main.command()
@click.option("--port", default=8000, show_default=True, envvar="PORT", show_envvar=True, help="Port to listen on.")
@click.option(
    "--data-dir",
    default="var/demo",
    show_default=True,
    envvar="SAMENHANG_DATA_DIR",
    show_envvar=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the example keeps its own database and keys.",
)
def demo(port: int, data_dir: Path) -> None:
    """Run an example initiative, on this machine only.

    Sign in with one press as leader, co-leader or partner. All people and organisations in it are
    invented. It never touches a real installation: it has its own database, and does not start where
    DATABASE_URL or a real SAMENHANG_URL is set.
    """
    refuse_beside_real_installation(data_dir)
    address = f"http://127.0.0.1:{port}"
    os.environ |= {
        "SAMENHANG_DEMO": "1",
        "SAMENHANG_URL": address,
        "SAMENHANG_DATA_DIR": str(data_dir),
        "SAMENHANG_SMTP_HOST": "",
    }
    start_django()
    (data_dir / DEMO_MARK).touch()
    if unapplied_migrations():
        migrate_database()
    from samenhang.site.demo import fill

    fill()
    listen("127.0.0.1", port, workers=1, told=address)


def refuse_beside_real_installation(data_dir: Path) -> None:
    url = os.environ.get("SAMENHANG_URL", "")
    real = [name for name in ["DATABASE_URL"] if os.environ.get(name)]
    if url and urlsplit(url).hostname not in LOOPBACK:
        real.append("SAMENHANG_URL")
    if real:
        raise click.ClickException(
            f"{' and '.join(real)} belongs to a real installation. The demo signs people in without a password, "
            "so it does not start here. Unset it, or run: samenhang serve"
        )
    if (data_dir / "samenhang.sqlite3").exists() and not (data_dir / DEMO_MARK).exists():
        raise click.ClickException(
            f"{data_dir} holds the data of a real installation. Choose another folder with --data-dir."
        )


def listen(host: str, port: int, workers: int, told: str) -> None:
    from samenhang.site import server

    if not server.is_free(host, port):
        raise click.ClickException(f"Port {port} of {host} is taken or not allowed. Choose another one with --port.")
    server.collect_static()
    click.echo(f"Samenhang runs on {told} (Ctrl+C stops it)")
    server.serve(host, port, workers)


@main.command()
def migrate() -> None:
    """Make the database, or bring it up to date after an upgrade."""
    start_django()
    missing = unapplied_migrations()
    migrate_database()
    click.echo(f"The database is up to date ({len(missing)} migrations applied).")


def migrate_database() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


@main.command("create-leader")
@click.argument("email")
@click.option("--name", prompt="Name", help="How others see them.")
@click.option("--administrator", is_flag=True, help="May also run the installation. That opens no initiative to them.")
@click.option("--link", is_flag=True, help="Print a link to choose a password with, instead of asking for one.")
def create_leader(email: str, name: str, administrator: bool, link: bool) -> None:
    """Give somebody an account, so that they can start an initiative."""
    start_migrated()
    from django.utils import translation

    from samenhang.accounts.models import Person

    person = Person(email=email.strip().lower(), name=name.strip(), is_administrator=administrator)
    person.set_unusable_password()
    with translation.override("en"):
        try:
            person.full_clean()
            if not link:
                person.set_password(ask_password(person))
        except ValidationError as error:
            raise click.ClickException(" ".join(error.messages)) from error
    person.save()
    if link:
        tell_link(person)
    else:
        click.echo(f"{person.email} can sign in now.")


def ask_password(person: Any) -> str:
    from django.contrib.auth.password_validation import validate_password

    password: str = click.prompt("Password", hide_input=True, confirmation_prompt="The same password again")
    validate_password(password, person)
    return password


@main.command("password-link")
@click.argument("email")
def password_link(email: str) -> None:
    """Print a link with which somebody chooses a new password.

    For who forgot theirs, where no mail is sent. Make sure that it is really them who ask.
    """
    start_migrated()
    from samenhang.accounts.models import Person

    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if not person:
        raise click.ClickException(f"Nobody signs in here with {email}.")
    tell_link(person)


def tell_link(person: Any) -> None:
    click.echo(f"{person.email} chooses a password here; the link works once, for three days:")
    click.echo(link_to_choose_password(person))


def link_to_choose_password(person: Any) -> str:
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str
    from django.conf import settings
    from django.urls import reverse

    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)},
    )
    return f"{settings.URL.scheme}://{settings.URL.netloc}{path}"


@main.command("import-stakeholders", context_settings=PASS_ON, short_help="Import stakeholders from a spreadsheet.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def import_stakeholders(arguments: tuple[str, ...]) -> None:
    start_django()
    from samenhang.stakeholders import command

    # Answers --help by itself, also before there is a database.
    with command.import_stakeholders.make_context("samenhang import-stakeholders", list(arguments)) as context:
        refuse_behind()
        command.import_stakeholders.invoke(context)


@main.command("rotate-keys")
@click.option("--drop-old", is_flag=True, help="Then forget the old keys. Older backups cannot be read any more.")
def rotate_keys(drop_old: bool) -> None:
    """Encrypt all confidential text with a new key.

    Stop the server first and start it again afterwards. Keys from SAMENHANG_KEYS are not changed: put a
    new one in front there yourself, then run this.
    """
    start_migrated()
    from django.conf import settings

    from samenhang.privacy import rotation

    if drop_old and settings.ENCRYPTION_KEYS:
        raise click.ClickException(
            "The keys come from SAMENHANG_KEYS: run this without --drop-old, then remove the old."
        )
    if not settings.ENCRYPTION_KEYS:
        rotation.add_key()
    click.echo(f"{rotation.reencrypt()} rows now have the newest key.")
    if drop_old:
        rotation.drop_old_keys()
        click.echo("The old keys are gone.")
    click.echo("Start the server again.")


@main.command()
@click.option("--dry-run", is_flag=True, help="Only tell what would be erased.")
def retention(dry_run: bool) -> None:
    """Erase what may not be kept any longer. Run it every night.

    Initiatives past the date they are kept until, stakeholders removed and imports abandoned more than
    30 days ago, and expired sessions. Prints one line for each, without contents.
    """
    start_migrated()
    from samenhang.site.retention import erase_what_is_past

    for line in erase_what_is_past(dry_run=dry_run):
        click.echo(line)


@main.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop. For cron.")
def worker(once: bool) -> None:
    """Mail people an overview of their actions, every morning at seven.

    Runs until it is stopped, beside the web server. Any number may run at once. Without a mail server it
    has nothing to do.
    """
    start_migrated()
    import logging

    from django.conf import settings

    from samenhang.site.worker import BackgroundWorker

    # It looks into the queue twice a minute, which is no news.
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    if not settings.SMTP_HOST:
        click.echo("SAMENHANG_SMTP_HOST is not set: nothing is mailed.")
    background = BackgroundWorker(once=once)
    background.configure_signals()
    background.run()


@main.command()
def check() -> None:
    """Look for mistakes in the settings, key files and database of this installation."""
    start_django()
    from django.utils import translation

    from samenhang.site.installation import problems

    with translation.override("en"):
        found = list(problems())
    for sentence in found:
        click.echo(sentence, err=True)
    if found:
        raise click.ClickException(f"{len(found)} to put right before people use this installation.")
    click.echo("Nothing to put right.")


@main.command(context_settings=PASS_ON, short_help="Run one of Django's own commands, for experts.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenhang.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["samenhang manage", *arguments])


main.add_command(analyse)


def start_migrated() -> None:
    start_django()
    refuse_behind()


def refuse_behind() -> None:
    """Raise ClickException when the database is not what this version works with."""
    missing = unapplied_migrations()
    if missing:
        raise click.ClickException(
            f"The database is behind by {len(missing)} migrations. Make a backup, then run: samenhang migrate"
        )
