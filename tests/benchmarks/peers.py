"""Other tools on the same pages: what each takes for title, publication day and body."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable
from typing import Any

Reading = dict[str, str | None]
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def peers() -> dict[str, Callable[[str], Reading]]:
    """Name to reader of an HTML string; only those that are installed (`make bench` installs them)."""
    import htmldate
    import trafilatura
    from gne import GeneralNewsExtractor
    from readability import Document

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    general_news = GeneralNewsExtractor()

    def by_trafilatura(html: str) -> Reading:
        found: Any = trafilatura.bare_extraction(html, with_metadata=True, include_tables=True, include_comments=False)
        found = found.as_dict() if found is not None and hasattr(found, "as_dict") else found or {}
        return {"title": found.get("title"), "published": found.get("date"), "body": found.get("text")}

    def by_gne(html: str) -> Reading:
        found = general_news.extract(html)
        day = _DAY.search(found.get("publish_time") or "")
        published = f"{day[1]}-{int(day[2]):02d}-{int(day[3]):02d}" if day else None
        return {"title": found.get("title"), "published": published, "body": found.get("content")}

    def by_readability(html: str) -> Reading:
        import lxml.html

        document = Document(html)
        body = lxml.html.fromstring(document.summary()).text_content()
        return {"title": document.short_title(), "published": None, "body": body}

    def by_htmldate(html: str) -> Reading:
        return {"title": None, "published": htmldate.find_date(html, original_date=True), "body": None}

    return {
        "trafilatura": by_trafilatura,
        "GNE": by_gne,
        "readability-lxml": by_readability,
        "htmldate": by_htmldate,
    }
