"""The tables of codes agree with each other."""

from onrecord.codebooks.crosswalk import cameo_codes, plover_contexts, plover_modes


def test_codes_are_text_and_complete() -> None:
    assert len(cameo_codes()) == 312
    assert {"01", "010", "2042"} <= set(cameo_codes())


def test_modes_and_contexts_of_the_crosswalk_are_plovers() -> None:
    codes = cameo_codes().values()
    assert {(c.event_type, c.mode) for c in codes if c.mode} <= set(plover_modes())
    assert {context for c in codes for context in c.contexts} <= plover_contexts()


def test_the_two_goldstein_scales_differ_where_they_are_known_to() -> None:
    both = [c for c in cameo_codes().values() if c.goldstein_gdelt is not None and c.goldstein_icews is not None]
    differing = {c.code for c in both if c.goldstein_gdelt != c.goldstein_icews}
    assert differing == {"016", "022", "164", "165"}
