"""From stored events to incidents; like the flow of an article, the only place that knows the order of its steps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, pairwise, product

from sqlalchemy.engine import Connection

from onrecord.articles.copies import Sketch, are_copies, sketch
from onrecord.articles.terms import terms_of
from onrecord.corrections import corrected_event, corrected_incident
from onrecord.drafts import Telling
from onrecord.incidents.candidates import NEAREST, Keys, Pair, meet
from onrecord.incidents.compare import score_of
from onrecord.incidents.linking import Edge, Told, linked
from onrecord.incidents.merge import Group, bonds_of, cluster_of, components, cut, keys_of
from onrecord.incidents.packing import packed, rules, unpacked
from onrecord.incidents.profile import Profile, profiles_of
from onrecord.incidents.reconcile import reconcile
from onrecord.judged import Decisions
from onrecord.records import Incident
from onrecord.store.judging import load_decisions
from onrecord.store.merging import Merging, Neighbour, Spot, Standing
from onrecord.store.write import Writer
from onrecord.succession import Succession
from onrecord.superseding import settle

REMEMBERED = 5_000
"""Articles whose profiles are remembered from batch to batch, about 100 MB."""
SCORES = 200_000
"""Scores within components that are remembered from batch to batch, about 40 MB."""
AT_ONCE = 250
"""New articles that are looked at together: more only where much was stored and never merged."""


@dataclass(frozen=True, slots=True)
class _Work:
    """The components that are to be cut anew, those of them whose links are to be found anew, and new links.

    `restated` are events of which something is new beside themselves: what their article reprints, a decision.
    """

    touched: set[str]
    broken: set[str]
    edges: Sequence[Edge]
    restated: Collection[str] = ()


class Merger:
    """Brings the incidents up to date with the events that have been stored, within the same transaction.

    Which articles are compared depends on who stands near to whom in the end, and every component that a new telling
    touches is cut anew, so that the incidents are the same in whatever order, and in however many runs, the
    articles came.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._articles: dict[int, Told] = {}
        self._scores: dict[tuple[str, str], float] = {}
        self._decisions = Decisions()
        self._left: dict[int, set[Spot]] = {}
        self._heard: dict[str, Telling] = {}

    def merge(
        self, connection: Connection, decisions: Decisions | None = None, about: Collection[str] = frozenset()
    ) -> None:
        """Merge all that no merging has looked at yet: the batch just stored, or what a killed run left.

        `decisions` are all that people decided, else they are loaded; the incidents of the events `about` which they
        decided otherwise now are made anew.
        """
        stored = Merging(connection)
        self._decide(load_decisions(connection) if decisions is None else decisions)
        turned = settle(connection, self._decisions)
        self._distrust(bool(stored.stale_components()))
        reprints = _find_copies(stored, turned)
        for key in (*turned, *reprints):
            self._articles.pop(key, None)
        touched = stored.components(stored.events_of(reprints))
        fresh = stored.fresh()
        articles = sorted(stored.articles_of(fresh))
        # What waits to be added is beside nobody until then.
        self._left = stored.leave(articles)
        for at in range(0, len(articles), AT_ONCE):
            self._add(connection, stored, articles[at : at + AT_ONCE])
        # What the new articles touched has been cut anew already.
        stale = stored.stale_components()
        touched |= stale | stored.components_of(about)
        touched |= self._tied(stored, stored.events_in(touched))
        if touched:
            restated = {*about, *stored.event_ids(stored.events_of(reprints))}
            self._replace(connection, _Work(touched, stale, (), restated), ())
        stored.settle(fresh)
        self._heard.clear()

    def _decide(self, decisions: Decisions) -> None:
        """What is remembered of articles rests on what people decided."""
        if decisions.in_force != self._decisions.in_force:
            self._articles.clear()
            self._scores.clear()
        self._decisions = decisions

    def _tied(self, stored: Merging, events: set[int]) -> set[str]:
        """The components that hold what people put together with these events."""
        ties, found = self._decisions.ties, set[str]()
        together = ties.together | ties.bridges
        ids = stored.event_ids(events) if together else set()
        while ids:
            others = {id_ for pair in together if not ids.isdisjoint(pair) for id_ in pair} - ids
            new = stored.components_of(others) - found
            found |= new
            ids = stored.event_ids(stored.events_in(new))
        return found

    def _distrust(self, stale: bool) -> None:
        """What is remembered may be too much, or gone with a stale incident."""
        if stale or len(self._scores) > SCORES:
            self._scores.clear()
        if stale:
            self._articles.clear()
        for key in list(islice(self._articles, max(len(self._articles) - REMEMBERED, 0))):
            del self._articles[key]

    def _add(self, connection: Connection, stored: Merging, articles: Sequence[int]) -> None:
        """Merge what these new articles tell."""
        told = self._known(stored, articles)
        places = {key: its[0].place_in_line for key, its in told.items() if its}
        lines = {key: keys_of(told[key]) for key in places}
        stored.stand(places, lines)
        near = list(stored.neighbours(places, NEAREST))
        edges = self._edges(stored, {*_pairs(near), *self._closed_up(stored, articles, places, lines)})
        joined = stored.components_of({one.event_id for edge in edges for one in edge})
        # What was decided anew on an article that is merged already may part whatever it is in.
        parted = self._parted(stored, near, places.keys()) | stored.components(stored.events_of(articles))
        touched = joined | parted
        touched |= self._tied(stored, stored.events_of(articles) | stored.events_in(touched))
        self._replace(connection, _Work(touched, parted, edges), articles)

    def _closed_up(
        self, stored: Merging, articles: Iterable[int], places: Mapping[int, int], lines: Mapping[int, Keys]
    ) -> set[Pair]:
        """The pairs of articles that are near to each other now that these have left lines between them."""
        closer: set[Pair] = set()
        for key in articles:
            stands = {(line, places[key]) for line in lines.get(key, ())}
            for spot in self._left.get(key, set()) - stands:
                before, after = (stored.beside(spot, NEAREST, after=after) for after in (False, True))
                closer.update((min(a, b), max(a, b)) for a, b in product(before, after) if a != b)
        beside = {article for pair in closer for article in pair}
        return closer & set(_pairs(stored.neighbours(beside, NEAREST))) if closer else closer

    def _edges(self, stored: Merging, pairs: Collection[Pair]) -> list[Edge]:
        """The tellings that are linked, of pairs of articles."""
        known = self._known(stored, {article for pair in pairs for article in pair})
        return list(linked((known[one], known[other]) for one, other in pairs))

    def _parted(self, stored: Merging, near: Sequence[Neighbour], new: Collection[int]) -> set[str]:
        """The components with a link that is none any more, because new articles have come between the two."""
        apart = {(min(p), max(p)) for standing in _standing(near) for p in _driven_apart(standing, new)}
        place = {n.other: n.other_place for n in near}
        found = stored.components_by_article({article for pair in apart for article in pair})
        lost = [
            (a, b)
            for a, b in sorted(apart)
            if found.get(a, set()) & found.get(b, set())
            and not meet(stored.lines_near(a, b, NEAREST), place[a], place[b])
        ]
        ids = {one.event_id for edge in self._edges(stored, lost) for one in edge}
        return stored.components_of(ids)

    def _known(self, stored: Merging, articles: Iterable[int]) -> dict[int, Told]:
        wanted = sorted(set(articles))
        unknown = [key for key in wanted if key not in self._articles]
        found = {key: self._articles.pop(key) for key in wanted if key in self._articles}
        found |= profiles_told(stored, unknown, self._decisions, self._heard)
        # What was asked for last stands last, and is forgotten last.
        self._articles.update(found)
        return found

    def _score(self, one: Profile, other: Profile) -> float:
        first, second = one.event_id, other.event_id
        if first > second:
            return self._score(other, one)
        found = self._scores.get((first, second))
        if found is None:
            found = self._scores[first, second] = score_of(one, other)
        return found

    def _replace(self, connection: Connection, work: _Work, articles: Iterable[int]) -> None:
        """Cut the components anew, together with what the new articles tell."""
        stored = Merging(connection)
        standing = stored.standing(work.touched)
        groups = self._groups(stored, work, standing, stored.events_of(articles))
        kept = self._kept(groups, standing, work.restated)
        before = stored.incident_ids(work.touched) - {one.incident_id for one in kept.values()}
        succession = Succession(connection, stored.incidents(before), self._writer)
        found = self._reconciled(stored, [group for group in groups if group.ids not in kept])
        succession.follow([one for _, one in found])
        names = {one.incident_id: component for component, one in found}
        for group in groups:
            if group.ids in kept and kept[group.ids].component != group.component:
                names[kept[group.ids].incident_id] = group.component
        stored.name_components(names)

    def _groups(
        self, stored: Merging, work: _Work, standing: Iterable[Standing], events: Collection[int]
    ) -> list[Group]:
        """The groups that the touched components and these events are cut into."""
        component_of = {one.event_id: one.component for one in standing}
        profiles = self._profiles(stored, {*events, *(one.key for one in standing)})
        whole = {event: name for event, name in component_of.items() if name not in work.broken}
        edges = [*work.edges, *self._edges_within(stored, profiles, component_of.keys() - whole.keys())]
        grouped = _grouped(profiles, [*edges, *self._bridges(profiles)], whole)
        return [one for group in grouped for one in cut(group, self._score, self._decisions.ties)]

    def _kept(
        self, groups: Iterable[Group], standing: Iterable[Standing], restated: Collection[str]
    ) -> dict[tuple[str, ...], Standing]:
        """The groups that an incident stands for already, of whose events nothing is new, each with one event of it."""
        standing_as: dict[str, list[Standing]] = {}
        for one in standing:
            standing_as.setdefault(one.incident_id, []).append(one)
        known = {tuple(sorted(one.event_id for one in its)): its[0] for its in standing_as.values()}
        wanted = (ids for group in groups for ids in (group.ids,) if ids in known and not known[ids].stale)
        return {
            ids: known[ids] for ids in wanted if not self._decisions.on(ids) and not any(id_ in restated for id_ in ids)
        }

    def _reconciled(self, stored: Merging, groups: Sequence[Group]) -> list[tuple[str, Incident]]:
        """The incidents of these groups, each with its component."""
        wanted = {id_ for group in groups for id_ in group.ids}
        known = {id_: self._heard[id_] for id_ in wanted & self._heard.keys()}
        loaded = stored.told(stored.event_keys(wanted - known.keys()))
        told = known | {one.event.event_id: _decided(one, self._decisions) for one in loaded}
        incidents = ((one.component, reconcile(cluster_of(one, told, self._score))) for one in groups)
        return [(component, corrected_incident(one, self._decisions)) for component, one in incidents]

    def _bridges(self, profiles: Sequence[Profile]) -> list[Edge]:
        """The tellings that people put together, whatever they have in common."""
        bonds = bonds_of(profiles, self._decisions.ties)
        return [(profiles[a], profiles[b]) for a, b in (*bonds.together, *bonds.bridges)]

    def _edges_within(self, stored: Merging, profiles: Iterable[Profile], events: Collection[str]) -> Iterator[Edge]:
        """The links among tellings of components whose links are to be found anew."""
        loose = {one.event_id for one in profiles if one.event_id in events}
        if not loose:
            return
        articles = stored.articles_of(stored.event_keys(loose))
        near = [n for n in stored.neighbours(articles, NEAREST) if n.other in articles]
        for a, b in self._edges(stored, _pairs(near)):
            if a.event_id in loose and b.event_id in loose:
                yield a, b

    def _profiles(self, stored: Merging, events: Iterable[int]) -> list[Profile]:
        """What of the articles is in these events: all that one article tells of a happening is in one component."""
        listed = list(events)
        ids = stored.event_ids(listed)
        told = self._known(stored, stored.articles_of(listed)).values()
        return [one for profiles in told for one in profiles if one.event_id in ids]


def _pairs(near: Iterable[Neighbour]) -> list[Pair]:
    """The pairs of articles that are to be compared, of those that stand near to each other."""
    lines: dict[Pair, set[int]] = {}
    places: dict[int, int] = {}
    for n in near:
        lines.setdefault((min(n.article, n.other), max(n.article, n.other)), set()).add(n.line)
        places[n.article], places[n.other] = n.place, n.other_place
    return sorted(pair for pair, its in lines.items() if meet(len(its), places[pair[0]], places[pair[1]]))


def _standing(near: Iterable[Neighbour]) -> Iterator[list[int]]:
    """The stretches of lines around new articles: in the middle the new one, and its neighbours as they stand."""
    stretches: dict[Pair, dict[int, int]] = {}
    for n in near:
        stretches.setdefault((n.line, n.article), {n.place: n.article})[n.other_place] = n.other
    return ([places[place] for place in sorted(places)] for places in stretches.values())


def _driven_apart(standing: Sequence[int], new: Collection[int]) -> Iterator[Pair]:
    """The articles in a stretch that were near to each other without the new ones, and are not with them."""
    rank = list(accumulate((article not in new for article in standing), initial=0))
    for at, one in enumerate(standing):
        for beyond in range(at + NEAREST + 1, len(standing)):
            if rank[beyond] - rank[at] > NEAREST:
                break
            if one not in new and standing[beyond] not in new:
                yield one, standing[beyond]


def _grouped(profiles: Sequence[Profile], edges: Iterable[Edge], whole: Mapping[str, str]) -> Iterator[list[Profile]]:
    """The components of tellings: by links, and, of `whole` components, by event, as they were."""
    number = {one.event_id: index for index, one in enumerate(profiles)}
    joined = [(number[a.event_id], number[b.event_id]) for a, b in edges]
    members: dict[str, list[int]] = {}
    for event_id, component in whole.items():
        if event_id in number:
            members.setdefault(component, []).append(number[event_id])
    for its in members.values():
        joined.extend(pairwise(its))
    return ([profiles[i] for i in group] for group in components(len(profiles), joined))


def profiles_told(
    stored: Merging, articles: Collection[int], decisions: Decisions, heard: dict[str, Telling]
) -> dict[int, Told]:
    """What each of the articles tells, as it is compared: what is kept of it, or else made, and kept, from its text.

    What people decided on is never kept, so that it need not be made anew when they decide otherwise. What is loaded
    on the way is added to `heard`, by event.
    """
    kept = {key: unpacked(content) for key, content in stored.profiles(articles, rules()).items()}
    judged = stored.articles_telling(decisions.events) if decisions else set[int]()
    unknown = [key for key in articles if key in judged or key not in kept]
    made = articles_told(stored, unknown, decisions, heard)
    stored.put_profiles({key: packed(its) for key, its in made.items() if its and key not in judged}, rules())
    return kept | made


def articles_told(
    stored: Merging, articles: Collection[int], decisions: Decisions, heard: dict[str, Telling] | None = None
) -> dict[int, Told]:
    """The same, made from the texts: without what people rejected, and as they corrected it.

    One that was withdrawn, or that a newer version has replaced, tells nothing.
    """
    tellings: dict[int, list[Telling]] = {key: [] for key in articles}
    wordings = stored.wordings(articles)
    for key, telling in stored.tellings(stored.counting(articles)):
        if telling.event.event_id not in decisions.rejected:
            tellings[key].append(_decided(telling, decisions))
    if heard is not None:
        heard.update((one.event.event_id, one) for told in tellings.values() for one in told)
    return {key: profiles_of(_with_terms(told, wordings[key]), decisions.ties) for key, told in tellings.items()}


def _decided(telling: Telling, decisions: Decisions) -> Telling:
    return replace(telling, event=corrected_event(telling.event, decisions)) if decisions else telling


def _with_terms(tellings: list[Telling], wording: str) -> list[Telling]:
    terms = terms_of(wording) if tellings else ()
    return [replace(telling, terms=terms) for telling in tellings]


def _find_copies(stored: Merging, turned: Iterable[int]) -> list[int]:
    """Sketch the new articles and say which reprint which; gives back those for which that has changed.

    `turned` are those that count no more, or count again: what reprints them has another original then.
    """
    new = {key: sketch(text) for key, text in stored.unsketched()}
    stored.put_sketches({key: (own.minima, own.keys) for key, own in new.items()})
    under = stored.sketched_under({key for own in new.values() for key in own.keys})
    known = {
        key: Sketch(minima, ()) for key, minima in stored.minima({k for its in under.values() for k in its}).items()
    }
    copies = {key: [key] for key in turned}
    for key, own in new.items():
        others = {other for band in own.keys for other in under[band]} - {key}
        alike = [other for other in others if are_copies(own, known[other])]
        copies[key] = [key, *alike, *stored.versions_of(key)]
    changed: list[int] = []
    for several in copies.values():
        texts = stored.texts(several)
        # The one printed first is the original; where that is unknown, any that is always the same.
        original = min(texts, key=lambda t: (not t.counts, t.published or "9999", t.article_id)).article_id
        changed.extend(stored.set_original(texts, original))
    return changed
