"""The codebook's loader: what a user's file may do, and what it is told when it is wrong."""

from pathlib import Path

import pytest

from onrecord.codebooks.events import Codebook
from onrecord.errors import CodebookError

GOOD = """
type = "PROTEST"
definition = "Ours."

[[group]]
name = "clang"
mode = "demo"
[group.verbs]
"A clang {pot}" = "[Nurses|A] [clanged] pots."

[classes]
pot = ["pot", "pan"]
"""


def written(folder: Path, text: str) -> list[Path]:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return [path]


def test_a_users_file_adds_triggers_and_classes(tmp_path: Path) -> None:
    book = Codebook.load(written(tmp_path, GOOD))
    assert [frame.coding.mode for frame in book.verbs["clang"]] == ["demo"]
    assert book.name.endswith("+ mine.toml")


def test_a_users_trigger_replaces_the_shipped_one(tmp_path: Path) -> None:
    text = GOOD.replace('"A clang {pot}" = "[Nurses|A] [clanged] pots."', '"A riot" = "[Nurses|A] [rioted]."')
    frames = Codebook.load(written(tmp_path, text)).verbs["riot"]
    assert [(frame.pattern, frame.coding.mode) for frame in frames] == [("A riot", "demo")]


def test_a_users_file_removes_triggers(tmp_path: Path) -> None:
    assert "riot" in Codebook.load().verbs
    assert "riot" not in Codebook.load(written(tmp_path, 'remove = ["A riot"]')).verbs


@pytest.mark.parametrize(
    ("change", "line", "key", "expected"),
    [
        (("PROTEST", "PROTESTS"), 2, "type", "one of"),
        (('mode = "demo"', 'about = ["DEMO"]'), 7, "about", "event types"),
        (('"demo"', '"dmo"'), 7, "mode", "a mode of PROTEST"),
        (('mode = "demo"', 'cameo = "999"'), 7, "cameo", "a CAMEO code"),
        (('mode = "demo"', 'contexts = ["x"]'), 7, "contexts", "contexts of PLOVER"),
        (('mode = "demo"', 'moode = "demo"'), 7, "moode", "one of"),
        (("{pot}", "{pots}"), 9, "A clang {pots}", "a word class"),
        (("[clanged]", "clanged"), 9, "A clang {pot}", "its trigger in brackets"),
        (("[clanged]", "[clanged"), 9, "A clang {pot}", "brackets that pair"),
        (('"pot", "pan"', '"pot", "pot"'), 12, "pot", "each word once"),
        (("definition", "definitoin"), 3, "definitoin", "one of"),
        (('"A clang', "A clang"), 9, "TOML", "line 9"),
    ],
)
def test_an_error_names_file_line_and_key(
    tmp_path: Path, change: tuple[str, str], line: int, key: str, expected: str
) -> None:
    with pytest.raises(CodebookError) as error:
        Codebook.load(written(tmp_path, GOOD.replace(*change)))
    assert error.value.line == line
    assert error.value.key == key
    assert expected in error.value.expected
    assert error.value.file.endswith("mine.toml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"nowhere\.toml"):
        Codebook.load([tmp_path / "nowhere.toml"])


def test_removing_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="remove"):
        Codebook.load(written(tmp_path, 'remove = ["A frobnicate R"]'))


def test_a_fault_of_a_group_does_not_hide_those_of_its_triggers(tmp_path: Path) -> None:
    text = GOOD.replace('"demo"', '"dmo"').replace("[clanged]", "clanged")
    assert [fault.key for fault in Codebook.faults(written(tmp_path, text))] == ["mode", "A clang {pot}"]
