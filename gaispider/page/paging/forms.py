"""Further pages that a form brings: the address that a click submits to, and the fields that are posted.

A click calls a function that puts the page's number into a field and submits (`goToPageURL(2)`), posts back to ASP.NET
(`__doPostBack`), or presses the form's own button. The form is filled in as a browser would do it. If a field's value
cannot be known, no request is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml.etree import _Element

from gaispider.page.model import ListRequest
from gaispider.page.paging.form_calls import Call, Submission, call_of, submission_of
from gaispider.page.paging.parts import Paging
from gaispider.page.urls import absolute, query_codec

_POST_BACK = re.compile(
    r"""(?:__doPostBack\(|PostBackOptions\()\s*(["'])(?P<target>.*?)\1\s*,\s*(["'])(?P<argument>.*?)\3"""
)
_NO_FIELDS = frozenset(("submit", "button", "image", "reset", "file"))
_CHOICES = frozenset(("checkbox", "radio"))
# How the pages are found that a form brings.
FORM = "form"
# The state of an ASP.NET page, which its form sends back; without it the page cannot be turned.
_STATE = "__VIEWSTATE"


@dataclass(frozen=True, slots=True)
class FormRequest:
    """A request that a form makes.

    `number` is the page it asks for, `current` the page on which the form is; None if unknown.
    """

    request: ListRequest
    number: int | None = None
    current: int | None = None


def take_form(paging: Paging, form: FormRequest, *, is_last: bool = False) -> None:
    """Take the request of a form as the next page, unless this page is the last."""
    after_last = form.number is not None and paging.pages is not None and form.number > paging.pages
    if is_last or after_last or (form.number is not None and form.number == form.current):
        paging.rule = f"{FORM}: last page"
    else:
        paging.request, paging.rule = form.request, FORM


def request_of(element: _Element, scripts: Iterable[str], base: str) -> FormRequest | None:
    """The request that a click on a link or button makes through a form; None if it makes none, or an unknown one."""
    script = f"{element.get('href') or ''} ; {element.get('onclick') or ''}"
    if "PostBack" in script and (posted := _POST_BACK.search(script)):
        return _post_back(element, posted["target"], posted["argument"], base)
    if element.tag in ("input", "button") and (element.get("type") or "submit").lower() in ("submit", "image"):
        form = _form_around(element)
        return _filled(form, _own_value(element), None, base) if form is not None else None
    call = call_of(script)
    submission = submission_of(call, scripts) if call else None
    return _submitted(element, submission, call, base) if submission and call else None


def chosen_request(select: _Element, value: str, base: str) -> FormRequest | None:
    """The request that a form makes when `value` is chosen in its list; None if the list has no form or no name."""
    form, name = _form_around(select), select.get("name")
    return _filled(form, {name: value}, None, base) if form is not None and name else None


def _post_back(element: _Element, target: str, argument: str, base: str) -> FormRequest | None:
    around = _form_around(element)
    forms = [around] if around is not None else element.getroottree().iter("form")
    form = next((form for form in forms if _STATE in dict(form_fields(form))), None)
    if form is None:
        return None
    number = re.search(r"(\d{1,5})$", argument)
    values = {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    return _filled(form, values, None, base, number=int(number[1]) if number else None, method="post")


def _submitted(element: _Element, submission: Submission, call: Call, base: str) -> FormRequest | None:
    """The form that the script names, else the one that has all fields that the script sets."""
    forms = list(element.getroottree().iter("form"))
    fitting = [form for form in forms if submission.values.keys() <= _names_of(form)]
    named = [form for form in fitting if submission.form and submission.form in (form.get("name"), form.get("id"))]
    if not fitting:
        return None
    form = (named or fitting)[0]
    fields = dict(form_fields(form))
    ids = {node.get("id"): node.get("name") for node in form.iter("input", "select") if node.get("id")}
    values: dict[str, str] = {}
    number, current = call.number, None
    for name, step in submission.values.items():
        field = name if name in fields else ids.get(name) or name
        value = step.value_from(fields.get(field))
        if value is None:
            return None
        values[field] = value
        if step.is_number and current is None:
            number, current = _number(value) or number, _number(fields.get(field, ""))
    return _filled(form, values, submission.action, base, number=number, current=current)


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() and len(text) < 6 else None


def _filled(
    form: _Element,
    values: dict[str, str],
    action: str | None,
    base: str,
    *,
    number: int | None = None,
    current: int | None = None,
    method: str | None = None,
) -> FormRequest | None:
    fields = dict(form_fields(form)) | values
    address = absolute(base, action if action is not None else (form.get("action") or "").strip())
    if address is None or not address.startswith(("http://", "https://")):
        return None
    address = address.partition("#")[0]
    if (method or form.get("method") or "get").lower() == "post":
        return FormRequest(ListRequest(address, tuple(fields.items())), number, current)
    query = urlencode(fields, encoding=query_codec(base), errors="xmlcharrefreplace")
    return FormRequest(ListRequest(f"{address.partition('?')[0]}?{query}"), number, current)


def form_fields(form: _Element) -> Iterator[tuple[str, str]]:
    """Names and values that a form sends if nothing is filled in."""
    for node in form.iter("input", "select", "textarea"):
        name = node.get("name")
        kind = (node.get("type") or "text").lower() if node.tag == "input" else node.tag
        if not name or "disabled" in node.attrib or kind in _NO_FIELDS:
            continue
        if kind in _CHOICES and "checked" not in node.attrib:
            continue
        if kind == "select":
            options = list(node.iter("option"))
            chosen = next(
                (option for option in options if "selected" in option.attrib), options[0] if options else None
            )
            if chosen is not None:
                yield name, chosen.get("value", "".join(chosen.itertext()).strip())
        else:
            yield name, (node.text or "") if kind == "textarea" else node.get("value", "on" if kind in _CHOICES else "")


def _names_of(form: _Element) -> set[str]:
    nodes = list(form.iter("input", "select", "textarea"))
    return {value for node in nodes for value in (node.get("name"), node.get("id")) if value}


def _own_value(button: _Element) -> dict[str, str]:
    """Name and value that a form's own button adds to the fields."""
    name = button.get("name")
    if not name:
        return {}
    if button.get("type") == "image":
        return {f"{name}.x": "1", f"{name}.y": "1"}
    return {name: button.get("value") or ""}


def _form_around(element: _Element) -> _Element | None:
    node: _Element | None = element
    while node is not None and node.tag != "form":
        node = node.getparent()
    return node
