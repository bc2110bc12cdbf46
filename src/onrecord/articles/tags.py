"""Coarse tags (Universal Dependencies' UPOS) from the Penn Treebank's fine ones."""

from __future__ import annotations

_COARSE = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN",
    "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "MD": "AUX",
    "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "AFX": "ADJ", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "WRB": "ADV",
    "IN": "ADP", "RP": "ADP", "TO": "PART", "POS": "PART", "CC": "CCONJ", "CD": "NUM", "UH": "INTJ",
    "DT": "DET", "PDT": "DET", "WDT": "DET", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WP$": "PRON", "EX": "PRON",
    "SYM": "SYM", "$": "SYM", "#": "SYM", ".": "PUNCT", ",": "PUNCT", ":": "PUNCT", "``": "PUNCT", "''": "PUNCT",
    "-LRB-": "PUNCT", "-RRB-": "PUNCT", "HYPH": "PUNCT", "NFP": "PUNCT", "_SP": "SPACE",
}  # fmt: skip


def coarse_tag(tag: str, dep: str, lemma: str) -> str:
    """The UPOS tag of a token from its Penn tag, its dependency label and its lemma.

    >>> coarse_tag("VBD", "ROOT", "deny"), coarse_tag("VBD", "aux", "have")
    ('VERB', 'AUX')
    """
    if dep in ("aux", "auxpass") or (lemma == "be" and tag[:2] == "VB"):
        return "AUX" if tag != "TO" else "PART"
    if tag == "IN" and dep == "mark":
        return "SCONJ"
    return _COARSE.get(tag, "X")
