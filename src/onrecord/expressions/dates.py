"""Dates in text: `forms_of` finds time expressions, `resolve` says which days they mean."""

from onrecord.expressions.dates_forms import TimeForm
from onrecord.expressions.dates_grammar import forms_of
from onrecord.expressions.dates_resolution import When, place, resolve
from onrecord.expressions.dates_tense import tense_at
from onrecord.expressions.dates_words import HAPPENING
from onrecord.expressions.edtf import Period

__all__ = ["HAPPENING", "Period", "TimeForm", "When", "forms_of", "place", "resolve", "tense_at"]
