"""Scores a shipped model: on our own cases that were held back, by phenomenon, and on articles; and its speed."""

from __future__ import annotations

import argparse
import itertools
import time
from pathlib import Path

from corpus import CASES, Text, articles, own_cases

from onrecord.statements.scores import Scores, scored
from onrecord.statements.tagger import Tagger


def evaluated(tagger: Tagger, texts: list[Text]) -> Scores:
    """The scores over texts."""
    return scored((text.attributions, tagger.tag(text.text)) for text in texts)


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--dev", type=Path)
    given = parser.parse_args()
    tagger = Tagger.load(given.model)
    held = own_cases(CASES, held_back=True)
    print(f"own held back ({len(held)} lines): {evaluated(tagger, held).line()}")
    for name, cases in itertools.groupby(held, key=lambda text: text.name.rsplit("-", 1)[0]):
        print(f"  {name}: {evaluated(tagger, list(cases)).line()}")
    if given.dev:
        texts = articles(given.dev)
        began = time.process_time()
        scores = evaluated(tagger, texts)
        words = sum(len(text.text.split()) for text in texts)
        print(f"articles: {scores.line()}  {words / (time.process_time() - began):.0f} words/s of CPU time")


if __name__ == "__main__":
    main()
