import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from samenhang.privacy.fields import decrypt, encrypt
from samenhang.privacy.keys import read_key_file, write_key_file


def new_key() -> str:
    return Fernet.generate_key().decode()


def test_a_key_file_is_made_that_only_its_owner_may_read(key_file: Path) -> None:
    assert decrypt(encrypt("Wat niemand mag lezen")) == "Wat niemand mag lezen"
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [file.name for file in key_file.parent.iterdir()] == [key_file.name]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_file_that_others_may_read_is_refused_and_the_remedy_named(key_file: Path, mode: int) -> None:
    write_key_file(key_file, (new_key(),))
    key_file.chmod(mode)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        encrypt("tekst")


def test_a_key_file_opened_up_while_the_server_runs_is_refused_too(key_file: Path) -> None:
    encrypt("tekst")
    key_file.chmod(0o644)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        encrypt("tekst")


def test_a_key_file_that_disappears_is_never_replaced_by_a_new_key(key_file: Path) -> None:
    token = encrypt("tekst")
    key_file.unlink()
    with pytest.raises(ImproperlyConfigured, match="Put it back"):
        encrypt("tekst")
    assert decrypt(token) == "tekst"
    assert not key_file.exists()


def test_a_running_server_uses_a_key_that_another_process_added(key_file: Path) -> None:
    before = encrypt("eerst")
    newest = new_key()
    write_key_file(key_file, (newest, *read_key_file(key_file)))
    assert decrypt(Fernet(newest).encrypt(b"van een ander").decode()) == "van een ander"
    assert Fernet(newest).decrypt(encrypt("daarna")) == b"daarna"
    assert decrypt(before) == "eerst"


def test_the_wrong_key_is_a_loud_error_that_says_what_to_do(settings: Any) -> None:
    token = encrypt("tekst")
    settings.ENCRYPTION_KEYS = [new_key()]
    with pytest.raises(ImproperlyConfigured, match="Put that key back"):
        decrypt(token)


@pytest.mark.parametrize("content", ["", "geen sleutel\n"])
def test_a_key_file_without_a_valid_key_is_refused(key_file: Path, content: str) -> None:
    write_key_file(key_file, ())
    key_file.write_text(content)
    with pytest.raises(ImproperlyConfigured, match="no valid encryption key"):
        encrypt("tekst")


def test_a_malformed_key_in_the_environment_is_refused(settings: Any) -> None:
    settings.ENCRYPTION_KEYS = ["geen-sleutel"]
    with pytest.raises(ImproperlyConfigured, match="no valid encryption key"):
        encrypt("tekst")


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from samenhang.privacy.keys import make_key_file;"
        "path = Path(sys.argv[1]); sys.stdin.read(); make_key_file(path); print(path.read_text())"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "encryption.keys")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _process in range(4)
    ]
    # All are loaded and wait; closing what they read from starts them.
    for process in processes:
        assert process.stdin
        process.stdin.close()
        process.stdin = None
    keys = {process.communicate(timeout=60)[0] for process in processes}
    assert len(keys) == 1
    assert len(keys.pop().split()) == 1
