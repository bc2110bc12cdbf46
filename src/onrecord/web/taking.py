"""Records taken away: JSON, CSV, GeoJSON and Atom, with the same words as the exports of the command line."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from fastapi import Request
from fastapi.responses import Response
from pydantic import TypeAdapter

from onrecord.records import Incident
from onrecord.store.columns import columns_of, plain
from onrecord.store.export import cell
from onrecord.web.listing import Line
from onrecord.web.quotes import Quote

MOST = 10_000
"""Incidents that one CSV or GeoJSON file holds; `onrecord export` writes any number."""
_ANY: TypeAdapter[Any] = TypeAdapter(Any)
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def query(given: Mapping[str, object]) -> str:
    """The query of an address."""
    return urlencode(given, doseq=True)


def json_bytes(value: object) -> bytes:
    """A value of plain lists, dicts and words as JSON."""
    return _ANY.dump_json(value)


def packed(value: object) -> bytes:
    """A value of plain lists, dicts and words as JSON, packed by gzip."""
    return gzip.compress(json_bytes(value), compresslevel=4, mtime=0)


def unpacked(request: Request, content: bytes, kind: str) -> Response:
    """An answer with what `packed` gave, packed where the asker takes it so."""
    takes = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"Vary": "Accept-Encoding"} | ({"Content-Encoding": "gzip"} if takes else {})
    return Response(content if takes else gzip.decompress(content), media_type=kind, headers=headers)


def csv_of(records: Iterable[Any], kind: type, name: str) -> Response:
    """Records as a CSV file, with the columns of an export; no cell can be taken for a formula."""
    columns = columns_of(kind)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow([column.name for column in columns])
    for record in records:
        rows.writerow([_harmless(cell(plain(column.value(record)))) for column in columns])
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(text.getvalue().encode("utf-8", "replace"), media_type="text/csv; charset=utf-8", headers=headers)


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_DANGEROUS) else value


def geojson_of(incidents: Sequence[Incident]) -> Response:
    """Incidents as GeoJSON features; one that is known only to a country has no point."""
    features = [_feature(one) for one in incidents]
    return Response(
        TypeAdapter(dict[str, Any]).dump_json({"type": "FeatureCollection", "features": features}),
        media_type="application/geo+json",
    )


def _feature(one: Incident) -> dict[str, Any]:
    place = one.place
    point = None
    if place and place.latitude is not None and place.longitude is not None:
        point = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    properties = TypeAdapter(Incident).dump_python(one, mode="json", exclude={"history", "merged_because"})
    return {"type": "Feature", "id": one.incident_id, "geometry": point, "properties": properties}


def atom_of(title: str, base: str, path: str, lines: Sequence[Line]) -> Response:
    """Incidents as an Atom feed, each entry with what is said for and against."""
    entries = "".join(_entry(base, line) for line in lines)
    updated = max((_changed(line) for line in lines), default=datetime.now(UTC).isoformat(timespec="seconds"))
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{_xml(title)}</title><id>{_xml(base + path)}</id><updated>{_xml(updated)}</updated>"
        f'<author><name>OnRecord</name></author><link rel="self" href={quoteattr(base + path)}/>{entries}</feed>'
    )
    return Response(text.encode("utf-8", "replace"), media_type="application/atom+xml; charset=utf-8")


def _entry(base: str, line: Line) -> str:
    url, when = base + line.href, _changed(line)
    about = [f"{line.when}, {line.where}. {line.incident.standing}.", *line.figures]
    about += [_said("for", quote) for quote in line.asserted] + [_said("against", quote) for quote in line.denied]
    return (
        f"<entry><title>{_xml(line.headline)}</title><id>{_xml(url)}</id><updated>{_xml(when)}</updated>"
        f'<link href={quoteattr(url)}/><content type="text">{_xml(chr(10).join(about))}</content></entry>'
    )


def _said(side: str, quote: Quote) -> str:
    return f"{side}: {quote.who} {quote.how}: “{quote.text}” ({quote.claim.publisher or 'publisher unknown'})"


def _changed(line: Line) -> str:
    return line.incident.changed or "1970-01-01T00:00:00Z"


def _xml(text: str) -> str:
    """The text without the signs that no XML may hold."""
    return escape(
        "".join(
            one
            for one in text
            if one in "\t\n\r" or 0x20 <= ord(one) < 0xD800 or 0xE000 <= ord(one) < 0xFFFE or ord(one) > 0xFFFF
        )
    )
