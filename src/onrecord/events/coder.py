"""Events in the parse, by the codebook."""

from __future__ import annotations

from onrecord.codebooks.events import Codebook
from onrecord.drafts import Cast, EventMention, TimeExpression, Toponym
from onrecord.events.blaming import blamed_before, in_order
from onrecord.events.drafting import Draft, drafts_of
from onrecord.events.fillers import Fillers, Named
from onrecord.events.frames import Matcher
from onrecord.events.linking import fill_from_speakers, lend_roles, linked
from onrecord.events.retold import tell_before
from onrecord.syntax import Parse


def code(
    parse: Parse,
    cast: Cast,
    codebook: Codebook,
    times: tuple[TimeExpression, ...],
    toponyms: tuple[Toponym, ...],
) -> tuple[EventMention, ...]:
    """Every naming of an event, in order of the text.

    Each embedded event is a mention of its own, also where it is denied, demanded or only quoted: how it stands is
    asked later. Denying and claiming responsibility are no events but claims (CAMEO 015 and 016 have no PLOVER type).
    """
    fillers = Fillers(parse, cast, codebook, Named(times, toponyms))
    matcher = Matcher(codebook, fillers)
    drafts: list[Draft] = []
    for sentence in parse.sentences:
        found = drafts_of(parse, sentence, matcher.matches(sentence), codebook, fillers)
        found = linked(found, codebook)
        lend_roles(found, codebook, fillers)
        fill_from_speakers(found, codebook, fillers)
        drafts += found
    tell_before(drafts, times, toponyms, codebook)
    drafts = in_order([*drafts, *blamed_before(parse, drafts, codebook)])
    return tuple(draft.mention() for draft in drafts)
