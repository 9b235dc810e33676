"""Which fields an index has, and of which kind: the one place that names them.

Postings of every field are arrays (`layout`, `run`, `merge`); the Whoosh schema made here lets Whoosh's own
queries run over them. It is always built from code, never read from an index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.records import Record

if TYPE_CHECKING:
    from whoosh.fields import Schema

SCHEMA_VERSION = 7
"""Raised whenever fields, files or their meaning change: an index of another version is refused."""
TITLE_GAP = 100
"""In `text`, the body starts this many positions after the title's end, so that no phrase spans both."""
TITLE = 2
"""How many more times an occurrence in the title counts than one in the body (BM25F with one length). A whole
number, so that frequencies stay whole; it stands with the fields because the index holds them added up."""
MOST_COUNTED = 0xFFFF
"""Occurrences in one article count up to so many."""
TABLED, TABLED_FROM = 3, 1 << 10
"""What a term counts that one document in so many holds is kept as a table of all documents, too, in segments
of at least so many: such a table is used as it lies in the file."""


class TextField(Record):
    """A field of words: term frequencies and lengths, positions where phrases are asked of it.

    With `whole` its words are those of title and body: it knows what a term's occurrences count with those in
    the title counted more, and how often one word stands right before another.
    """

    name: str
    positions: bool
    folded: bool
    whole: bool = False


class KeyField(Record):
    """A field of exact values, one (`single`) or many a document: postings for filters, ordinals for
    facets."""

    name: str
    single: bool
    folded: bool


TEXT_FIELDS = (
    # Syllables of title and body carry all matching; phrases and proximity need positions; folded for words
    # typed without diacritics.
    TextField("text", positions=True, folded=True, whole=True),
    # Syllables of the title alone, for its own weight and `tiêu_đề:`.
    TextField("title", positions=True, folded=True),
    # Words of several syllables only raise the score: no phrases, so no positions.
    TextField("compound", positions=False, folded=False),
)
KEY_FIELDS = (
    KeyField("id", single=True, folded=False),  # finds the document that an update replaces
    KeyField("origin", single=True, folded=False),  # the file an article came from, for pruning
    KeyField("province", single=True, folded=True),  # the province the article is about
    KeyField("source", single=True, folded=True),  # the publisher
    KeyField("provinces", single=False, folded=True),  # every province named
    KeyField("official", single=False, folded=True),  # names of officials
    KeyField("doc", single=False, folded=True),  # legal documents cited
    KeyField("issuer", single=False, folded=True),  # bodies that issued them
    KeyField("district", single=False, folded=True),  # districts named, with their provinces
    KeyField("body", single=False, folded=True),  # bodies of state and party named
    KeyField("acronym", single=False, folded=False),  # short forms that an article explains (`acronym_key`)
)
NUMBERS = {
    # Whole days (`date.toordinal()`, 0 for none): sorted and filtered as integers, free of time zones.
    "published": "<i4",
    # What the article was made of: unchanged articles are skipped.
    "digest": "<u8",
}
NAMES = ("provinces", "official")
"""The key fields by which articles of one wording are told apart (`signatures`)."""
SIGNATURES = "signatures"
"""The section of what reprints are known by: a row of `signatures.ROW` for each document."""
FILES = (".text", ".title", ".compound", ".keys", ".stored")
"""Endings of a segment's files."""


def fingerprint() -> str:
    """Return what an index must have been made with to be readable: schema version and analyzer."""
    from searchkit.analysis import fingerprint as analyzer  # the analyzer is only asked here

    return f"{SCHEMA_VERSION}/{analyzer()}"


def build_schema() -> Schema:
    """Return the Whoosh schema of an index."""
    from whoosh import columns, fields
    from whoosh.analysis import IDTokenizer, SpaceSeparatedTokenizer

    from searchkit.analysis import vietnamese_analyzer

    schema = fields.Schema()
    words = vietnamese_analyzer()
    schema.add("text", fields.TEXT(analyzer=words, phrase=True))
    schema.add("title", fields.TEXT(analyzer=words, phrase=True, stored=True))
    # Compounds come ready made ("cải_cách"): nothing to analyse.
    schema.add("compound", fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False))
    for key in KEY_FIELDS:
        kind = fields.ID(stored=True, unique=key.name == "id", sortable=key.single, analyzer=IDTokenizer())
        schema.add(key.name, kind)
    schema.add("published", fields.COLUMN(columns.NumericColumn("i")))
    schema.add("digest", fields.COLUMN(columns.NumericColumn("Q")))
    return schema
