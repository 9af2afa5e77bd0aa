"""What a release needs of Datasette beside tables: the Chinese search, its words, archived pages, and who may ask."""

from __future__ import annotations

import asyncio
import html
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from datasette import hookimpl
from datasette.utils.asgi import NotFound, Response
from markupsafe import Markup

from gaispider.dataset.browsing.browse_tables import DATABASE, SHOWN, labels
from gaispider.dataset.browsing.search_words import match_expression
from gaispider.dataset.release_schema import tables

HERE = Path(__file__).parent
STATIC = "gaispider"
ARCHIVED = "/-/archived/"
_TABLE = re.compile(rf"/{DATABASE}/({'|'.join(SHOWN)})")
_CHOOSES_COLUMNS = re.compile(r"(^|&)_(col|nocol|all)=")
# Names by which a browser on this machine asks: a page elsewhere that leads its own name to 127.0.0.1 is not answered.
_OWN_HOSTS = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True)
class View:
    """An archived page as it is shown: HTML and its policy, or the address of its replay."""

    html: str = ""
    policy: str = ""
    replay: str | None = None


# The view of a record by its id, or its marked view only; None if the release has no such record. Raises OSError.
Archived = Callable[[str, bool], View | None]


class ReleasePlugin:
    """Registered with Datasette while a release is browsed. `about` is what the pages say of it.

    `archived` gives archived pages, None if they are not shown. With `any_host` requests by any name are answered.
    """

    # Datasette lists plugins by the name of their module.
    __name__ = "gaispider.browse"

    def __init__(self, about: dict[str, Any], archived: Archived | None, *, any_host: bool) -> None:
        self._about, self._archived, self._any_host = about, archived, any_host

    @hookimpl(trylast=True)
    def prepare_connection(self, conn: sqlite3.Connection) -> None:
        """The function that Datasette calls on what was typed into a search box."""
        conn.create_function("escape_fts", 1, match_expression, deterministic=True)

    @hookimpl
    def extra_template_vars(self) -> dict[str, Any]:
        return {"release": self._about, "label": _label}

    @hookimpl
    def extra_css_urls(self) -> list[str]:
        return [f"/{STATIC}/browse.css"]

    @hookimpl
    def extra_js_urls(self) -> list[str]:
        return [f"/{STATIC}/browse.js"]

    @hookimpl
    def render_cell(self, row: Any, value: Any, column: str, table: str | None, database: str) -> str | None:
        """The address of a report with links to its archived page; yes and no for truth values; 2, not 2.0."""
        if database != DATABASE or table not in SHOWN:
            return None
        if column == "url" and value and "id" in row.keys() and table != "attachments":  # noqa: SIM118 - sqlite3.Row
            # Where a column leads to another table, Datasette puts its label beside its value.
            record = row["id"]["value"] if isinstance(row["id"], dict) else row["id"]
            return self._address(str(value), record)
        kind = next((one.type for one in tables()[table].columns if one.name == column), None)
        if kind == "boolean" and value is not None:
            return "yes 是" if value else "no 否"
        if kind == "number" and isinstance(value, float) and value.is_integer():
            return str(int(value))
        return None

    def _address(self, url: str, record: str | None) -> str:
        safe = html.escape(url)
        is_link = url.startswith(("http://", "https://"))
        shown = f'<a href="{safe}" rel="noopener noreferrer nofollow">{safe}</a>' if is_link else safe
        if record and self._archived:
            path = html.escape(archived_path(record))
            shown += f' <a class="archived" href="{path}">archived page 存档</a>'
            shown += f' <a class="archived" href="{path}?marked=1">figures marked 标出数值</a>'
        markup: str = Markup(shown)  # noqa: S704 - escaped above
        return markup

    @hookimpl
    def register_routes(self) -> list[tuple[str, Any]]:
        return [(rf"^{ARCHIVED}(?P<record>.+)$", self._show)] if self._archived else []

    async def _show(self, request: Any) -> Any:
        """The archived page of a record: replayed, or with `?marked=1` and without pywb as one page with marks."""
        record, archived = request.url_vars["record"], self._archived
        if archived is None:
            raise NotFound("archived pages are not shown")
        marked = bool(request.args.get("marked"))
        try:
            view = await asyncio.to_thread(archived, record, marked)
        except OSError as error:
            return Response.html(_sentence(str(error)), status=404)
        if view is None:
            raise NotFound(f"the release has no record {record}")
        if view.replay is not None:
            return Response.redirect(view.replay)
        return Response.html(view.html, headers={"content-security-policy": view.policy})

    @hookimpl
    def asgi_wrapper(self) -> Callable[[Any], Any]:
        def wrapped(app: Any) -> Any:
            async def answer(scope: Any, receive: Any, send: Any) -> None:
                if scope["type"] != "http":
                    await app(scope, receive, send)
                    return
                refused = None if self._any_host else _refused(scope)
                other = refused or _first_columns(scope)
                await (other.asgi_send(send) if other else app(scope, receive, send))

            return answer

        return wrapped


def archived_path(record: str) -> str:
    """The path under which the archived page of a record is shown."""
    return f"{ARCHIVED}{quote(record, safe='')}"


def _label(table: str, column: str) -> str:
    return labels(table).get(column, "") if table in SHOWN else ""


def _refused(scope: Any) -> Any:
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    if host.rpartition(":")[0] in _OWN_HOSTS or host in _OWN_HOSTS:
        return None
    return Response.text(f"{host!r} is not this machine: open http://127.0.0.1", status=403)


def _first_columns(scope: Any) -> Any:
    """A redirect of a wide table, asked for without a word on columns, to the columns that are looked at first."""
    path = scope["path"].rstrip("/")
    found = _TABLE.fullmatch(path)
    query = scope.get("query_string", b"").decode("latin-1")
    if not found or not SHOWN[found[1]].columns or _CHOOSES_COLUMNS.search(query):
        return None
    chosen = urlencode([("_col", column) for column in SHOWN[found[1]].columns])
    return Response.redirect(f"{path}?{f'{query}&' if query else ''}{chosen}")


def _sentence(sentence: str) -> str:
    return f'<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><p>{html.escape(sentence)}</p></html>\n'
