"""Mistakes that the parser makes again and again, put right in the parse itself so that every stage sees them right."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.syntax import Token

_CHARGED = frozenset(("accuse", "suspect", "convict", "guilty", "acquit", "clear"))
"""Words after which "of" begins what somebody is said to have done."""


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of a sentence with the deeds of charges as clauses.

    In "accused the police of [arresting] refugees" the parser takes the deed for an adjective of the noun.
    """
    found = list(tokens)
    for token in tokens:
        if _is_deed(tokens, token):
            noun = tokens[token.head]
            found[token.i] = token._replace(dep="pcomp", head=token.i - 1)
            found[noun.i] = noun._replace(dep="dobj", head=token.i)
    return tuple(found)


def _is_deed(tokens: Sequence[Token], token: Token) -> bool:
    if token.dep != "amod" or token.tag != "VBG" or token.i == 0:
        return False
    noun, of = tokens[token.head], tokens[token.i - 1]
    behind = of.lemma == "of" and noun.dep == "pobj" and noun.head == of.i
    governor = tokens[of.head]
    charged = governor if governor.dep != "dobj" else tokens[governor.head]
    return behind and noun.tag in ("NNS", "NNPS", "NNP") and charged.lemma in _CHARGED
