"""A list request that a page's own script contains in full: `$.ajax({url, data: {…, pageIndex: page}})` and the like.

The script is read, not run. A value may be a string or number in the script, a variable with such a value, or a hidden
field of the page; the page number is set to 1. A request with any other value is not used. Neither are several
different requests, since it cannot be told which one brings the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml.etree import _Element

from gaispider.page.html.script_values import plain_string
from gaispider.page.list_requests.request_numbers import NUMBER_NAME
from gaispider.page.model import ListRequest
from gaispider.page.urls import absolute

_BEGIN = re.compile(r"(?:\$|jQuery|axios)\s*\.\s*(ajax|post|getJSON|get)\s*\(|\bfetch\s*\(")
_OPTION = re.compile(r"""["']?\b(url|type|method|data|params)\b["']?\s*:""")
_VARIABLE = re.compile(
    r"""(?:\bvar|\blet|\bconst|[;,\n{])\s*([A-Za-z_$][\w$.]{0,40})\s*=\s*(?:"([^"\n]{0,300})"|'([^'\n]{0,300})'|(\d{1,12}))\s*[;,\n]"""
)
_PAIR = re.compile(r"""\s*(?:"([\w$.\[\]-]+)"|'([\w$.\[\]-]+)'|([\w$]+))\s*:\s*""")
_FIELD = re.compile(
    r"""^(?:\$|jQuery)\(\s*["'](?:input)?#([\w-]+)["']\s*\)\.val\(\)$|^document\.getElementById\(["']([\w-]+)["']\)\.value$"""
)
_WRAPPED = re.compile(r"^(?:encodeURI(?:Component)?|parseInt|Number|String)\((.*)\)$", re.DOTALL)
_ANYTHING = re.compile(r"Math\.random|new Date|Date\.now|getTime")
# Parameters that only prevent caching.
_NO_MATTER = frozenset(("_", "t", "r", "random", "rand", "rnd", "timestamp", "time", "v"))
# The value of the page number in a script: a name, or that name less 1 where pages count from 0.
_NUMBER = re.compile(r"^[A-Za-z_$][\w$.]*\s*(?:(?P<less>-\s*1)|\+\s*1)?$")
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
_LONGEST = 3000


def written_request(root: _Element, scripts: str, base: str) -> ListRequest | None:
    """The one request in the scripts that has a page number; None if there is none, or several."""
    if not _BEGIN.search(scripts):
        return None
    code = _COMMENT.sub("", scripts)
    known = {name: double or single or number for name, double, single, number in _VARIABLE.findall(code)}
    found = {request for call in _calls(code) if (request := _request(call, root, known, base)) is not None}
    return found.pop() if len(found) == 1 else None


def _calls(code: str) -> Iterator[tuple[str, list[str]]]:
    """Method and arguments of each call that sends a request."""
    for begin in _BEGIN.finditer(code):
        name = begin[1] or "fetch"
        yield name, list(_parts(code[begin.end() : begin.end() + _LONGEST]))


def _parts(code: str, separator: str = ",") -> Iterator[str]:
    """The parts between top-level commas, up to the closing bracket or to the end."""
    depth, start, quote = 0, 0, ""
    for place, sign in enumerate(code):
        if quote:
            quote = "" if sign == quote and code[place - 1] != "\\" else quote
        elif sign in "\"'`":
            quote = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
            if depth < 0:
                code = code[:place]
                break
        elif sign == separator and depth == 0:
            yield code[start:place].strip()
            start = place + 1
    if code[start:].strip():
        yield code[start:].strip()


def _request(call: tuple[str, list[str]], root: _Element, known: dict[str, str], base: str) -> ListRequest | None:
    """The request that a call sends, if all its values are known and exactly one is a page number; else None."""
    method, address, data = _written(*call)
    method = (_text(method, root, known) or "").lower()
    url = _text(address, root, known)
    fields = {} if not data else _fields(data, root, known) if data.startswith("{") else None
    if not url or fields is None or method not in ("get", "post"):
        return None
    whole = absolute(base, url)
    if whole is None:
        return None
    query = dict(parse_qsl(urlsplit(whole).query, keep_blank_values=True))
    if sum(NUMBER_NAME.match(key) is not None for key in (*query, *fields)) != 1:
        return None
    if method == "post":
        return ListRequest(whole, tuple(fields.items()))
    kept = {key: value for key, value in (query | fields).items() if key not in _NO_MATTER}
    return ListRequest(f"{whole.partition('?')[0]}?{urlencode(kept)}")


def _written(name: str, arguments: list[str]) -> tuple[str, str, str]:
    """Method, address and data of a call, as the script has them."""
    first, second = (*arguments[:2], "", "")[:2]
    if name == "ajax":
        options = _options(first)
        return options.get("type") or options.get("method") or "'get'", options.get("url", ""), options.get("data", "")
    if name == "fetch" or "params" in second[:12]:
        options = _options(second)
        return options.get("method") or "'get'", first, options.get("params", "body" if "body" in second else "")
    # A name alone after the address is the callback.
    is_callback = len(arguments) == 2 and (second.isidentifier() or "function" in second or "=>" in second)
    return "'post'" if name == "post" else "'get'", first, "" if is_callback else second


def _options(code: str) -> dict[str, str]:
    """The options of an object literal, as written."""
    found: dict[str, str] = {}
    for part in _parts(code.strip()[1:]) if code.strip().startswith("{") else ():
        if option := _OPTION.match(part):
            found[option[1]] = part[option.end() :].strip()
    return found


def _fields(code: str, root: _Element, known: dict[str, str]) -> dict[str, str] | None:
    """The fields of an object literal; None if the value of one is not known."""
    fields: dict[str, str] = {}
    for part in _parts(code[1:]):
        pair = _PAIR.match(part)
        if pair is None:
            return None
        name = pair[1] or pair[2] or pair[3]
        written = part[pair.end() :].strip()
        value = _text(written, root, known)
        if NUMBER_NAME.match(name):
            number = _NUMBER.match(written)
            value = "0" if value == "0" or (number and number["less"]) else "1" if value or number else None
        if value is None:
            if name not in _NO_MATTER and not _ANYTHING.search(written):
                return None
            continue
        fields[name] = value
    return fields


def _text(code: str, root: _Element, known: dict[str, str]) -> str | None:
    """The string that an expression of strings, numbers and known names gives; None if a part is not known."""
    parts: list[str] = []
    for part in _parts(code, "+"):
        last = parts[-1] if parts else ""
        if part[:1] in ("'", '"') and part[-1] == part[0] and len(part) > 1:
            parts.append(plain_string(part[1:-1]))
        elif last.endswith("=") and NUMBER_NAME.match(re.split(r"[?&]", last[:-1])[-1]):
            parts.append("1")
        elif last.endswith("=") and _ANYTHING.search(part):
            parts.append("0")
        else:
            value = _value(part, root, known)
            if value is None:
                return None
            parts.append(value)
    return "".join(parts)


def _value(part: str, root: _Element, known: dict[str, str]) -> str | None:
    if part.isdigit() or part in ("true", "false"):
        return part
    if part in known:
        return known[part]
    if wrapped := _WRAPPED.match(part):
        return (
            _value(wrapped[1].strip(), root, known) if wrapped[1].strip()[:1] not in "\"'" else wrapped[1].strip()[1:-1]
        )
    if field := _FIELD.match(part):
        node = next(iter(root.xpath("//input[@id=$name]", name=field[1] or field[2])), None)
        return node.get("value", "") if node is not None else None
    return None
