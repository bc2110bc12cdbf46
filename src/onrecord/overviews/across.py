"""What a record can be asked across its reports, as the methods of a record."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from onrecord.config import Settings
from onrecord.store.database import Database
from onrecord.store.filters import Asked, Filters

if TYPE_CHECKING:
    from onrecord.overviews.alerts import Alerts
    from onrecord.overviews.coverage import Coverage
    from onrecord.overviews.graph import Graph
    from onrecord.overviews.positions import Positions
    from onrecord.overviews.series import Series
    from onrecord.overviews.speakers import Directory


class Across:
    """The questions of a record that are about more than one report; the filters are those of its listings."""

    settings: Settings
    _database: Database

    def positions(self, actor: str, /, on: str, **filters: Unpack[Asked]) -> Positions:
        """What an actor, and whoever speaks for it, says on a matter in plain words ("talks TTP"), through time.

        Of the filters, those that speak of statements hold. Raises NotFoundError where nobody is called so, and
        SettingError where `on` has no words.
        """
        from onrecord.codebooks.events import Codebook
        from onrecord.overviews.positions import positions

        database, asked = self._asked(filters)
        return positions(database, actor, on, self._directory, Codebook.load(self.settings.codebooks), asked)

    def coverage(self, **filters: Unpack[Asked]) -> tuple[Coverage, ...]:
        """The counts that reports give over a period, each with how much of it the record's own incidents are.

        The filters say which counts are wanted, `kind` among them (attacks, killed, injured ...); the incidents are all
        that the record has.
        """
        from onrecord.overviews.coverage import coverage

        return coverage(*self._asked(filters))

    def series(self, **filters: Unpack[Asked]) -> tuple[Series, ...]:
        """The growing figures of one policy or conflict as dated points, with their sources; never summed.

        The filters say which figures are wanted, `kind` among them (expelled, displaced, killed ...).
        """
        from onrecord.overviews.series import series

        database, asked = self._asked(filters)
        return series(database, self._directory.register, asked)

    def graph(self, **filters: Unpack[Asked]) -> Graph:
        """Who is tied to whom, with who says so, and who acted on whom, counted over incidents.

        The filters say which incidents count; with `actor`, only what touches that actor is given. Raises
        NotFoundError where nobody is called so.
        """
        from onrecord.overviews.graph import graph

        database, asked = self._asked(filters)
        return graph(database, self._directory, asked)

    @property
    def alerts(self) -> Alerts:
        """Saved queries that report what is new or changed: `add`, `all`, `remove`, and `run`."""
        from onrecord.overviews.alerts import Alerts

        return Alerts(self._database)

    def _asked(self, filters: Asked) -> tuple[Database, Filters]:
        """The record as of the time that the filters name, and what else they ask."""
        asked = Filters(**filters)
        return self._database.at(asked.as_of), replace(asked, as_of=None)

    @cached_property
    def _directory(self) -> Directory:
        from onrecord.codebooks.matters import MatterBook
        from onrecord.codebooks.register import Register
        from onrecord.overviews.speakers import Directory

        return Directory(Register.load(self.settings.actors), MatterBook.load())
