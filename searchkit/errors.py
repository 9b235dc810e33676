"""All exceptions that searchkit raises on purpose.

SearchkitError                  base: one clear sentence that names the thing and the next step
├── QueryError                  the words of a query can't be read (field, date, bracket)
├── FilterError                 a filter value that the index does not hold; carries the nearest ones
├── ReadError                   one input file or record can't be read; carries path, line, reason
├── ConfigError                 a setting, path or option value that can't be used
├── NotFound                    no article of that id
└── IndexError_                 anything about the index on disk
    ├── IndexMissing            no index at that place
    ├── IndexLocked             another process is writing
    ├── IndexOutdated           made by another analyzer, schema or program version
    ├── IndexCorrupt            a file is missing, truncated, foreign or unreadable
    └── IndexingFailed          an indexing run broke off; the index stays as last committed

Everything else that escapes is a bug of ours. The command line catches `SearchkitError` alone and
ends with exit code 2.
"""

from __future__ import annotations


class SearchkitError(Exception):
    """Base of all errors that searchkit raises on purpose."""


class QueryError(SearchkitError):
    """The words of a query can't be read; the message names the part and what may stand there."""


class FilterError(QueryError):
    """A filter value that the index does not hold; `nearest` are the values that resemble it."""

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest


class ReadError(SearchkitError):
    """An input file, or one record of it, can't be read."""

    def __init__(self, path: str, reason: str, line: int | None = None) -> None:
        self.path, self.reason, self.line = path, reason, line
        place = f"{path}:{line}" if line is not None else path
        super().__init__(f"{place}: {reason}")


class ConfigError(SearchkitError):
    """A setting, path or option value that can't be used."""


class NotFound(SearchkitError):
    """No article of that id."""


class IndexError_(SearchkitError):
    """Anything about the index on disk."""


class IndexMissing(IndexError_):
    """No index at that place."""


class IndexLocked(IndexError_):
    """Another process is writing to the index."""


class IndexOutdated(IndexError_):
    """The index was made by another analyzer, schema or program version."""


class IndexCorrupt(IndexError_):
    """A file of the index is missing, truncated, foreign or unreadable."""


class IndexingFailed(IndexError_):
    """An indexing run broke off (a worker died, Ctrl-C, articles did not arrive); the index stays as last
    committed."""
