from __future__ import annotations

import pytest

from gaispider.page.article.body.infobox import read_claims


@pytest.mark.parametrize(
    ("lines", "claims"),
    [
        (["归属地：广东"], [("归属地", "广东")]),
        (["类型：报告", "歸屬地", "：廣東", "概述"], [("歸屬地", "：廣東".lstrip("："))]),
        (["所属地区", "吉林省磐石市"], [("所属地区", "吉林省磐石市")]),
        (["地区 甘肃"], [("地区", "甘肃")]),
        (["归属地"], []),
        (["地区生产总值增长8%", "行政区划调整后", "归属地管理原则" + "要" * 40], []),
        ([], []),
    ],
)
def test_boxes(lines: list[str], claims: list[tuple[str, str]]) -> None:
    assert read_claims(lines) == claims
