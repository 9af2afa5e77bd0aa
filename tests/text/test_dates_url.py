from __future__ import annotations

from datetime import date

import pytest

from gaispider.text.dates import find_url_date, read_chsdate, read_header


@pytest.mark.parametrize(
    ("url", "want"),
    [
        ("http://x.gov.cn/ndbg/201802/t20180206_630140.html", date(2018, 2, 6)),
        ("t20180206", date(2018, 2, 6)),
        ("http://x.gov.cn/art/2018/2/6/art_1229463945_41068.html", date(2018, 2, 6)),
        ("http://x.gov.cn/doc/2018/02/06/3063029.shtml", date(2018, 2, 6)),
        ("http://x.gov.cn/msz/20180206/i1180025.html", date(2018, 2, 6)),
        ("http://x.gov.cn/html/2018-02-06/1779102018.html", date(2018, 2, 6)),
        ("http://x.gov.cn/zltq/2018-02/06/content_3.html", date(2018, 2, 6)),
        ("http://x.gov.cn/columns/201802/06/0f3c.html", date(2018, 2, 6)),
        ("http://x.gov.cn/zltq/article_2018020615383939768.html", date(2018, 2, 6)),
        ("http://x.gov.cn/new/detail/20180206145934053.html", date(2018, 2, 6)),
        ("https://x.gov.cn/Show.aspx?id=20180206145934", date(2018, 2, 6)),
        ("http://x.gov.cn/20170101/t20180206_6.html", date(2018, 2, 6)),
        ("http://x.gov.cn/201802/P020180206345678901234.doc", date(2018, 2, 6)),
        ("http://x.gov.cn/201802/W020180206345678901234.pdf", date(2018, 2, 6)),
        ("http://x.gov.cn/c/20180206_123.shtml", date(2018, 2, 6)),
        ("http://x.gov.cn/news/20180206.html", date(2018, 2, 6)),
        ("http://x.gov.cn/2018_02_06/123.shtml", date(2018, 2, 6)),
        ("http://x.gov.cn/n/2018-02-06-123.html", date(2018, 2, 6)),
        ("http://x.gov.cn/html/2018/tzgg_0206/375055.html?cid=34", date(2018, 2, 6)),
        ("http://x.gov.cn/html/2018/tzgg2018_0206/375055.html", date(2018, 2, 6)),
        ("http://x.gov.cn/u/cms/www/201802/06145934k3x9.pdf", date(2018, 2, 6)),
        ("http://x.gov.cn/f/2018020609333394639541.xlsx", date(2018, 2, 6)),
        ("http://x.gov.cn/html/2018/tzgg_0231/375055.html", None),
        ("http://x.gov.cn/html/tzgg_0206/375055.html", None),
        ("http://x.gov.cn/201802/06996934k3x9.pdf", None),
        ("http://x.gov.cn/col/col20180206/index.html", None),
        ("http://x.gov.cn/id_201802069.html", None),
        ("http://x.gov.cn/zwgkcontent-888888040-56270.html", None),
        ("http://x.gov.cn/a/1779102018.html", None),
        ("http://x.gov.cn/content_1454552.html", None),
        ("http://x.gov.cn/doc_60960f3fc91eeb7249ff41c5.html", None),
        ("http://x.gov.cn/5e9ec8e1fd85080ad1633edf.html", None),
        ("http://x.gov.cn/2021n/1533676551588134914.html", None),
        ("http://x.gov.cn/a?t=1549411200000", None),
        ("http://x.gov.cn/a/1549411200.html", None),
        ("http://x.gov.cn/?area=11370684004265946U", None),
        ("http://x.gov.cn/t20180231_1.html", None),
        ("http://x.gov.cn/2018/13/1/a.html", None),
        ("http://x.gov.cn/content_20101025.html", None),
        ("http://x.gov.cn/20170101/20180206/a.html", None),
        ("", None),
    ],
)
def test_a_day_in_a_url(url: str, want: date | None) -> None:
    assert find_url_date(url) == want


@pytest.mark.parametrize(
    ("raw", "day", "time"),
    [
        ("2019-12-31 10:46:11", date(2019, 12, 31), "10:46:11"),
        ("2012年2月20日", date(2012, 2, 20), None),
        ("2018-02-27 09:04:10.0", date(2018, 2, 27), "09:04:10"),
        # Hours of twelve, as ASP pages and English servers print them.
        ("2011-1-20 上午 09:12:05", date(2011, 1, 20), "09:12:05"),
        ("2011/1/20 下午 3:12", date(2011, 1, 20), "15:12"),
        ("2011年1月20日下午3时12分", date(2011, 1, 20), "15:12"),
        ("2011-1-20 下午 15:12", date(2011, 1, 20), "15:12"),
        ("2011-1-20 下午12:12", date(2011, 1, 20), "12:12"),
        ("2011-1-20 上午 12:05", date(2011, 1, 20), "00:05"),
        ("2011-1-20 中午 1:05", date(2011, 1, 20), "13:05"),
        ("2011-01-20 3:12:05 PM", date(2011, 1, 20), "15:12:05"),
        ("2011-01-20 12:12:05 AM", date(2011, 1, 20), "00:12:05"),
        ("( 2022-04-26)", date(2022, 4, 26), None),
        ("发布时间：2019/2/7 9:05", date(2019, 2, 7), "09:05"),
        ("20190227", date(2019, 2, 27), None),
        ("20190227103000", date(2019, 2, 27), "10:30:00"),
        ("2019-02-27T10:20:30Z", date(2019, 2, 27), None),
        ("Feb 27, 2019", date(2019, 2, 27), None),
        ("Wed, 27 Feb 2019 10:20:30 GMT", date(2019, 2, 27), "18:20:30"),
        ("2015-11-10 01:51:51信息来源:浏览次数:", date(2015, 11, 10), "01:51:51"),
        ("昨天", None, None),
        ("3 days ago", None, None),
        ("2019年", None, None),
        ("2019-02-30", None, None),
        ("", None, None),
    ],
)
def test_a_header_date(raw: str, day: date | None, time: str | None) -> None:
    found = read_header(raw)
    assert (found.day, found.time) == (day, time)
    assert (found.method is None, found.certainty is None, found.alternatives) == (day is None, day is None, [])


@pytest.mark.parametrize(
    ("raw", "method", "certainty"),
    [
        ("2019-02-27 10:46", "intact", "certain"),
        ("20190227103000", "intact", "certain"),
        ("二〇一九年二月二十七日", "chinese_numeral", "certain"),
        ("2019227", "repaired", "certain"),
    ],
)
def test_how_a_header_date_was_read(raw: str, method: str, certainty: str) -> None:
    found = read_header(raw)
    assert found.day == date(2019, 2, 27)
    assert (found.method, found.certainty) == (method, certainty)


def test_a_header_date_of_several_readings_has_none() -> None:
    found = read_header("发布时间：2018111")
    assert (found.day, found.certainty) == (None, "ambiguous")
    assert found.alternatives == [date(2018, 1, 11), date(2018, 11, 1)]


def test_word_markup_names_the_day() -> None:
    marked = {"w:st": "on", "Year": "2012", "month": "3", "day": "7", "islunardate": "False", "isrocdate": "False"}
    assert read_chsdate(marked) == date(2012, 3, 7)
    assert read_chsdate({**marked, "islunardate": "True"}) is None
    assert read_chsdate({**marked, "isrocdate": "True"}) is None
    assert read_chsdate({**marked, "day": "32"}) is None
    assert read_chsdate({"day": "1"}) is None
