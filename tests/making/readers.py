"""Readers for tests of the work around them: they load no model, and can be made to fail on a word of the text."""

import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator

from onrecord.config import Settings
from onrecord.errors import SettingError
from onrecord.flow import Reader
from onrecord.records import Article, Reading, Span, Statement, identify
from onrecord.syntax import Parse


class PlainParser:
    """Gives every read article an empty parse; "unparsable" in a text breaks it."""

    def parse_articles(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Parse | None]]:
        for article in articles:
            if "unparsable" in article.text:
                raise ValueError("no tree")
            yield article, None if article.unread_reason else Parse(article.text, ())


class PlainReader(Reader):
    """Makes one statement an article, of its first word; some words in a text make it fail, wait or die."""

    def __init__(self, settings: Settings) -> None:
        self.parser = PlainParser()  # type: ignore[assignment]

    def read_parsed(self, article: Article, parse: Parse) -> Reading:
        if "uncodable" in article.text:
            raise ZeroDivisionError("of  a\nstage")
        if "slow" in article.text:
            time.sleep(0.3)
        if "poison" in article.text:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "exit" in article.text:
            os._exit(3)
        end = 99 if "misplaced" in article.text else len(article.text.split()[0])
        word = Span(0, end, article.text.split()[0])
        number = identify("st", article.article_id)
        statement = Statement(number, article.article_id, None, word, (), "asserts", None, None, "test")
        return Reading(article, (statement,))


def threads(settings: Settings) -> Reader:
    """A reader whose failure tells what a worker inherits."""
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    raise SettingError(f"{os.environ.get('OMP_NUM_THREADS')} {signal.SIGINT in mask}")


def no_reader(settings: Settings) -> Reader:
    """None: the process ends before it is ready."""
    sys.exit(7)
