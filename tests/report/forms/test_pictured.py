"""Tables that are pictures need a person, or OCR: the record says so."""

from __future__ import annotations

import pytest

import gaispider

IMAGE = "<p><img src='/u/1.png'></p>"
HEAD = "<tr><td>申请人情况</td><td>自然人</td><td>总计</td></tr>"
TABLE = f"<table>{HEAD}<tr><td>一、本年新收</td><td>3</td><td>3</td></tr></table>"


def codes(content: str) -> list[str]:
    html = (
        "<html><head><title>青溪县林业局2021年政府信息公开工作年度报告</title></head><body><div class='content'>"
        "<h1>青溪县林业局2021年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>2021年，本单位认真贯彻落实条例，全年公开政府信息"
        f"130条，其中网站公开100条。</p>{content}<p>五、存在的主要问题及改进情况</p><p>公开内容有待丰富，下一步加强培训。</p>"
        "</div></body></html>"
    )
    return [warn.code for warn in gaispider.extract(html.encode(), "http://www.qingxi.gov.cn/t1.html")[0].warnings]


@pytest.mark.parametrize(
    "content",
    [
        f"<p>二、主动公开政府信息情况</p>{IMAGE}<p>三、收到和处理政府信息公开申请情况</p>{IMAGE}",
        f"<p>二、主动公开情况</p>{IMAGE}<p>三、依申请公开</p>{IMAGE}",
        f"<p>二、主动公开政府信息情况（见下图）</p>{IMAGE}",
        f"<p>三、收到和处理政府信息公开申请情况</p><p>具体情况如下：</p>{IMAGE}",
        "<p>三、2021年收到和处理政府信息公开申请情况<img src='/u/2.png'></p>",
        f"<p>四、政府信息公开行政复议、行政诉讼情况</p><table><tr><td>{IMAGE}</td></tr></table>",
        f"<p>四、其他</p><p>没有其他需要报告的事项。</p><p>附件：政府信息公开情况统计表</p>{IMAGE}",
        f"<p>二、主动公开政府信息情况</p>{IMAGE}<p>三、收到和处理政府信息公开申请情况</p>{TABLE}",
    ],
)
def test_a_heading_over_a_picture(content: str) -> None:
    assert codes(content).count("needs_ocr") == 1


@pytest.mark.parametrize(
    "content",
    [
        "<p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p>",
        f"<p>三、收到和处理政府信息公开申请情况</p>{TABLE}<p>四、会议</p><p>召开会议，图为会议现场。</p>{IMAGE}",
        f"<p>三、收到和处理政府信息公开申请情况</p><p>本年度收到申请3件，均已答复。</p>{IMAGE}",
        f"<p>二、主动公开政府信息情况</p><p>{'我局及时公开各类政府信息，内容真实。' * 5}</p>{IMAGE}",
        f"{IMAGE}<p>附件：<a href='/u/a.xls'>政府信息公开情况统计表</a></p>",
    ],
)
def test_pictures_that_are_no_tables(content: str) -> None:
    assert "needs_ocr" not in codes(content)
