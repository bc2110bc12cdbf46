"""Capitals for text that has lost them, from what the product knows: names of the register, places, English words.

A word that English does not have is a name. Lengths do not change, so offsets stay.
"""

import re
from functools import lru_cache

from onrecord.articles.parse import Parser
from onrecord.codebooks.register import Register
from onrecord.expressions.gazetteer import Gazetteer

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
OPENS = re.compile(r"(?:^|[.!?]\s+|\s{2,})[\"'(\[]*\s*(\w)")
INITIALS = re.compile(r"\(\s*\"?([^\W\d_]{2,7})\"?\s*\)")
ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ly", "n't", "'s", "’s")
LARGE = 100_000


class Truecaser:
    def __init__(self, parser: Parser, register: Register, gazetteer: Gazetteer) -> None:
        lemmatizer = parser._model.get_pipe("lemmatizer")
        index = lemmatizer.lookups.get_table("lemma_index")  # type: ignore[attr-defined]
        exceptions = lemmatizer.lookups.get_table("lemma_exc")  # type: ignore[attr-defined]
        self._words = {word for words in [*index.values(), *exceptions.values()] for word in words}
        self._grammar = set(parser._model.Defaults.stop_words)
        self._register, self._gazetteer = register, gazetteer
        self._is_word = lru_cache(maxsize=100_000)(self._is_english)

    def truecase(self, text: str) -> str:
        chars = list(text)
        initials = {match[1] for match in INITIALS.finditer(text) if not self._is_word(match[1])}
        name_before = -1
        for match in WORD.finditer(text):
            word = match[0]
            if match.start() == name_before + 1 and self._is_surname(word):
                chars[match.start()], name_before = word[0].upper(), match.end()
                continue
            name_before = match.end() if not self._is_word(word) else -1
            if word in initials or (not self._is_word(word) and self._register.bearers(word.upper())):
                chars[match.start() : match.end()] = word.upper()
            elif not self._is_word(word) or self._is_place(word) or self._is_demonym(word):
                chars[match.start()] = word[0].upper()
        for match in OPENS.finditer(text):
            chars[match.start(1)] = match[1].upper()
        return self._with_names(text, "".join(chars))

    def _is_surname(self, word: str) -> bool:
        """A word of English that is also some place's name ("Leal"), where it follows a name."""
        return word not in self._grammar and word in self._words and bool(self._gazetteer.lookup(word.title()))

    def _is_demonym(self, word: str) -> bool:
        return any(sense.form in ("adjective", "people") for sense in self._register.bearers(word.capitalize()))

    def _with_names(self, text: str, cased: str) -> str:
        titled = re.sub(WORD, lambda match: match[0][0].upper() + match[0][1:], text)
        for name in self._register.names_in(titled):
            piece = titled[name.start : name.end]
            if " " in piece:
                cased = cased[: name.start] + piece + cased[name.end :]
        return cased

    def _is_english(self, word: str) -> bool:
        if word in self._words or word in self._grammar or len(word) < 3:
            return True
        stems = [word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)]
        stems += [stem + "e" for stem in stems] + [stem[:-1] for stem in stems] + [stem[:-1] + "y" for stem in stems]
        return any(stem in self._words for stem in stems)

    @lru_cache(maxsize=100_000)  # noqa: B019 - one truecaser a run
    def _is_place(self, word: str) -> bool:
        if word in self._grammar or word not in self._words:
            return False
        found = self._gazetteer.lookup(word)
        return (
            bool(found) and found[0].population >= LARGE and found[0].kind in ("country", "capital", "town", "admin1")
        )
