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

_IRREGULAR = {
    "am": "be", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be",
    "'m": "be", "’m": "be", "'re": "be", "’re": "be", "has": "have", "had": "have", "'ve": "have", "’ve": "have",
    "did": "do", "does": "do", "done": "do", "ca": "can", "wo": "will", "'ll": "will", "’ll": "will",
}  # fmt: skip


def irregular_lemma(form: str, tag: str) -> str | None:
    """The lemma of an auxiliary or a negation in lower case, which the model's lemmatizer leaves to another component.

    >>> irregular_lemma("n't", "RB"), irregular_lemma("'s", "VBZ"), irregular_lemma("'s", "POS")
    ('not', 'be', None)
    """
    if form in ("n't", "n’t"):
        return "not"
    if form in ("'s", "’s"):
        return "be" if tag == "VBZ" else None
    return _IRREGULAR.get(form) if tag[:2] == "VB" or tag == "MD" else None


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
