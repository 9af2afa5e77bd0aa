"""What an address in a listing leads to: a document, a file, a section; and whether it is of the page's own section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult

from gaispider.filetypes import ATTACHED, endings
from gaispider.page.urls import PAGE_PARAMETERS, absolute, split
from gaispider.reference import Phrases

_DOCUMENT = Phrases("addresses.tsv", "document", flags=re.IGNORECASE)
_DOCUMENT_QUERY = re.compile(r"(?:^|[&?])\w*(?:id|code|key|no)=[\w-]*\d", re.IGNORECASE)
_FILE = re.compile(rf"\.(?:{endings(*ATTACHED)})$", re.IGNORECASE)
_HTML = re.compile(rf"\.(?:{endings('page')})$", re.IGNORECASE)
_DIRECTORY = re.compile(
    r"(?:^|/)(?:(?:[a-z_]{0,12}(?:index|lists?|navs?)|default|main|home)(?:_?\d+)?\.\w+)?$", re.IGNORECASE
)
# list.jsp?deptid=1200 is a unit's list, whatever its number.
_LIST = re.compile(r"list\.\w{3,5}$", re.IGNORECASE)
# A folder for one document (…/2024031214183941232/index.html), and its file's name, which has no number.
_DOCUMENT_FOLDER = re.compile(r"/(?:\d{14,}|[0-9a-f]{24,32}|[0-9a-f-]{36})/[^/]*$", re.IGNORECASE)
_DOCUMENT_NAME = re.compile(r"\d{8,}|[0-9a-f]{16,}|[0-9a-f-]{36}", re.IGNORECASE)
_CONTENT = re.compile(r"/[a-z]{0,3}\d{5,}/(?:content|detail|show|view|info|article)\.\w+$", re.IGNORECASE)
# Folders of a date at the end: /202403/, /2024/0312/, /2024/3/12/, /2024-03-12/.
_DAYS = re.compile(r"(?:/(?:19|20)\d\d[\d-]{0,6}(?:/\d{1,4}){0,2})?/$")
_DIGITS = re.compile(r"\d+")
_PAGE = re.compile(rf"^(?:{PAGE_PARAMETERS})$", re.IGNORECASE)
# Common names of folders, which tell nothing about their content.
_COMMON = Phrases("addresses.tsv", "common_folder", flags=re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Own:
    """The parts of the page's own address that its entries and its sister sections may share.

    `folder` is its directory (empty for a site's root), `name` the directory's own name unless it is a common one,
    `shape` the path with 0 for every number, `keys` the names in the query. `number` matches the section's number if it
    has one.
    """

    url: str
    host: str
    name: str
    folder: str
    file: str
    shape: str
    keys: frozenset[str]
    number: re.Pattern[str] | None


def own_of(url: str) -> Own | None:
    parts = split(url)
    if parts is None:
        return None
    folder, _, file = parts.path.rpartition("/")
    numbers = [n for n in _DIGITS.findall(f"{folder.rpartition('/')[2]} {parts.query}") if len(n) > 1]
    # /public/column/6598331 of Anhui; short numbers in a file's name are pages.
    numbers += [n for n in _DIGITS.findall(file) if len(n) > 4]
    numbers = [number for number in numbers if not _YEAR.match(number)]
    name = folder.rpartition("/")[2]
    return Own(
        url=url,
        host=parts.netloc,
        name=name if len(name) > 1 and not name.isdigit() and not _COMMON.find(name) else "",
        folder=f"{folder}/" if folder else "",
        file=file,
        shape=_DIGITS.sub("0", parts.path),
        keys=_keys(parts),
        number=re.compile(rf"(?<!\d)(?:{'|'.join(numbers)})(?!\d)") if numbers else None,
    )


def _keys(parts: SplitResult) -> frozenset[str]:
    names = (part.partition("=")[0] for part in parts.query.split("&") if part)
    return frozenset(name for name in names if not _PAGE.match(name))


@lru_cache(maxsize=4096)
def is_file(href: str) -> bool:
    parts = split(href)
    return parts is not None and bool(_FILE.search(parts.path))


@lru_cache(maxsize=4096)
def is_document(href: str) -> bool:
    """Whether an address has a document's number or name, or is a file."""
    parts = split(href)
    return parts is not None and _is_document(parts)


def _is_document(parts: SplitResult) -> bool:
    path = parts.path
    if _DOCUMENT_FOLDER.search(path) or _CONTENT.search(path):
        return True
    last = path.rstrip("/").rsplit("/", 1)[-1]
    if _DIRECTORY.search(path) and not parts.query:
        # Columns bear numbers too: ndbg_98122/, 35048/
        return bool(_DOCUMENT_NAME.fullmatch(last))
    if parts.query and _LIST.search(last):
        return False
    return bool(_DOCUMENT.find(last) or _DOCUMENT_QUERY.search(parts.query) or _FILE.search(path))


@lru_cache(maxsize=4096)
def address_weight(href: str, own: Own | None) -> float:
    """How much an address looks like an entry's: 2 for a document's, down to -2 for a section's or a site's."""
    parts = split(href)
    if parts is None:
        return 0.0
    if own is not None and _is_sister(parts, own):
        return -2.0
    if _is_document(parts):
        return 2.0
    if _DIRECTORY.search(parts.path) or _LIST.search(parts.path) or (parts.netloc and parts.path.count("/") < 1):
        return -2.0
    return 1.0 if _HTML.search(parts.path) else 0.0


def _is_sister(parts: SplitResult, own: Own) -> bool:
    """Whether an address has the form of the page's: list.aspx?cid=3 and list.aspx?cid=4, /col/col3/ and /col/col4/."""
    if parts.netloc and parts.netloc != own.host:
        return False
    if own.keys and parts.query:
        return parts.path.rsplit("/", 1)[-1] == own.file and own.keys == _keys(parts)
    if not parts.path.startswith("/") or not own.shape.count("0"):
        return False
    return not parts.query and not own.keys and _DIGITS.sub("0", parts.path) == own.shape


def is_own(href: str, own: Own) -> bool:
    """Whether an entry's address lies in the page's folder, or has its name or the number of its section."""
    address = absolute(own.url, href) if href.startswith("../") else href
    parts = split(address or "")
    if parts is None:
        return False
    path = parts.path
    if not parts.query and _DIRECTORY.search(path) and not _DOCUMENT_FOLDER.search(path):
        return False
    # A short name says it only where it is the folder's last: /xz/qsz/nb/201506/t20150612_1.html on /gk/nb/.
    if (
        own.name
        and f"/{own.name}/" in path
        and (len(own.name) > 3 or _DAYS.sub("/", path.rpartition("/")[0] + "/").endswith(f"/{own.name}/"))
    ):
        return True
    if parts.netloc and parts.netloc != own.host:
        return False
    if own.number is not None and own.number.search(f"{path}?{parts.query}"):
        return True
    if not own.folder:
        return False
    if path.startswith("/"):
        return path.startswith(own.folder) and own.folder != "/"
    return bool(path) and (own.folder != "/" or path.startswith("./"))


@lru_cache(maxsize=4096)
def shelf_of(href: str, url: str) -> str:
    """Host and folder of an address without folders of a date: the part that a section and its documents share."""
    parts = split(absolute(url, href) or "")
    return f"{parts.netloc}{_DAYS.sub('/', parts.path.rpartition('/')[0] + '/')}" if parts is not None else ""


def is_column(href: str) -> bool:
    """Whether an address is written as a section's: a folder, or the index page of one."""
    path = href.partition("?")[0]
    return bool(path) and path == href and bool(_DIRECTORY.search(path))


def is_other_column(href: str, own: Own) -> bool:
    """Whether an address is of a listing, but not of this page, as where the heading of a box leads."""
    address = absolute(own.url, href)
    parts = split(address or "")
    if parts is None or href.lstrip()[:1] in ("", "#") or href[:11].lower() == "javascript:":
        return False
    same = parts.netloc == own.host and parts.path.rpartition("/")[0] + "/" == own.folder
    return not same and bool(_DIRECTORY.search(parts.path))
