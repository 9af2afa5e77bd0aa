"""Which rows of the 2014 form sum up to which: found by the rows' numbering and the words of their totals.

(一)主动公开政府信息数 and the counts by channel do not sum up: the same item may go out on several channels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gaispider.items import AnnexFigure
from gaispider.report.forms.labels import is_mistyped, read_label

# Wording of a total → what its parts say. Rows of the national form; provinces added 政府 or 总 here and there.
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


def annex_sums(a: Mapping[str, AnnexFigure]) -> Iterator[tuple[str, list[str]]]:
    """The key of a total and the keys of its parts, for each sum of the form of which all rows are there."""
    keys = list(a)
    bodies = [read_label(key.rpartition("/")[2]).body for key in keys]
    for totals, parts in _SUMS:
        for start, body in enumerate(bodies):
            if body not in totals:
                continue
            found = [keys[n] for part in parts if (n := _find(bodies, part, start + 1)) is not None]
            if len(set(found)) == len(parts):
                yield keys[start], found
            break


def _find(bodies: list[str], part: str, start: int) -> int | None:
    """The first row from `start` on with the wording of `part`, else one that may be it after a slip."""
    exact = (n for n in range(start, len(bodies)) if bodies[n] == part)
    damaged = (n for n in range(start, len(bodies)) if is_mistyped(bodies[n], part))
    return next(exact, next(damaged, None))
