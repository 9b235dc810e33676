"""The headline of a page, as written."""

from __future__ import annotations

import re

from searchkit.ingest.credits import is_credit
from searchkit.ingest.dateline import is_dateline
from searchkit.ingest.head import without_site
from searchkit.models import Page

_LABEL = re.compile(r"^(?:tiêu đề|tựa đề|đầu đề|tên bài|title|headline)\s?:\s+", re.IGNORECASE)


def extract_title(page: Page) -> str | None:
    """Return the headline, a prefix like `(TTV)` included and the site's name behind it not; None where
    there is none.

    The head of a cleaned page holds the headline, date lines and credits, nothing else.
    """
    for line in page.head:
        if not is_dateline(line) and not is_credit(line):
            return without_site(_LABEL.sub("", line))
    return None
