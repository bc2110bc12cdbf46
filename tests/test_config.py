"""Settings from the environment, as a user writes them."""

from pathlib import Path

import pytest

from onrecord.config import settings
from onrecord.errors import SettingError


@pytest.mark.parametrize(
    ("written", "paths"),
    [("a.toml", ["a.toml"]), ("a.toml:b c.toml", ["a.toml", "b c.toml"]), ('["a.toml"]', ["a.toml"]), ("", [])],
)
def test_own_files_are_listed_as_in_path(monkeypatch: pytest.MonkeyPatch, written: str, paths: list[str]) -> None:
    monkeypatch.setenv("ONRECORD_CODEBOOKS", written)
    assert settings().codebooks == tuple(map(Path, paths))


def test_a_broken_list_is_a_setting_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_ACTORS", '["a.toml"')
    with pytest.raises(SettingError, match="actors"):
        settings()
