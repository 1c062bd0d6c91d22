from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def key_file(settings: Any, tmp_path: Path) -> Path:
    """The keys come from a file of this test alone, not made yet."""
    settings.ENCRYPTION_KEYS = []
    settings.ENCRYPTION_KEY_FILE = tmp_path / "keys" / "encryption.keys"
    return tmp_path / "keys" / "encryption.keys"
