"""What comes in: every kind of input, and every way in which one can be broken."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.articles.given import Defaults
from onrecord.articles.read import read_inputs
from onrecord.errors import SettingError
from onrecord.records import Article

STORY = "The harbour master said on Tuesday that two ferries had been shelled. No one was hurt, he told reporters."
OTHER = "Fishermen in the bay denied that any boat of theirs had been near the ferries when the guns were fired."


def read(*paths: Path, **options: Any) -> list[Article]:
    return list(read_inputs(paths, **options))


def put(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def rows(*texts: str) -> str:
    return "".join(json.dumps({"text": text}) + "\n" for text in texts)


def reason(path: Path, **options: Any) -> str:
    [article] = read(path, **options)
    assert article.text == ""
    assert article.unread_reason is not None
    return article.unread_reason


def test_a_folder_is_read_by_name_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/.hidden.txt", ".git/c.txt", "map.png", "README.md", "c.TXT"):
        put(tmp_path / name, STORY)
    assert [Path(a.origin).name for a in read(tmp_path)] == ["z.md", "b.txt", "c.TXT"]


def test_the_id_is_the_content_s_and_not_the_place_s(tmp_path: Path) -> None:
    one, two = put(tmp_path / "one.txt", STORY), put(tmp_path / "two.txt.gz", gzip.compress(STORY.encode()))
    first, second = read(one, two)
    assert first.article_id == second.article_id
    assert first.text == second.text == STORY
    assert read(one)[0].article_id != read(one, defaults=Defaults.of(publisher="Bay Post"))[0].article_id


def test_columns_of_json_lines_by_their_names_and_other_names(tmp_path: Path) -> None:
    full = {"text": STORY, "title": "Ferries\nshelled", "url": "https://bay.example/1", "publisher": "Bay Post"}
    lines = [
        full | {"published": "2024-03-05"},
        {"body": OTHER, "Date": "Tue, 05 Mar 2024 09:00:00 GMT", "source": "X"},
    ]
    path = put(tmp_path / "wire.ndjson", "\n".join(map(json.dumps, lines)))
    first, second = read(path)
    assert (first.title, first.url, first.publisher) == ("Ferries shelled", "https://bay.example/1", "Bay Post")
    assert (first.published.date, first.published.precision, first.published.basis) == ("2024-03-05", "day", "metadata")
    assert (second.text, second.publisher, second.published.date) == (OTHER, "X", "2024-03-05")
    assert first.origin == f"{path}:1"


@pytest.mark.parametrize(("name", "mark"), [("t.csv", ","), ("t.csv", ";"), ("t.tsv", "\t")])
def test_tables(tmp_path: Path, name: str, mark: str) -> None:
    table = (
        f'title{mark}text{mark}published\nFirst{mark}"{STORY}\n\n{OTHER}"{mark}2024-03\nSecond{mark}"{OTHER}"{mark}\n'
    )
    first, second = read(put(tmp_path / name, "\ufeff" + table))
    assert first.text == f"{STORY}\n\n{OTHER}"
    assert (first.published.date, first.published.precision) == ("2024-03", "month")
    assert (second.title, second.published.date, second.origin) == ("Second", None, f"{tmp_path / name}:5")


def test_what_the_user_says_holds_where_the_input_is_silent(tmp_path: Path) -> None:
    lines = [{"text": STORY}, {"text": OTHER, "publisher": "Bay Post", "published": "2024-03-05"}]
    path = put(tmp_path / "wire.jsonl", "\n".join(map(json.dumps, lines)))
    first, second = read(path, defaults=Defaults.of(published="2024", publisher="Wire"))
    assert (first.published.date, first.published.precision, first.publisher) == ("2024", "year", "Wire")
    assert (second.published.date, second.publisher) == ("2024-03-05", "Bay Post")


@pytest.mark.parametrize("wrong", ["yesterday", "2024-02-30", "2024-13", "2024/03/05", "24", "2024-03-05/2024-03-06"])
def test_a_wrong_publication_date_is_a_wrong_setting(wrong: str) -> None:
    with pytest.raises(SettingError, match="a day"):
        Defaults.of(published=wrong)


def test_a_path_that_is_not_there_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no such file"):
        read_inputs([tmp_path / "slip.txt"])


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    front = "---\ntitle: Ferries shelled\ndate: 2024-03-05\n---\n"
    body = f"# Heading\n\nThe **harbour** [master](https://x.example) *said*.\n\n{OTHER}\n"
    [article] = read(put(tmp_path / "a.md", front + body))
    assert (article.title, article.published.date) == ("Ferries shelled", "2024-03-05")
    assert article.text == f"The harbour master said.\n\n{OTHER}"
    assert read(put(tmp_path / "b.md", f"# Two ferries\n{STORY}"))[0].title == "Two ferries"


@pytest.mark.parametrize(("kind", "data"), [("text", STORY), ("jsonl", rows(STORY)), ("csv", f'text\n"{STORY}"\n')])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, kind: Any, data: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    inputs = read_inputs(["-"], standard_input=kind)
    assert inputs.share is None
    assert [article.text for article in inputs] == [STORY]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("kind", ["txt", "jsonl", "csv"])
def test_encodings(tmp_path: Path, encoding: str, kind: str) -> None:
    text = f"“It wasn’t us” – so said José Muñoz. {STORY}"
    quoted = text.replace('"', '""')
    wrap = {"txt": text, "jsonl": json.dumps({"text": text}, ensure_ascii=False), "csv": f'text\r\n"{quoted}"\r\n'}
    assert [a.text for a in read(put(tmp_path / f"a.{kind}", wrap[kind].encode(encoding)))] == [text]


def test_utf_16_of_the_other_byte_order(tmp_path: Path) -> None:
    assert read(put(tmp_path / "a.txt", b"\xfe\xff" + STORY.encode("utf-16-be")))[0].text == STORY


def test_another_script_in_a_legacy_encoding_is_kept_unread(tmp_path: Path) -> None:
    text = "Правительство сообщило во вторник, что переговоры с делегацией продолжатся на этой неделе в столице. " * 3
    [article] = read(put(tmp_path / "a.txt", text.encode("cp1251")))
    assert article.text == text.strip()
    assert article.language == "ru"


def test_damaged_utf_8_is_still_utf_8(tmp_path: Path) -> None:
    text = "“We did not fire” – the group’s José said so. " * 4
    cut = text.encode()[:-1] + b"\xe2\x80"
    assert read(put(tmp_path / "a.txt", cut))[0].text == text.strip() + "\ufffd"


def test_other_languages_are_kept_unread(tmp_path: Path) -> None:
    text = "El capitán del puerto dijo el martes que dos transbordadores habían sido bombardeados cerca de la bahía."
    [article] = read(put(tmp_path / "a.txt", text))
    assert (article.text, article.language) == (text, "es")
    assert article.unread_reason == "language: es; only English is read"
    [told] = read(put(tmp_path / "b.txt", STORY), defaults=Defaults.of(language="de"))
    assert told.unread_reason == "language: de; only English is read"


def test_a_short_or_english_text_with_foreign_names_is_read(tmp_path: Path) -> None:
    named = (
        "Zulfiqar Ali Qureshi of Tehrik-i-Jafaria told Dera Ismail Khan's Majlis-e-Wahdat that Anjuman-e-Sahaba lied."
    )
    for text in ("Hay calma.", named):
        assert read(put(tmp_path / "a.txt", text))[0].unread_reason is None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (bytes(range(256)) * 40, "a binary file"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04xx", "a zip"),
        (b"\x89PNG", "a picture"),
    ],
)
def test_a_binary_file_named_txt(tmp_path: Path, data: bytes, kind: str) -> None:
    assert kind in reason(put(tmp_path / "a.txt", data))


def test_stray_nul_bytes_are_taken_out(tmp_path: Path) -> None:
    assert read(put(tmp_path / "a.txt", STORY.replace("ferries", "fer\x00ries")))[0].text == STORY


def test_lone_surrogates_are_replaced(tmp_path: Path) -> None:
    [article] = read(put(tmp_path / "a.jsonl", '{"text": "Half \\ud83d of it.", "title": "\\udc00"}'))
    assert article.text == "Half \ufffd of it."
    article.text.encode()


@pytest.mark.parametrize("data", ["", " \n\t\n", "\ufeff", "\u200b"])
def test_an_empty_file(tmp_path: Path, data: str) -> None:
    assert reason(put(tmp_path / "a.txt", data)) == "it has no text"


def test_links_to_nothing_and_odd_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "x.txt").mkdir()
    put(tmp_path / "x.txt" / "real.txt", STORY)
    reasons = {Path(a.origin).name: a.unread_reason for a in read(tmp_path)}
    assert reasons["real.txt"] is None
    assert "No such file" in str(reasons["gone.txt"])
    assert reasons["pipe.txt"] == "it is not a regular file"


def test_a_link_to_a_folder_above_is_no_circle(tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.txt", STORY)
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    assert len(read(tmp_path)) == 1


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.txt", STORY)
    put(tmp_path / "b.txt", OTHER)
    opened = Path.open

    def refuse(self: Path, *given: Any, **named: Any) -> Any:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *given, **named)

    monkeypatch.setattr(Path, "open", refuse)
    first, second = read(tmp_path)
    assert first.unread_reason == "the file cannot be read (Permission denied)"
    assert second.unread_reason is None


def test_a_folder_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)
    assert reason(tmp_path) == "the folder cannot be opened (Permission denied)"


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt")).write_text(STORY)
    [article] = read(tmp_path)
    article.origin.encode()
    assert article.text == STORY


def test_what_came_whole_of_a_truncated_gzip_is_read(tmp_path: Path) -> None:
    texts = [f"Report {number} of the harbour master: {os.urandom(300).hex()}." for number in range(200)]
    data = gzip.compress(rows(*texts).encode())
    *whole, last = read(put(tmp_path / "wire.jsonl.gz", data[: len(data) // 2]))
    assert [a.text for a in whole] == texts[: len(whole)]
    assert len(whole) > 50
    assert "breaks off" in str(last.unread_reason)
    assert "breaks off" in reason(put(tmp_path / "one.txt.gz", gzip.compress(STORY.encode())[:-12]))


def test_a_damaged_gzip_and_one_in_several_members(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(os.urandom(3000).hex().encode()))
    data[500:600] = bytes(100)
    assert "damaged" in reason(put(tmp_path / "a.txt.gz", bytes(data)))
    parts = gzip.compress(STORY.encode()) + gzip.compress(OTHER.encode()) + bytes(40)
    assert read(put(tmp_path / "b.txt.gz", parts))[0].text == STORY + OTHER


def test_a_gzip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.articles.streams.FREE_EXPANSION", 1 << 20)
    bomb = gzip.compress(b"\n" * (8 << 20))
    assert "times its size" in reason(put(tmp_path / "a.jsonl.gz", bomb))


def test_a_single_line_of_200_megabytes_is_never_held(tmp_path: Path, peak: Any) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as out:
        out.truncate(0)
        for _ in range(200):
            out.write(b"word " * (1 << 18))
    with peak() as held:
        assert "8,000,000 bytes" in reason(path)
        [line] = read(path.rename(tmp_path / "long.jsonl"))
        assert line.unread_reason == "line 1 is longer than an article may be"
        [row] = read(put(tmp_path / "long.csv", b"text\n" + b'"' + b"word " * (4 << 20) + b'"'))
        assert row.unread_reason == "line 2 is longer than an article may be"
    assert held.megabytes < 60


def test_an_article_longer_than_the_limit(tmp_path: Path) -> None:
    assert reason(put(tmp_path / "a.txt", STORY * 20), largest=1000) == "it is longer than 1,000 characters"


def test_what_has_no_words_is_no_article(tmp_path: Path) -> None:
    assert "no prose" in reason(put(tmp_path / "a.txt", "QUJD" * 20_000))


def test_lines_between_long_lines_are_read(tmp_path: Path) -> None:
    lines = [json.dumps({"text": t}) for t in (STORY, "x " * 9000, OTHER)]
    found = read(put(tmp_path / "a.jsonl", "\n".join(lines)), largest=1000)
    assert [a.text for a in found] == [STORY, "", OTHER]


def test_a_table_without_its_columns(tmp_path: Path) -> None:
    told = reason(put(tmp_path / "a.csv", f"headline,day\nFerries,{STORY}\n"))
    assert "no column named text" in told
    assert "found: headline, day" in told
    assert "expected: text, title, url, publisher, published" in told


def test_broken_rows_of_a_table(tmp_path: Path) -> None:
    table = f'title,text\nOnly a title\nFine,"{STORY}"\n,\n'
    first, second = read(put(tmp_path / "a.csv", table))
    assert (first.title, first.unread_reason) == ("Only a title", "it has no text")
    assert second.text == STORY


def test_invalid_json_is_named_by_file_and_line(tmp_path: Path) -> None:
    lines = [*rows(*[f"{STORY} {n}" for n in range(6)]).splitlines(), '{"text": "broken', *rows(OTHER).splitlines()]
    lines += ["[1]", "{}", "[" * 100_000, '{"text": 7}']
    path = put(tmp_path / "wire.jsonl", "\n".join(lines))
    found = read(path)
    assert [a.origin for a in found if a.unread_reason] == [f"{path}:{line}" for line in (7, 9, 10, 11, 12)]
    told = [str(a.unread_reason) for a in found if a.unread_reason]
    assert "line 7 is not valid JSON (column 10" in told[0]
    assert "not a JSON object" in told[1]
    assert "no column named text" in told[2]
    assert found[7].text == OTHER


def test_a_fault_of_ours_does_not_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr("onrecord.articles.read.json_rows", fail)
    put(tmp_path / "b.txt", OTHER)
    first, second = read(put(tmp_path / "a.jsonl", rows(STORY)), tmp_path / "b.txt")
    assert first.unread_reason == "it could not be read (ZeroDivisionError: a fault)"
    assert second.text == OTHER


def test_the_share_grows_to_one(tmp_path: Path) -> None:
    for name in "abcd":
        put(tmp_path / f"{name}.txt", STORY)
    inputs = read_inputs([tmp_path])
    assert [inputs.share, *(inputs.share for _ in inputs)] == [0, 0.25, 0.5, 0.75, 1]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "De havenmeester zei dinsdag dat twee veerboten waren beschoten of geraakt; er was niemand gewond."),
        ("pl", "Kapitan portu powiedział we wtorek, że to dwa promy ostrzelano i że nikt by nie ucierpiał na tym."),
        ("sv", "Hamnkaptenen sade på tisdagen att två färjor hade beskjutits nära gamla staden, men ingen skadades."),
    ],
)
def test_languages_that_share_small_words_with_english(tmp_path: Path, language: str, text: str) -> None:
    assert read(put(tmp_path / "a.txt", f"{text} {text}"))[0].language == language
