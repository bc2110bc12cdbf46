"""Made-up reports of the length of agency news, the same for the same seed."""

import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

TABLES = tomllib.loads(Path(__file__).with_name("speed_texts.toml").read_text(encoding="utf-8"))
SLOT = re.compile(r"\{(\w+)\}")


def reports(count: int, seed: int = 0, words: int = 500) -> Iterator[dict[str, str]]:
    """Rows of about `words` words, each with a title, a publisher and a day of publication."""
    chance = random.Random(seed)
    for number in range(count):
        yield {
            "title": f"Report {number}: {_filled(chance, 'lead').split(',')[0]}",
            "publisher": chance.choice(["Bay Post", "Lakes Monitor", "Nile Ledger"]),
            "published": f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "text": _text(chance, words),
        }


def _text(chance: random.Random, words: int) -> str:
    paragraphs, written = [_filled(chance, "lead")], 0
    while written < words:
        paragraphs.append(" ".join(_filled(chance, "body") for _ in range(chance.randint(1, 3))))
        written += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs)


def _filled(chance: random.Random, kind: str) -> str:
    pattern = chance.choice(TABLES["patterns"][kind])
    sentence = SLOT.sub(lambda slot: chance.choice(TABLES["words"][slot[1]]), pattern)
    return sentence[0].upper() + sentence[1:]
