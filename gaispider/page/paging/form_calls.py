"""What a short script, or the function it calls, does to a form: the fields it sets, their values, and the submission.

The script is read, not run. A value is a number or string in the script, a parameter of the function, or the field's
own value plus one. With any other value the whole call counts as unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_LONGEST = 4000
_CALL = re.compile(r"(?<![\w.$])([A-Za-z_$][\w$.]*)\s*\(([^()]{0,120})\)")
_ARGUMENT = re.compile(r"""\s*(?:'([^']*)'|"([^"]*)"|([^,'"]+))\s*(?:,|$)""")
_SUBMIT = re.compile(r"\.submit\s*\(\s*\)")
_REFERENCE = (
    r"(?:document\.getElementById\(\s*['\"](?P<id{n}>[\w$:.-]+)['\"]\s*\)"
    r"|document\.getElementsByName\(\s*['\"](?P<nm{n}>[\w$:.-]+)['\"]\s*\)\s*\[\s*0\s*\]"
    r"|(?:\$|jQuery)\(\s*['\"](?:#(?P<jq{n}>[\w$:-]+)|\w*\[name=\\?['\"]?(?P<jn{n}>[\w$:.-]+?)\\?['\"]?\])['\"]\s*\)"
    r"|(?:[\w$]+(?:\[[^\[\]]{{1,40}}\])?\.)+(?:elements\[\s*['\"](?P<el{n}>[\w$:.-]+)['\"]\s*\]|(?P<dot{n}>[\w$]+)))"
)
_ASSIGNED = re.compile(
    _REFERENCE.format(n="")
    + r"(?:\.value\s*=(?!=)\s*(?P<value>[^;\n}]{1,160})|\.val\(\s*(?P<val>[^;\n}]{1,160}?)\s*\)\s*(?=[;\n}]|$))"
)
_ACTION = re.compile(r"(?:\.action\s*=(?!=)\s*|\.attr\(\s*['\"]action['\"]\s*,\s*)(?P<value>[^;\n}]{1,200})")
_FORM = re.compile(
    r"(?:document\.getElementById\(\s*['\"]([\w$:-]+)['\"]\s*\)|(?:\$|jQuery)\(\s*['\"](?:form)?#([\w$:-]+)['\"]\s*\)"
    r"|document\.forms\[\s*['\"]([\w$:-]+)['\"]\s*\]|document\.(?!forms\b)(?:all\.)?([\w$]+)|document\.forms\.([\w$]+))"
    r"\s*\.submit\s*\("
)
_OWN_NEXT = re.compile(r"(?:\.value|\.val\(\))\s*\)*\s*\+\s*1\b|^\+\+|\+\+$")
_WRAPPED = re.compile(r"^(?:parseInt|Number|String|eval)\s*\(\s*([\w$]+)\s*(?:,\s*10\s*)?\)$")
_STEP = re.compile(r"^(.*?)\s*([-+])\s*1$")
_SCHEME = re.compile("javascript:", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Call:
    """A call in a link: the function's name, its arguments as strings, and the code around it."""

    code: str
    name: str = ""
    arguments: tuple[str, ...] = ()

    @property
    def number(self) -> int | None:
        """The first argument that is a whole number."""
        return next((int(text) for text in self.arguments if text.isdigit() and len(text) < 6), None)


@dataclass(frozen=True, slots=True)
class Value:
    """The new value of a field: `text`, or its old value plus one."""

    text: str | None
    adds_one: bool = False
    is_number: bool = False

    def value_from(self, before: str | None) -> str | None:
        """The new value of a field with the old value `before`; None if it cannot be computed."""
        if not self.adds_one:
            return self.text
        return str(int(before) + 1) if before is not None and before.isdigit() else None


@dataclass(slots=True)
class Submission:
    """Fields by name or id with their new values, and the form's name or id and its new action, if given."""

    values: dict[str, Value] = field(default_factory=dict)
    form: str = ""
    action: str | None = None


def call_of(script: str) -> Call | None:
    """The first call in a link's script of a function of its own; the code itself if that submits a form."""
    code = _SCHEME.sub("", script)
    if _SUBMIT.search(code):
        return Call(code)
    for name, inside in _CALL.findall(code):
        if name.lower() not in ("void", "alert", "return", "parseint", "if"):
            return Call(code, name.rpartition(".")[2], tuple(_arguments(inside)))
    return None


def submission_of(call: Call, scripts: Iterable[str]) -> Submission | None:
    """The fields that a call sets before it submits; None if it submits nothing, or if a value is unknown."""
    if not call.name:
        return _read(call.code, {})
    found = function_of(call.name, scripts)
    if found is None:
        return None
    names, body = found
    known = dict(zip(names, call.arguments, strict=False))
    if _SUBMIT.search(body):
        return _read(body, known)
    # A function that passes the number to the function that submits.
    for name, inside in _CALL.findall(body):
        inner = function_of(name.rpartition(".")[2], scripts) if name != call.name else None
        if inner and _SUBMIT.search(inner[1]):
            passed = [known.get(argument, argument) for argument in _arguments(inside)]
            return _read(inner[1], dict(zip(inner[0], passed, strict=False)))
    return None


def _arguments(inside: str) -> list[str]:
    return [(single or double or bare).strip() for single, double, bare in _ARGUMENT.findall(inside)]


def function_of(name: str, scripts: Iterable[str]) -> tuple[list[str], str] | None:
    """The names of a function's parameters, and its body."""
    begin = re.compile(
        rf"\bfunction\s+{re.escape(name)}\s*\(([^()]*)\)\s*\{{|\b{re.escape(name)}\s*[=:]\s*function\s*\(([^()]*)\)\s*\{{"
    )
    for script in scripts:
        if name in script and (found := begin.search(script)):
            names = [part.strip() for part in (found[1] or found[2] or "").split(",") if part.strip()]
            return names, _COMMENT.sub("", _to_brace(script[found.end() : found.end() + _LONGEST]))
    return None


def _to_brace(code: str) -> str:
    """The code up to the brace that closes it."""
    depth = 1
    for place, sign in enumerate(code):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return code[:place]
    return code


def _read(code: str, known: Mapping[str, str]) -> Submission | None:
    submission = Submission()
    for found in _ASSIGNED.finditer(code):
        name = next((text for key, text in found.groupdict().items() if text and key not in ("value", "val")), "")
        value = _value(found["value"] or found["val"] or "", known)
        if value is None:
            return None
        submission.values[name] = value
    if action := _ACTION.search(code):
        submission.action = joined(action["value"], known)
        if submission.action is None:
            return None
    if named := _FORM.search(code):
        submission.form = next(filter(None, named.groups()), "")
        if submission.form in known:
            submission.form = known[submission.form]
    return submission if submission.values or submission.action is not None else None


def _value(expression: str, known: Mapping[str, str]) -> Value | None:
    expression = (
        expression.strip().rstrip(");") if expression.count("(") < expression.count(")") else expression.strip()
    )
    if wrapped := _WRAPPED.match(expression):
        expression = wrapped[1]
    if expression[:1] in "'\"" and expression[-1:] == expression[:1] and expression.count(expression[0]) == 2:
        return Value(expression[1:-1], is_number=expression[1:-1].isdigit())
    if expression.isdigit():
        return Value(expression, is_number=True)
    if expression in known:
        text = known[expression]
        return Value(text, is_number=text.isdigit())
    if _OWN_NEXT.search(expression):
        return Value(None, adds_one=True, is_number=True)
    step = _STEP.match(expression)
    base = _value(step[1], known) if step and step[1].strip() else None
    if step and base and base.text and base.text.isdigit():
        return Value(str(int(base.text) + (1 if step[2] == "+" else -1)), is_number=True)
    return None


def joined(expression: str, known: Mapping[str, str]) -> str | None:
    """An address joined from strings and parameters; None if a part is not known."""
    parts = []
    for part in re.findall(r"'[^']*'|\"[^\"]*\"|[^+'\"]+", expression.rstrip(") ")):
        if part[:1] in "'\"":
            parts.append(part[1:-1])
        elif part.strip():
            value = _value(part.strip(), known)
            if value is None or value.text is None:
                return None
            parts.append(value.text)
    return "".join(parts) or None
