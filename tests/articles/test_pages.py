"""Web pages: what is taken from them, and that no date is guessed."""

from pathlib import Path

import pytest

from onrecord.articles.read import read_inputs
from onrecord.records import Article

BODY = (
    "<p>The harbour master said on Tuesday, 5 March 2024 that two ferries had been shelled. No one was hurt.</p>"
    "<p>Fishermen in the bay denied that any boat of theirs had been near when the guns were fired.</p>"
)
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li><li>Weather</li></ul></nav>"
FOOT = "<footer>Copyright 2021 Bay Post</footer>"


def page_of(tmp_path: Path, head: str, body: str = f"<article>{BODY}</article>", encoding: str = "utf-8") -> Article:
    path = tmp_path / "page.html"
    whole = f"<!doctype html><html><head>{head}</head><body>{MENU}{body}{FOOT}</body></html>"
    path.write_bytes(whole.encode(encoding))
    [article] = read_inputs([path])
    return article


def test_title_publisher_address_date_and_main_text(tmp_path: Path) -> None:
    head = """<title>Ferries shelled | Bay Post</title><meta property="og:title" content="Ferries shelled">
        <meta property="og:site_name" content="Bay Post"><link rel="canonical" href="https://bay.example/ferries">
        <meta property="article:published_time" content="2024-03-05T23:40:00-05:00">"""
    article = page_of(tmp_path, head, f"<article><h1>Ferries shelled</h1>{BODY}</article>")
    assert (article.title, article.publisher) == ("Ferries shelled", "Bay Post")
    assert article.url == "https://bay.example/ferries"
    assert (article.published.date, article.published.basis) == ("2024-03-05", "metadata")
    assert article.text.startswith("The harbour master said")
    assert article.text.count("\n") == 1


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2024-03">', "2024-03"),
        ('<meta name="date" content="2024">', "2024"),
        ('<meta name="date" content="12/03/2024">', None),
        ('<meta name="DC.date.issued" content="2024-03-05">', "2024-03-05"),
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2024-03-05T08:00Z"}]}</script>',
            "2024-03-05",
        ),
        ('<script type="application/ld+json">{"broken</script>', None),
        ('<meta property="og:url" content="https://bay.example/2024/03/05/ferries">', "2024-03-05"),
        ('<meta property="og:url" content="https://bay.example/2024/03/ferries">', "2024-03"),
        ("<title>Ferries shelled</title>", None),
    ],
)
def test_the_date_is_the_metadata_s_or_unknown(tmp_path: Path, head: str, date: str | None) -> None:
    assert page_of(tmp_path, head).published.date == date


@pytest.mark.parametrize(
    ("body", "date"),
    [
        (f'<article><time datetime="2024-03-05T10:00">5 March</time>{BODY}</article>', "2024-03-05"),
        (f'<article>{BODY}<time datetime="2024-03-05"></time><time datetime="2023-01-02"></time></article>', None),
        (f'<article>{BODY}</article><aside><time datetime="2023-01-02">2 January</time></aside>', None),
    ],
)
def test_times_in_the_page_count_where_they_can_only_be_the_article_s(
    tmp_path: Path, body: str, date: str | None
) -> None:
    assert page_of(tmp_path, "", body).published.date == date


@pytest.mark.parametrize("body", ["", "<p>Home</p>", "<ul><li>Sport<li>Weather</ul>", "<table><tr><td>1<td>2</table>"])
def test_a_page_without_an_article(tmp_path: Path, body: str) -> None:
    article = page_of(tmp_path, "<title>Front page</title>", body)
    assert article.unread_reason == "the page has no article in it"
    assert article.text == ""


@pytest.mark.parametrize("data", ["", "no markup at all", "<", "<html", "<!--", "<p>" * 50_000, "\x00<html></html>"])
def test_what_is_hardly_a_page(tmp_path: Path, data: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(data)
    [article] = read_inputs([path])
    assert article.unread_reason


def test_the_encoding_that_a_page_names(tmp_path: Path) -> None:
    body = f"<article>{BODY.replace('harbour master', 'governor of Łódź')}</article>"
    article = page_of(tmp_path, '<meta charset="iso-8859-2">', body, "iso-8859-2")
    assert "Łódź" in article.text


def test_a_page_that_breaks_the_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object, **named: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    assert "cannot be taken apart" in str(page_of(tmp_path, "").unread_reason)
