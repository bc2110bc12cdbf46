"""Incidents: the happenings themselves, merged across articles."""
