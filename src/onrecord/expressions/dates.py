"""Dates in text: `forms_of` finds time expressions, `resolve` says which days they mean."""

from onrecord.expressions.dates_forms import TimeForm
from onrecord.expressions.dates_grammar import forms_of
from onrecord.expressions.dates_kept import Timed, kept, unkept
from onrecord.expressions.dates_resolution import When, place, resolve
from onrecord.expressions.dates_tense import tense_at
from onrecord.expressions.dates_words import HAPPENING
from onrecord.expressions.edtf import Period

__all__ = [
    "HAPPENING", "Period", "TimeForm", "Timed", "When", "forms_of", "kept", "place", "resolve", "tense_at", "unkept",
]  # fmt: skip
