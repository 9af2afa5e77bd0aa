"""What a pager written in JavaScript says: how many pages, which one this is, and the address pattern of the others.

Read, not run: calls of `createPageHTML` (TRS, UCAP, Hunan, Chongqing), the variables that TRS templates set beside
`document.write`, and the options of pager plug-ins with the address pattern in their callback.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gaispider.page.urls import PAGE_PARAMETERS, split
from gaispider.reference import Phrases

_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'\\])//(?![^\n]*createPage[^\n]*\*/)[^\n]*", re.DOTALL)
_CALL = re.compile(
    r"(function\s+)?\b((?:create\w{0,8}|make|set|init|show)Page\w{0,12})\s*\(((?:document\.getElementById\([^()]*\))?[^()]{3,300})\)",
    re.IGNORECASE,
)
# setPage(element, 7, 1, function (i) { location.href = … }): pages, current page.
_COUNTED = re.compile(r"\bsetPage\(\s*(?:[^(),]*(?:\([^()]*\))?\s*,)?\s*(\d{1,5})\s*,\s*(\d{1,5})\s*,\s*function")
_ARGUMENT = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^,'"]+?))\s*(?:,|$)""")
_NUMBER = re.compile(r"""["']?\b([A-Za-z_$][\w$]*)["']?\s*[:=]\s*["']?(\d{1,7})\b["']?(?![ \t]*[.\w*/%+-])""")
_HUNGARIAN = re.compile(r"^(?:_|m_|v_)*(?:[nis](?=[A-Z]))?")
_JOIN = re.compile(r"""(["'])\s*\+\s*\1""")
# currentPage == countPage on the last page: counted from 1. TRS templates compare with countPage - 1.
_LAST_IS_COUNT = re.compile(r"curr\w*\s*(?:==|!=|<|>=)\s*\(?\s*(?:count|total)pages?\b(?!\s*-)", re.IGNORECASE)
_PATTERN = re.compile(
    r"""["']([^"'<>\s()]*?[_/=-])["']\s*\+\s*\(?\s*[\w.$]+(?:\(\))?\s*([-+]\s*1\b)?\s*\)?(?:\s*\+\s*["'](\.?[^"'<>\s()]{0,80}))?"""
)
# Pager({size: 7, current: 0, prefix: 'index', suffix: 'html'}) of Beijing's sites, counted from 0;
# the same as variables: m_sPageName = "index"; m_sPageExt = "html".
_PREFIXED = re.compile(
    r"""(?:\bprefix|PageName)["']?\s*[:=]\s*["']([\w-]+)["']\s*[,;]\s*(?:var\s+)?["']?(?:suffix|\w*PageExt)["']?"""
    r"""\s*[:=]\s*["']\.?(\w+)["']"""
)
_FORMER = re.compile(r"""\bhrefFormer["']?\s*:\s*(["'][^"'<>\s]*["'])""")
_LATTER = re.compile(r"""\bhrefLatter["']?\s*:\s*(["'][^"'<>\s]*["'])""")
_BARE_HREF = re.compile(r"\bhref=(?=[\w./?])")
_REQUEST = re.compile(r"(?:\b(?:get|post|getJSON|load|fetch|ajax)\(|\burl\s*:)\s*$")
_SUFFIX = re.compile(r"^(?P<stem>.*?)(?:_(?P<number>\d{1,5}))?(?P<ext>\.\w{2,6})$")
_PARAMETER = re.compile(rf"[?&](?:{PAGE_PARAMETERS})=(\d{{1,5}})\b", re.IGNORECASE)
_PAGER_WORD = Phrases("listings.tsv", "pager_script", flags=re.IGNORECASE)

_PAGES = (
    "countpage",
    "totalpage",
    "totalpages",
    "pagecount",
    "total_page",
    "page_count",
    "allpage",
    "maxpage",
    "pagetotal",
    "maxpagenum",
    "pages",
)
_CURRENT = (
    "currentpage",
    "currpage",
    "curpage",
    "nowpage",
    "pageindex",
    "current",
    "curr",
    "pageno",
    "pno",
    "page_index",
    "currentindex",
    "page",
)
_RECORDS = (
    "recordcount",
    "totalrecord",
    "totalrecords",
    "countnum",
    "totalcount",
    "totalnum",
    "total_count",
    "rowcount",
)
_SIZE = ("prepage", "perpage", "pagesize", "page_size", "limit", "pagerows", "rowsperpage")


@dataclass(slots=True)
class Pager:
    """`known` tells whether an address pattern was found; `next_address` is then None on the last page."""

    rule: str
    pages: int | None = None
    records: int | None = None
    next_address: str | None = None
    known: bool = False


def pager_of(script: str, url: str) -> Pager | None:
    """Read the pager that `script` builds on the page at `url`; None if it builds none."""
    if not _PAGER_WORD.find(script):
        return None
    code = _COMMENT.sub("", script)
    numbers = _numbers(code)
    if counted := _COUNTED.search(code):
        numbers |= {"pagecount": int(counted[1]), "currentpage": int(counted[2])}
    return _call(code, numbers, url) or _prefixed(code, numbers) or _options(_kkpager(code, numbers), numbers, url)


def function_address(scripts: Iterable[str], name: str, number: int, url: str) -> str | None:
    """The address that a call such as gotoPage(2) opens, if a script's function of that name joins it up."""
    for script in scripts:
        found = re.search(rf"\bfunction\s+{re.escape(name)}\s*\(|\b{re.escape(name)}\s*[=:]\s*function\b", script)
        if found is None:
            continue
        body = _COMMENT.sub("", script[found.end() : found.end() + 600])
        pattern = _pattern(body.partition("function ")[0], url)
        if pattern is not None:
            head, step, tail = pattern
            return _joined(head, number + step, tail, url)
    return None


def _joined(head: str, number: int, tail: str, url: str) -> str:
    """An address of its parts; a head such as `&pageNo=` goes to the page's own query."""
    if not head.startswith("&"):
        return f"{head}{number}{tail}"
    name = head.strip("&=")
    path, _, query = url.partition("#")[0].partition("?")
    kept = [part for part in query.split("&") if part and part.partition("=")[0] != name]
    return f"{path}?{'&'.join([*kept, f'{name}={number}'])}{tail}"


def _prefixed(code: str, numbers: dict[str, int]) -> Pager | None:
    found = _PREFIXED.search(code)
    pages = _first(numbers, _PAGES) or numbers.get("size")
    current = _first(numbers, _CURRENT)
    if found is None or pages is None or current is None:
        return None
    pager = Pager("Pager prefix and suffix", pages, known=True)
    if current + 1 < pages:
        pager.next_address = f"{found[1]}_{current + 1}.{found[2]}"
    return pager


def _kkpager(code: str, numbers: dict[str, int]) -> str:
    """The code with kkpager's two parts of an address in their places; its `total` is of pages."""
    former, latter = _FORMER.search(code), _LATTER.search(code)
    if former is None:
        return code
    if "total" in numbers:
        numbers.setdefault("totalpage", numbers["total"])
    code = code.replace("this.hrefFormer", former[1])
    return code.replace("this.hrefLatter", latter[1]) if latter else code


def _numbers(code: str) -> dict[str, int]:
    """Names and the whole numbers first given to them, names in lower case."""
    numbers: dict[str, int] = {}
    for name, value in _NUMBER.findall(code):
        numbers.setdefault(_plain(name), int(value))
    return numbers


def _plain(name: str) -> str:
    """Lower case, without the marks of its scope and type: m_nRecordCount and _recordCount are recordcount."""
    return _HUNGARIAN.sub("", name).lower()


def _first(numbers: dict[str, int], names: Iterable[str]) -> int | None:
    return next((numbers[name] for name in names if name in numbers), None)


def _call(code: str, numbers: dict[str, int], url: str) -> Pager | None:
    """`createPageHTML(pages, current, name, ext[, records])`, current from 0; after an element's id, from 1."""
    for function, _, inside in _CALL.findall(code):
        pager = _called(_arguments(inside, code, numbers), url) if not function else None
        if pager is not None:
            return pager
    return None


def _arguments(inside: str, code: str, numbers: dict[str, int]) -> list[str | int | None]:
    """The arguments of a call: strings, whole numbers, what names stand for; None for what is not known."""
    arguments: list[str | int | None] = []
    for double, single, bare in _ARGUMENT.findall(inside):
        word = double or single
        if word.isdigit():
            arguments.append(int(word))
        elif bare:
            arguments.append(int(bare) if bare.isdigit() else numbers.get(_plain(bare), _given(code, bare)))
        else:
            arguments.append(word)
    return arguments


def _called(arguments: list[str | int | None], url: str) -> Pager | None:
    """The pager that a call with such arguments builds; None if they are another call's."""
    from_one = bool(arguments) and not isinstance(arguments[0], int)
    if from_one:
        arguments = arguments[1:]
    if len(arguments) < 4:
        return None
    pages, current, name, ext = arguments[:4]
    if not (isinstance(pages, int) and isinstance(current, int) and isinstance(name, str) and isinstance(ext, str)):
        return None
    records = arguments[4] if len(arguments) > 4 and isinstance(arguments[4], int) else None
    pager = Pager("createPageHTML", pages, records, known=True)
    number, stem = _place(url)
    from_one = from_one or (current == 1 and number is None)
    if current + (0 if from_one else 1) < pages:
        # counted from 0 or from 1, the page after `current` is name_{current + 1}
        pager.next_address = f"{name or stem}_{current + 1}.{ext.lstrip('.')}"
    return pager


def _given(code: str, name: str) -> str | None:
    """The string that a script gives to a name, in quotes; what it computes is not known."""
    found = re.search(rf"""(?<![\w.]){re.escape(name)}\s*=\s*["']([\w./-]{{1,80}})["']\s*[,;\n]""", code)
    return found[1] if found else None


def _options(code: str, numbers: dict[str, int], url: str) -> Pager | None:
    """Variables or options that give the number of pages, with an address pattern such as `'index_' + i + '.html'`."""
    pages, records = _totals(numbers)
    if pages is None and records is None:
        return None
    current = _first(numbers, _CURRENT)
    written = "document.write" in code and current is not None
    pager = Pager("document.write variables" if written else "script options", pages, records)
    pattern = _pattern(code, url)
    if pattern is None or pages is None:
        return pager
    pager.known = True
    head, step, tail = pattern
    number = _number_between(head, tail, url) or _place(url, pages)[0]
    if written and current is not None:
        from_zero = not _LAST_IS_COUNT.search(code) and not (current == 1 and number is None)
        here, following = current + (1 if from_zero else 0), current + 1
    else:
        # `pageIndex + 1` in an address: the index counts from 0.
        first = current + 1 if step > 0 and current is not None else max(current or 1, 1)
        here = number + (1 if step < 0 else 0) if number is not None else first
        following = here + 1 + min(step, 0)
    if here < pages:
        pager.next_address = _joined(head, following, tail, url)
    return pager


def _totals(numbers: dict[str, int]) -> tuple[int | None, int | None]:
    """The numbers of pages and of records, the first from the second where only the size of a page is said."""
    pages, records, size = _first(numbers, _PAGES), _first(numbers, _RECORDS), _first(numbers, _SIZE)
    if records is None and size:
        records = numbers.get("count", numbers.get("total"))
    if pages is None and records is not None and size:
        pages = -(-records // size)
    return pages, records


def _pattern(code: str, url: str) -> tuple[str, int, str] | None:
    """Head, step and tail of the first joined-up address: ('index_', 0, '.html'), ('?page=', 0, '')."""
    joined = _JOIN.sub("", code.replace('\\"', '"').replace("\\'", "'"))
    joined = _BARE_HREF.sub('href="', joined)
    for found in _PATTERN.finditer(joined):
        head, step, tail = found[1], found[2] or "", found[3] or ""
        if _REQUEST.search(joined, max(0, found.start() - 30), found.start()):
            continue  # what a request brings is no page
        if not (head.endswith("=") or tail.startswith(".")):
            continue
        if head.endswith("=") and not _PARAMETER.search(f"?{head.rpartition('?')[2].rpartition('&')[2]}1"):
            continue
        if head in ("_", "-"):
            head = _place(url)[1] + head
        return head, -1 if step.startswith("-") else 1 if step else 0, tail
    return None


def _number_between(head: str, tail: str, url: str) -> int | None:
    """The number that the URL carries where the address pattern has it: /gk/003001/2.html."""
    if not head.endswith("/"):
        return None
    found = re.search(rf"{re.escape(head.lstrip('.'))}(\d{{1,5}}){re.escape(tail)}$", url.partition("#")[0])
    return int(found[1]) if found else None


def _place(url: str, pages: int | None = None) -> tuple[int | None, str]:
    """The page number that the URL carries (index_3.html, ?page=3), and the stem of its file name.

    A number above the number of pages is the column's: index_7401.html.
    """
    parts = split(url)
    if parts is None:
        return None, "index"
    if parts.query and (match := _PARAMETER.search("?" + parts.query)):
        return int(match[1]), "index"
    name = parts.path.rsplit("/", 1)[-1]
    match = _SUFFIX.match(name)
    if match is None:
        return None, "index"
    if match["number"] and pages is not None and int(match["number"]) > pages:
        return None, name[: match.end("number")]
    return (int(match["number"]) if match["number"] else None), match["stem"] or "index"
