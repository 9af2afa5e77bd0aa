"""Numbers that are no dates, with and without a publication day."""

from __future__ import annotations

from datetime import date

import pytest

from gaispider.text.dates import find_dates
from gaispider.text.docnumbers import find_document_numbers

_NUMBERS = """电话:2012111
电话：20121111
传真:0598-2012111
电话:0598—2012111
热线电话2012345
政务服务热线12345、12315
邮编:201311
邮政编码 201211
QQ:2012121212
邮箱:20121212@qq.com
邮箱20121212@163.com
青石镇2012@163.com
qsz2012-1@126.com
索引号:QS09045-1620-2017-20153
索引号 014416330/2018-04736
003110926/201510-00216
430S00/2009-69063
/2021-None
统一社会信用代码11220284201201010X
http://218.62.81.170/2012-1-1/a.html
网址http://www.example.gov.cn/2012/1/1/index.html
建设大街2012号
人民路2015号3楼
建设大街2012105号
省政府令第492号
主动公开政府信息2013条
公开2018件次
发布信息2019條,
主动公开政府信息2013,历年累计2500
共2015余人
收入2012.5万元
投入2012.12万元
金额2019.11元
20181231元
20121231.00
2012平方米
合同编号:20120101
吉ICP备20120101号
吉公网安备22028402012号
结合12.4法制宣传日、6.26禁毒日
第2012次
1)政府工作
2.2012
3-5人
网站访问量2012456次
点击量：20121012
访问次数：2015
IP 20.12.1.1
| 2012 | 2015 | 3 |
2012\t2013\t15
政府集中采购 | 21 | 20121025 |
身份证220284201201011234
手机13820121212
用电2012度
2012年级
0436-2012111
65911166-2012
二〇〇〇元
一是二是十二项
第二十条
3月份
正月
2018-03819
QS-2012-1-1-0003
2012-1-1-0003
/2012-01-02/3.html
2012.1.1.5
共有2000左右
群众达2015以上
增加2015其中
二〇〇八 一、概述
在2019-2020学年度
2019学年第一学期
2018—2019学年
全文2019字
我局20120514＠qq.com
档案号：20120226
合同编号:2012-12-3
编号：2012-12-3
版本2012.1.2
登录密码20120416
功能分类科目2012115
我局2012301 行政运行
2012104一般行政管理事务
我局 20121128 |行政许可
2018房间
(工号20121118)
(新闻信息服务许可证20121201706)
(验证码201201)
请联系办公室（2012411）转办
小计 2012  5  3 12
201411,电话
201411,联系人
每年2月1日前公布
应当在每年的12月15日前
每年1月1日至12月31日
二〇一一十大新闻
二〇一二一季度""".splitlines()


@pytest.mark.parametrize("published", [None, date(2013, 1, 20)])
@pytest.mark.parametrize("text", _NUMBERS)
def test_is_no_date_and_no_document_number(text: str, published: date | None) -> None:
    assert find_dates(text, published=published) == []
    assert find_document_numbers(text) == []


@pytest.mark.parametrize(
    "text",
    ["(江政办2013224要求", "《通知》(江政办发〔20136号)", "江政办〔2013〕6号", "江政办2018〕43号"],
)
def test_a_document_number_is_no_date(text: str) -> None:
    assert find_dates(text) == []
