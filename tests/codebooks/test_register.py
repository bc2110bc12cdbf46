"""The register: its volume, its names in all their spellings, users' own files, and its cache."""

import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebooks.register import Register
from onrecord.codebooks.register_names import fold, lower, matchable
from onrecord.errors import CodebookError


@cache
def register() -> Register:
    return Register.load()


def ids_in(text: str, known: Register | None = None) -> list[str]:
    return [name.senses[0].actor_id for name in (known or register()).names_in(text)]


def kinds(kind: str) -> int:
    return sum(register().fact(actor_id, "kind") == kind for actor_id in register())


def test_every_state_has_names_and_institutions() -> None:
    states = [actor_id for actor_id in register() if register().fact(actor_id, "kind") == "state"]
    assert len(states) >= 195
    assert all(len(state) == 3 and state.isupper() for state in states)
    army = register().actor("PAK-MIL")
    assert army is not None
    assert (army.name, army.country, army.sector) == ("Pakistani military", "PAK", "MIL")
    assert army.affiliations[0].to == "PAK"
    assert register().actor("PAK-NIX") is None


def test_the_register_is_as_large_as_it_says() -> None:
    assert kinds("armed_group") >= 500
    assert kinds("igo") >= 120
    assert kinds("media") + kinds("organisation") >= 300


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("Tehrik-e Taliban Pakistan", "TTP"),
        ("Tehreek-i-Taliban Pakistan", "TTP"),
        ("Tahreek e Taliban", "TTP"),
        ("Tahreek-e-Jihad Pakistan", "TJP"),
        ("al-Qa’ida", "AQ"),
        ("Al Qaeda", "AQ"),
        ("AL-QAEDA", "AQ"),
        ("el-Shabab", "SHABAAB"),
        ("Hizbollah", "HEZBOLLAH"),
        ("Côte d’Ivoire", "CIV"),
        ("N’Djaména", "TCD"),
        ("Sana'a", "YEM"),
        ("the U.S.", "USA"),
        ("Türkiye", "TUR"),
    ],
)
def test_spellings_match(text: str, actor_id: str) -> None:
    assert ids_in(f"They met ({text}) again.") == [actor_id]


@pytest.mark.parametrize(
    "text", ["He told us who is who.", "Maliciously", "a car on ice", "Chadwick", "polish the pole"]
)
def test_words_are_no_names(text: str) -> None:
    assert ids_in(text) == []


def test_a_longer_name_wins_and_a_broken_one_gives_way() -> None:
    assert ids_in("South Sudan and the Sudanese army of Sudan") == ["SSD", "SAF", "SDN"]
    assert ids_in("Central African Republicans") == ["CAF"]
    assert ids_in("Papua New Guinean islands near New Guinea") == ["PNG", "GIN"]


def test_affiliations_and_roles() -> None:
    taliban, jua = register().actor("TALIBAN"), register().actor("JUA")
    assert taliban is not None
    assert jua is not None
    assert taliban.roles[0].of == "AFG"
    assert [(tie.to, tie.kind, tie.basis) for tie in jua.affiliations] == [("TTP", "offshoot", "register")]


def test_offshoots_are_found_from_their_origin() -> None:
    assert ("JUA", "offshoot") in [(other, tie.kind) for other, tie in register().tied_to("TTP")]
    assert register().tied_to("NOBODY") == ()


@given(st.text())
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text) == len(matchable(text)) == len(lower(fold(text)))


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


MINE = '[file]\nkind = "armed_group"\nsector = "REB"\n\n[actors]\n'


def test_own_files_extend_the_register(tmp_path: Path) -> None:
    entries = 'KVF = { name = "Karu Valley Front", acronyms = ["KVF"], country = "TON", offshoot_of = "TTP" }\n'
    entries += 'TTP = { name = "Tehrik-e-Taliban Pakistan", names = ["Swat Students"] }\n'
    mine = Register.load([own(tmp_path, MINE + entries)])
    assert ids_in("The KVF, the Swat Students and the Pakistani Taliban", mine) == ["KVF", "TTP", "TTP"]
    assert mine.fact("KVF", "sector") == "REB"
    assert mine.fact("TTP", "country") == "PAK"
    assert len(register()) == len(mine) - 1


@pytest.mark.parametrize(
    ("text", "line", "key", "expected"),
    [
        (MINE + 'X = { name = "X", contry = "PAK" }\n', 6, "X.contry", "country"),
        (MINE + 'X = { names = ["X"] }\n', 6, "X.name", "name"),
        (MINE + 'X = { name = "X", country = "ZZZ" }\n', 6, "X.country", "state"),
        (MINE + 'X = { name = "X", sector = "ARMY" }\n', 6, "X.sector", "MIL"),
        (MINE + 'X = { name = "X", active = "since 1990" }\n', 6, "X.active", "1994-"),
        (MINE + 'X = { name = "X", parent = "NOBODY" }\n', 6, "X.parent", "NOBODY"),
        (MINE + 'X = { name = "X", names = "Y" }\n', 6, "X.names", "list"),
        (MINE + 'X = { name = "X", names = ["Y", "Y"] }\n', 6, "X.names", "twice"),
        (MINE + 'X = { name = "X" }\nX = { name = "Y" }\n', 7, "TOML", "overwrite"),
        ('[file]\nkind = "armies"\n', 1, "file", "armed_group"),
        ('[file]\nkind = "nouns"\n[[nouns]]\nrole = "king"\nwords = ["x"]\n', 3, "nouns", "office"),
        ("[actors\n", 1, "TOML", ""),
    ],
)
def test_a_malformed_file_says_where(tmp_path: Path, text: str, line: int, key: str, expected: str) -> None:
    path = own(tmp_path, text)
    with pytest.raises(CodebookError) as error:
        Register.load([path])
    assert (error.value.file, error.value.line, error.value.key) == (str(path), line, key)
    assert expected in error.value.expected
    assert str(path) in str(error.value)


def test_a_missing_file_is_a_codebook_error(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"none\.toml"):
        Register.load([tmp_path / "none.toml"])


def test_the_table_is_cached_by_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    mine = own(tmp_path, MINE + 'KVF = { name = "Karu Valley Front" }\n')
    assert "KVF" in ids_in("the Karu Valley Front", Register.load([mine]))
    (kept,) = (tmp_path / "cache" / "onrecord").iterdir()
    own(tmp_path, MINE + 'KVF = { name = "Kara Valley Front" }\n')
    assert ids_in("the Karu Valley Front and the Kara Valley Front", Register.load([mine])) == ["KVF"]
    kept.write_text("{", encoding="utf-8")
    assert "TTP" in ids_in("TTP", Register.load())


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert "TTP" in ids_in("TTP", Register.load())


def test_loading_and_matching_are_quick() -> None:
    register()
    began = time.process_time()
    known = Register.load()
    assert time.process_time() - began < 1
    text = "The ministry said on Tuesday that nobody had been hurt when the roof of the old market fell in. " * 5000
    began = time.process_time()
    assert known.names_in(text) == []
    assert len(text) / (time.process_time() - began) > 10_000_000
