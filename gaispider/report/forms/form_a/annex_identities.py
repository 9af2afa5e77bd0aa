"""Which rows of the 2014 form sum up to which other rows, by the rows' numbers and the wording of the totals.

(一)主动公开政府信息数 and the counts by channel are no sum: one item may be published on several channels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gaispider.items import AnnexFigure
from gaispider.report.forms.labels import is_mistyped, read_label

# Wording of a total, and wordings of its parts, in the national form. Some provinces added 政府 or 总.
_SUMS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("收到申请数",), ("当面申请数", "传真申请数", "网络申请数", "信函申请数")),
    (("申请办结数",), ("按时办结数", "延期办结数")),
    (
        ("申请答复数",),
        (
            "属于已主动公开范围数",
            "同意公开答复数",
            "同意部分公开答复数",
            "不同意公开答复数",
            "不属于本行政机关公开数",
            "申请信息不存在数",
            "告知作出更改补充数",
            "告知通过其他途径办理数",
        ),
    ),
    (
        ("不同意公开答复数",),
        (
            "涉及国家秘密",
            "涉及商业秘密",
            "涉及个人隐私",
            "危及国家安全公共安全经济安全和社会稳定",
            "不是条例所指政府信息",
            "法律法规规定的其他情形",
        ),
    ),
    (("行政复议数量",), ("维持具体行政行为数", "被依法纠错数", "其他情形数")),
    (("行政诉讼数量",), ("维持具体行政行为或者驳回原告诉讼请求数", "被依法纠错数", "其他情形数")),
)


# Annexes before that form: wording of a total, and of the rows right below it that count its kinds.
_NUMBER = "(?:总量|总件数|总数|件数|数量?|数)?"
_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(rf"(?:收到|受理|接受)?.{{0,8}}申请(?:公开)?(?:政府)?(?:信息)?{_NUMBER}"),
        re.compile(
            "(?:当面|现场|口头|书面|书信|信函|邮寄|传真|电子邮件|电邮|网[上络页站]|互联网|电话|其[他它])"
            rf".{{0,10}}申请{_NUMBER}"
        ),
    ),
    (
        re.compile(rf"(?:对)?.{{0,4}}申请的?(?:答复|办结)(?:申请)?{_NUMBER}"),
        re.compile(
            "(?:属于|不属于|已主动公开|非本|同意|部分公开|不予|不同意|否决|免予|信息不存在|申请内容|申请信息|重复申请|告知|其[他它])"
            ".*"
        ),
    ),
    (re.compile(f".*从事政府信息公开.*人员.*{_NUMBER}"), re.compile("(?:专职|兼职).*")),
)


def _kinds_of(start: int, keys: list[str], bodies: list[str], part: re.Pattern[str]) -> list[str]:
    """The keys of the rows right below a total that count its kinds."""
    found = []
    for n in range(start + 1, len(keys)):
        if "/" in keys[n] and keys[n].startswith(keys[start] + "/"):
            continue  # a further column of the row above
        if not part.fullmatch(bodies[n]):
            break
        found.append(keys[n])
    return found


def annex_sums(a: Mapping[str, AnnexFigure]) -> Iterator[tuple[str, list[str]]]:
    """For each sum whose rows are all there: the key of the total, and the keys of its parts."""
    keys = list(a)
    done: set[int] = set()
    bodies = [read_label(key.rpartition("/")[2]).body for key in keys]
    for totals, parts in _SUMS:
        for start, body in enumerate(bodies):
            if body not in totals:
                continue
            found = [keys[n] for part in parts if (n := _find(bodies, part, start + 1)) is not None]
            if len(set(found)) == len(parts):
                done.add(start)
                yield keys[start], found
            break
    for start, body in enumerate(bodies):
        for total, part in _KINDS:
            if start not in done and total.fullmatch(body) and not part.fullmatch(body):
                kinds = _kinds_of(start, keys, bodies, part)
                if len(kinds) > 1:
                    yield keys[start], kinds
                break


def _find(bodies: list[str], part: str, start: int) -> int | None:
    """The first row from `start` on with the wording `part`; else one that may have it with a misprint.

    None if neither.
    """
    exact = (n for n in range(start, len(bodies)) if bodies[n] == part)
    damaged = (n for n in range(start, len(bodies)) if is_mistyped(bodies[n], part))
    return next(exact, next(damaged, None))
