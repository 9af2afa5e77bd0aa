"""Counts of applications, reviews, fees, staff and visits in every wording that was met; all made up."""

from __future__ import annotations

import pytest

from tests.report.narrative.test_counts import values


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # 依申请公开
        ("全年共收到政府信息公开申请16件，均在法定时限内完成答复。", {"applications_received": 16}),
        (
            "本年度全县共收到70件申请，及时办结69件，1件结转下年度继续办理。",
            {"applications_received": 70, "applications_completed": 69, "applications_carried_over": 1},
        ),
        ("收到1份政府信息公开申请。", {"applications_received": 1}),
        ("收到三件政府信息公开申请。", {"applications_received": 3}),
        (
            "共受理政府信息公开申请859件，答复政府信息公开申请805件，予以公开及部分公开258件，不予公开35件，无法提供265件，不予处理158件。",
            {
                "applications_received": 859,
                "applications_answered": 805,
                "answers_granted_or_partial": 258,
                "answers_refused": 35,
                "answers_unavailable": 265,
                "answers_not_processed": 158,
            },
        ),
        (
            "受理政府信息公开申请7条，其中网上申请数3条，信函申请数4条；答复总数3条，其中同意公开答复数2条。",
            {
                "applications_received": 7,
                "applications_online": 3,
                "applications_by_letter": 4,
                "applications_answered": 3,
                "answers_granted": 2,
            },
        ),
        ("本街道2015年度共受理收到政府信息公开申请0条，历年累计6条。", {"applications_received": 0}),
        (
            "2022年，共收到依申请公开件0件，上年结转3件。",
            {"applications_received": 0, "applications_brought_forward": 3},
        ),
        ("全年未接到信息公开申请。", {"applications_received": 0}),
        ("没有收到公民、法人和其他组织提出的依申请公开的申请。", {"applications_received": 0}),
        ("2022年度我乡无依法申请公开件。", {"applications_received": 0}),
        ("我镇未收到社会组织或群众个人提出的政府信息依申请公开。", {"applications_received": 0}),
        ("我镇未收到信息公开的申请，也无不予公开信息的情况发生。", {"applications_received": 0, "withheld": 0}),
        # 复议、诉讼
        ("未发生因政府信息公开申请行政复议、提起行政诉讼的情况。", {"reviews": 0, "lawsuits": 0}),
        ("全年没有针对我镇政府信息公开申请而提起行政复议和行政诉讼的情况发生。", {"reviews": 0, "lawsuits": 0}),
        ("全年发生因政府信息公开而被申请行政复议、提起行政诉讼的案件0件。", {"reviews": 0, "lawsuits": 0}),
        ("未收到有关政府信息公开行政复议申请。", {"reviews": 0}),
        ("信息公开类行政复议7件、诉讼9件。", {"reviews": 7, "lawsuits": 9}),
        ("行政复议案件2件，行政诉讼案件7件。", {"reviews": 2, "lawsuits": 7}),
        ("行政复议、行政诉讼均为零。", {"reviews": 0, "lawsuits": 0}),
        ("全年行政复议和行政诉讼案件共3件。", {}),
        ("我局未收到信息公开申请，发生行政诉讼2件。", {"applications_received": 0, "lawsuits": 2}),
        ("未接到一起群众关于政府信息公开的投诉或举报。", {"complaints": 0}),
        # 收费
        ("2012年度未收取任何费用。", {"fees": "0"}),
        ("收取信息处理费400元。", {"fees": "400"}),
        ("目前，我局政府信息公开暂不收费。", {"fees": "0"}),
        ("我局未受到公民、法人申请公开政府信息。", {"applications_received": 0}),
        (
            "收到申请90件，结转上年度政府信息公开申请10件，共办理完成98件，结转下年度继续办理2件。",
            {
                "applications_received": 90,
                "applications_brought_forward": 10,
                "applications_completed": 98,
                "applications_carried_over": 2,
            },
        ),
        # 机构、人员、会议
        (
            "有2个信息公开工作专门机构，设置信息公开查阅点3个，从事政务信息工作的兼职人员4名。",
            {"agencies": 2, "reading_points": 3, "part_time_staff": 4},
        ),
        ("专门配备了2名兼职工作人员，设立了1个专门的信息申请受理点。", {"part_time_staff": 2, "application_points": 1}),
        (
            "从事政府信息公开工作人员数5人，其中专职人员2人，兼职人员3人。",
            {"staff": 5, "full_time_staff": 2, "part_time_staff": 3},
        ),
        ("为此专门配备了132名专、兼职工作人员。", {"staff": 132}),
        (
            "召开相关工作会或专题会议2次，举办培训班3期，培训65人次。",
            {"meetings": 2, "training_sessions": 3, "trained_people": 65},
        ),
        (
            "全县共召开5次工作会议，各部门举办了6次业务培训，180人次参加了业务培训。",
            {"meetings": 5, "training_sessions": 6, "trained_people": 180},
        ),
        ("政府信息公开专项经费2.5万元。", {"budget": "2.5"}),
        # 咨询、访问
        ("查阅点共接待公众查询212人次，年接待办事群众约13万人次。", {"visitors": 212}),
        (
            "接受公民政府信息公开方面的咨询2070人次，其中电话咨询2050人次。",
            {"inquiries": 2070, "phone_inquiries": 2050},
        ),
        ("专栏访问量约为23.9847万次。", {"website_visits": 239847}),
        ("2016年度未收到任何形式的有关信息公开方面的咨询。", {"inquiries": 0}),
        ("接待咨询68人次，答复72人次。", {"visitors": 68}),
        (
            "指定2名专职人员负责日常工作，全年开展专题培训2次，覆盖工作人员86人次。",
            {"full_time_staff": 2, "training_sessions": 2, "trained_people": 86},
        ),
        (
            "共发布各类信息2483条，其中网站公开信息319条，微信（含转发）851条、微博（含转发）1313条。",
            {"proactive_total": 2483, "website": 319, "wechat": 851, "weibo": 1313},
        ),
        ("我镇无依申请公开政府信息和不予以公开政府信息。", {"applications_received": 0, "withheld": 0}),
        (
            "制作、获取的政府信息64条，主动公开政府信息16条，依申请公开文件12条、不予公开文件36条。",
            {"information_produced": 64, "proactive_total": 16, "on_request_information": 12, "withheld": 36},
        ),
        # 解读回应
        ("无重大舆情，未发布政策解读稿件。", {"interpretations": 0}),
        (
            "发布政策解读稿件12篇，举办新闻发布会4次，在线访谈3期。",
            {"interpretations": 12, "press_conferences": 4, "online_interviews": 3},
        ),
        ("召开各类新闻发布会31次，其中，旗县区政府召开新闻发布会8次。", {"press_conferences": 31}),
    ],
)
def test_wording_of_work(sentence: str, expected: dict[str, int | str]) -> None:
    assert values(sentence) == expected
