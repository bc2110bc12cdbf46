"""The tables that merging finds and compares articles by: all is made from what they tell, and can be made again."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Table

from onrecord.store.schema import metadata


def _article() -> Column[int]:
    reference = ForeignKey("article.key", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    return Column("article", Integer, reference, primary_key=True)


article_sketch = Table("article_sketch", metadata, _article(), Column("minima", LargeBinary, nullable=False))
sketch_key = Table(
    "sketch_key", metadata, Column("sketch", BigInteger, primary_key=True), _article(), sqlite_with_rowid=False
)
article_profile = Table(
    "article_profile",
    metadata,
    _article(),
    Column("rules", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
line = Table(
    "line",
    metadata,
    *(Column(name, BigInteger, primary_key=True) for name in ("line", "place")),
    _article(),
    sqlite_with_rowid=False,
)
