"""What a reader asks of the desk. The whole question stands in the address, so that a page can be kept and sent."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, field_validator

Order = Literal["newest", "oldest", "told", "deadliest", "moved"]
Words = Annotated[list[str], Field(max_length=50)]

_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
LISTS = ("type", "mode", "standing", "actor", "recipient", "country", "publisher", "kind")
"""The parameters that may stand several times; an incident fits if it has any of the words."""


class Asking(BaseModel):
    """Which incidents: every filter that is given must hold; of several words of one filter, any."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    q: str = Field(default="", max_length=400, description="Words in the sentences that incidents rest on.")
    since: str = Field(
        default="", alias="from", description="From this day, month or year on: 2023-12-14, 2023-12, 2023."
    )
    until: str = Field(default="", alias="to", description="Up to this day, month or year.")
    type: Words = Field(default=[], description="Event type: ASSAULT, CONSULT ...")
    mode: Words = Field(default=[], description="Mode of the event type.")
    standing: Words = Field(default=[], description="affirmed, attributed, alleged, denied, disputed, unrealised.")
    actor: Words = Field(default=[], description="Who did it: an actor's id, or part of a name.")
    recipient: Words = Field(default=[], description="To whom, named as for actor.")
    country: Words = Field(default=[], description="Where: ISO 3166 alpha-3.")
    publisher: Words = Field(default=[], description="Who printed it.")
    kind: Words = Field(default=[], description="Kind of figure given: killed, injured, displaced ...")
    place: str = Field(default="", max_length=200, description="Part of the name of a place.")
    sources: int = Field(default=0, ge=0, le=1_000_000, description="At least so many independent sources.")
    bbox: str = Field(default="", max_length=120, description="West,south,east,north in degrees.")
    order: Order = Field(
        default="newest",
        description="newest, oldest, told (most sources first), deadliest, moved (last changed first).",
    )
    after: str = Field(default="", max_length=80, description="Where the page before this one ended.")
    size: int = Field(default=25, ge=1, le=200, description="Incidents a page.")

    @field_validator("since", "until")
    @classmethod
    def _is_day(cls, value: str) -> str:
        return is_day(value)

    @field_validator("bbox")
    @classmethod
    def _is_box(cls, value: str) -> str:
        if value:
            box(value)
        return value

    def query(self, **changes: object) -> str:
        """The address's query with some parameters changed; what is not given, or has its default, is left out."""
        asked = self._given | changes
        if "after" not in changes:
            asked.pop("after", None)
        return urlencode({name: value for name, value in asked.items() if value}, doseq=True)

    @cached_property
    def _given(self) -> dict[str, object]:
        """The parameters that are given; a page makes a hundred addresses of them."""
        return self.model_dump(by_alias=True, exclude_defaults=True)

    def toggled(self, name: str, word: str) -> str:
        """The query with one word of a filter added, or taken away where it is there."""
        words = list(getattr(self, name))
        changed = [one for one in words if one != word] if word in words else [*words, word]
        return self.query(**{name: changed})

    def question(self) -> Asking:
        """The same without what says in which order, and which page of it."""
        return self.model_copy(update={"order": "newest", "after": "", "size": 25})

    def is_open(self) -> bool:
        """Nothing is asked: the whole record."""
        return not set(self.model_dump(exclude_defaults=True)) - {"order", "after", "size"}


def is_day(value: str) -> str:
    """The value, which is a day, a month, a year or nothing; raises ValueError for anything else."""
    if value and not _DAY.fullmatch(value):
        raise ValueError("give a day (2023-12-14), a month (2023-12) or a year (2023)")
    return value


def box(value: str) -> tuple[float, float, float, float]:
    """The four numbers of a bounding box; raises ValueError for anything else."""
    parts = [float(part) for part in value.split(",")]
    if len(parts) != 4 or not all(-360 <= part <= 360 for part in parts) or parts[1] > parts[3]:
        raise ValueError("give west,south,east,north in degrees")
    west, south, east, north = parts
    return west, south, east, north
