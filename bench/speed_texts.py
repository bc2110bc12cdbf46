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
        story = Story(chance)
        yield {
            "title": f"Report {number}: {story.sentence('lead').split(',')[0]}",
            "publisher": chance.choice(["Bay Post", "Lakes Monitor", "Nile Ledger"]),
            "published": f"{chance.randint(2019, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "text": story.text(words),
        }


class Story:
    """One report's corner of the world: a country or two, three places, a group or two."""

    def __init__(self, chance: random.Random) -> None:
        corner = chance.choice(TABLES["stories"])
        places = chance.sample(corner["place"], 3)
        self._chance = chance
        self._words = {**TABLES["words"], **corner, "place": places}

    def text(self, words: int) -> str:
        paragraphs, written = [self.sentence("lead")], 0
        while written < words:
            paragraphs.append(" ".join(self.sentence("body") for _ in range(self._chance.randint(1, 3))))
            written += len(paragraphs[-1].split())
        return "\n\n".join(paragraphs)

    def sentence(self, kind: str) -> str:
        pattern = self._chance.choice(TABLES["patterns"][kind])
        sentence = SLOT.sub(lambda slot: self._chance.choice(self._words[slot[1]]), pattern)
        return sentence[0].upper() + sentence[1:]
