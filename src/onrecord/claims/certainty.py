"""How surely: FactBank's degrees of commitment, and how a word changes them for what it governs.

After Saurí and Pustejovsky ("Are you sure that this happened?", 2012) and Karttunen's signatures ("Simple and phrasal
implicatives", 2012): a word has one effect where it holds itself, another where it is negated, none where it is open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from onrecord.codebooks.cues import Cue
from onrecord.records import Factuality, Modality

Degree = Literal["CT", "PR", "PS"]
_ORDER: tuple[Degree, ...] = ("PS", "PR", "CT")


@dataclass(frozen=True, slots=True)
class Certainty:
    """A commitment: polarity 1, -1 or 0 (none), its degree, the modality, and the words that made it so.

    `given`: it is presupposed, so that what the governing words say does not bear on it. `apart`: it is presupposed
    where the voice itself denies or doubts, so that it is rather told by whoever relays that voice.
    """

    polarity: int = 1
    degree: Degree = "CT"
    modality: Modality = "actual"
    cues: tuple[str, ...] = ()
    given: bool = False
    apart: bool = False

    @property
    def factuality(self) -> Factuality:
        """On FactBank's scale."""
        if self.polarity == 0:
            return "U"
        if self.polarity > 0:
            return "CT+" if self.degree == "CT" else "PR+" if self.degree == "PR" else "PS+"
        return "CT-" if self.degree == "CT" else "PR-" if self.degree == "PR" else "PS-"

    @property
    def is_plain(self) -> bool:
        """Whether it is told as a happening, for certain."""
        return self.polarity > 0 and self.degree == "CT" and self.modality == "actual"

    def taken_as_given(self) -> Certainty:
        """What is presupposed by words that stand so."""
        return Certainty(given=True, apart=not self.is_plain)

    def negated(self, word: str) -> Certainty:
        """The same with the opposite polarity; what is asked not to happen is held for unlikely."""
        if self.polarity == 0:
            degree: Degree = "CT" if self.modality == "intended" else "PR"
            return replace(self, polarity=-1, degree=degree, cues=(*self.cues, word))
        return replace(self, polarity=-self.polarity, cues=(*self.cues, word))

    def open(self, modality: Modality, word: str) -> Certainty:
        """No commitment, in this modality."""
        return replace(self, polarity=0, modality=modality, cues=(*self.cues, word))

    def under(self, cue: Cue) -> Certainty:
        """How the complement of a cue stands where the cue itself stands so."""
        return self._at(of(cue.positive if self.polarity >= 0 else cue.negative), cue)

    def weighed(self, cue: Cue) -> Certainty:
        """How what somebody's word says stands where the word itself is affirmed or denied: a denied denial affirms."""
        effect = of(cue.positive)
        return self._at(replace(effect, polarity=effect.polarity * self.polarity), cue)

    def _at(self, effect: Certainty, cue: Cue) -> Certainty:
        polarity = effect.polarity if self.polarity else 0
        degree = min(self.degree, effect.degree, key=_ORDER.index)
        kept = cue.modality == "actual" or (polarity > 0 and self.polarity < 0 and effect.degree == "CT")
        modality = self.modality if kept else cue.modality
        return Certainty(polarity, degree, modality, (*self.cues, cue.word), self.given, self.apart)


GIVEN = Certainty(given=True)
TOLD_BY_ALL = Certainty(given=True, apart=True)


def of(factuality: Factuality) -> Certainty:
    """The commitment that a value of FactBank's scale stands for.

    >>> of("PR-").polarity, of("U").polarity
    (-1, 0)
    """
    if factuality == "U":
        return Certainty(polarity=0)
    degree: Degree = "CT" if factuality[:2] == "CT" else "PR" if factuality[:2] == "PR" else "PS"
    return Certainty(1 if factuality[2] == "+" else -1, degree)
