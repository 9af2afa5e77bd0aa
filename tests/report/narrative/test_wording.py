"""Sentences that count what was made public, in every wording that was met, made up; and look-alikes."""

from __future__ import annotations

import pytest

from tests.report.narrative.test_counts import values


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # 主动公开
        ("2016年度，我局主动公开政府信息326条。", {"proactive_total": 326}),
        ("全年我街道共主动公开各类政府信息共计1,286条。", {"proactive_total": 1286}),
        ("2013年度我镇在主动公开政府信息件数为123件。", {"proactive_total": 123}),
        ("全年我镇在政府门户网站上主动公开信息数量为46件。", {"proactive_total": 46, "website": 46}),
        ("2019年全年公开政府信息 200 条。", {"proactive_total": 200}),
        ("政府信息主动公开171条。", {"proactive_total": 171}),
        ("截止2011年12月31日，我乡共主动公开政府信息88条，其中2011年度新增24条。", {"proactive_total": 24}),
        ("本街道2010年主动公开政府信息45条。截至2010年底，累计主动公开政府信息302条。", {"proactive_total": 45}),
        ("利用本镇微信公众号发布信息131。", {"wechat": 131}),
        ("网站日均访问量1200人次，全年访问量43.8万人次。", {"website_visits": 438000}),
        ("截至2014年12月31日，在县政府网站累计公开信息846条，其中本年度在县政府网站公开214条。", {"website": 214}),
        ("主动公开政府信息已达300余条。", {"proactive_total": 300}),
        ("不予以公开政府信息的数量：无。", {"withheld": 0}),
        ("配备了1名政府信息公开工作人员。", {"staff": 1}),
        ("公开信息不收取任何费用。", {"fees": "0"}),
        ("同意公开10件，部分同意公开2件。", {"answers_granted": 10, "answers_partial": 2}),
        ("政府公报出刊6期，刊登政府信息120条。", {"gazette": 120, "gazette_issues": 6}),
        ("我街道没有接到一起要求公开信息的申请。", {"applications_received": 0}),
        ("召开工作例会4次、专题培训会2次。", {"meetings": 4, "training_sessions": 2}),
        ("行政复议1件，依法纠错1件。行政诉讼无。", {"reviews": 1, "lawsuits": 0}),
        ("当面申请1条，以网上提交表单形式申请2条。", {"applications_in_person": 1, "applications_online": 2}),
        ("截至2012年12月31日，我局累计主动公开政府信息512条，2012年度新增98条。", {"proactive_total": 98}),
        ("行政复议0件、行政诉讼0件、行政申诉0件。", {"reviews": 0, "lawsuits": 0, "complaints": 0}),
        ("我镇2016年度依申请公开信息受理量为0件。", {"applications_received": 0}),
        ("行政复议、行政诉讼、举报投诉数均为0。", {"reviews": 0, "lawsuits": 0, "complaints": 0}),
        ("行政复议案件数：0 行政诉讼案件数：1", {"reviews": 0, "lawsuits": 1}),
        ("收到申请数：2件；办结数：2件。", {"applications_received": 2, "applications_completed": 2}),
        (
            "共发布信息203条（其中政府网站150条，微信公众号53条）。",
            {"proactive_total": 203, "website": 150, "wechat": 53},
        ),
        ("公开机构职能信息3条、领导信息5条、工作动态45条，共计53条。", {"proactive_total": 53}),
        ("在镇信息公开栏张贴信息35条。", {"other_channels": 35}),
        (
            "通过信函方式申请4件，以电子邮件形式提交的申请2件。",
            {"applications_by_letter": 4, "applications_by_email": 2},
        ),
        ("收到行政复议案件5件；未经复议直接起诉案件1件，复议后起诉案件0件。", {"reviews": 5}),
        ("开展政务公开专题培训1次、参训50余人。", {"training_sessions": 1, "trained_people": 50}),
        (
            "利用政府门户网站公开信息6类共计43条。在门户网站公布机构职能类信息8条。",
            {"proactive_total": 43, "website": 43},
        ),
        ("通过市政府信息公开平台主动公开信息88条，通过其他载体公开信息23条。", {"other_channels": 23}),
        ("行政复议0，行政诉讼1，行政申诉0。", {"reviews": 0, "lawsuits": 1, "complaints": 0}),
        ("主动公开政府信息历年累计411条，2013年度61条。", {"proactive_total": 61}),
        (
            "共产生政府信息120条，其中主动公开的100条，不予公开的5条。",
            {"information_produced": 120, "proactive_total": 100, "withheld": 5},
        ),
        ("属于主动公开的86条，占78%；属于不予公开的4条。", {"proactive_total": 86, "withheld": 4}),
        ("网上公开23条、公开栏公开45条。", {"website": 23, "other_channels": 45}),
        ("政府信息公开申请量为零。", {"applications_received": 0}),
        ("2015年我镇依申请公开政府信息数为0。", {"applications_received": 0}),
        ("配备工作人员2人（专职1人、兼职1人）。", {"full_time_staff": 1, "part_time_staff": 1}),
        ("2021年全年办理依申请公开7件，办结7件。", {"applications_received": 7, "applications_completed": 7}),
        (
            "通过门户网站及政务新媒体主动公开907条，其中通过政府网站公开86条，微信公众号公开821条。",
            {"proactive_total": 907, "website": 86, "wechat": 821},
        ),
        ("我县未发生对公民、法人和其他组织政府信息公开收费和减免事项。", {"fees": "0"}),
        ("全年开展培训2次，共有45人次参训。", {"training_sessions": 2, "trained_people": 45}),
        ("行政复议数量为0，行政诉讼数为1，举报投诉数量为0。", {"reviews": 0, "lawsuits": 1, "complaints": 0}),
        ("上年度结转2件，本年新收10件。", {"applications_brought_forward": 2, "applications_received": 10}),
        (
            "“同意公开”的2条，“部分公开”的1条，“不予公开”的1件。",
            {"answers_granted": 2, "answers_partial": 1, "answers_refused": 1},
        ),
        ("2009年，全镇政府信息公开依申请办理事项为零。", {"applications_received": 0}),
        ("2009年，全镇信息公开的收费和减免为零。", {"fees": "0"}),
        ("镇里配备了1名专职人员和2名兼职工作人员。", {"full_time_staff": 1, "part_time_staff": 2}),
        ("设立了三处公开查询点（便民中心、档案局、图书馆）。", {"reading_points": 3}),
        ("2020年全区共受理4申请公开政府信息，均为当面申请。", {"applications_received": 4}),
        ("网上受理市民来信280件，在线咨询168件。", {"online_inquiries": 168}),
        ("累计办理公民、法人通过邮寄等途径依申请公开信息合计12件。", {"applications_received": 12}),
        ("本年度未新收政府信息公开申请，无上年结转申请。", {"applications_received": 0}),
        ("行政复议和诉讼情况：2017年度均未发生。", {"reviews": 0, "lawsuits": 0}),
        ("全镇共公布政府信息2599条。", {"proactive_total": 2599}),
        ("截止12月31日，年度累计主动公开政府信息158，历年累计主动公开912条。", {"proactive_total": 158}),
        (
            "通过政府门户网站、电子政务网、微信公众号等载体全年累计主动公开政府信息数量46条，其中主动公开公文14条。",
            {"proactive_total": 46},
        ),
        (
            "我镇主动公开政务信息23条，其中，规范性文件9条；通过公告栏、LED显示屏等形式公开信息7条。",
            {"proactive_total": 23, "normative_documents": 9, "other_channels": 7},
        ),
        ("本街道2015年共主动公开政府信息11条，历年累计234条，其中全文电子化率达100%。", {"proactive_total": 11}),
        (
            "主动公开政府信息455条（规范性文件84条，计划规划20条）。",
            {"proactive_total": 455, "normative_documents": 84},
        ),
        (
            "门户网站发布信息512条，政务微博发布信息86条，微信公众号推送信息143条。",
            {"website": 512, "weibo": 86, "wechat": 143},
        ),
        ("政府公报公开政府信息18条，编印政府公报6期。", {"gazette": 18, "gazette_issues": 6}),
        (
            "全年制作、获取的政府信息总数1873条，主动公开政府信息425条，作为依申请公开信息数46条，不予公开信息数1402。",
            {"information_produced": 1873, "proactive_total": 425, "on_request_information": 46, "withheld": 1402},
        ),
        ("制发规范性文件5件，现行有效行政规范性文件39件。", {"normative_made": 5, "normative_in_force": 39}),
        ("主动公开规章13件，行政规范性文件60件。", {"regulations": 13, "normative_documents": 60}),
        ("截至2009年底，我镇累计主动公开2009年度政府信息28条。", {"proactive_total": 28}),
        (
            "通过门户网站主动公开工作动态33条、乡镇建设12条，微信公众号公开共82条，政务公开栏公开223条。",
            {"wechat": 82, "other_channels": 223},
        ),
        ("在《临湖政报》和公报主动公开市政府规章13件。", {"regulations": 13}),
        ("本年度我镇没有依申请公开和不予公开的政府信息。", {"applications_received": 0, "withheld": 0}),
        ("全年在省政府网站公布政府信息64条；在审计署网站公布政府信息22条；在本厅网站公布政府信息105条。", {}),
        # the year's own figure before the sum since the beginning
        ("截止2010年末，街道累计公开信息总数24条。2010年，街道公开信息总数为13条。", {"proactive_total": 13}),
        ("截止2010年末，累计公开信息总数7条，其中街道公开信息2条。社区公开信息5条。", {"proactive_total": 7}),
        ("我镇自2016年1月1日到12月31日累计主动公开政府信息915条。", {"proactive_total": 915}),
        (
            "截止2010年底，全乡累计主动公开政府信息65条。其中，网上公开信息20条。",
            {"proactive_total": 65, "website": 20},
        ),
        ("2016年，我局公开政府信息728条。其中：工作动态信息112条，公文发布信息30条。", {"proactive_total": 728}),
        ("全年累计发布政府信息230条。在政府信息中，基层政务公开信息118条。", {"proactive_total": 230}),
        (
            "市政府门户网站主动公开信息共13749条。各县（市、区）公开信息15170条。",
            {"proactive_total": 13749, "website": 13749},
        ),
        (
            "未收到任何单位、个人提交的政府信息公开申请及相关投诉举报情况。",
            {"applications_received": 0, "complaints": 0},
        ),
        (
            "2008年，街道公开信息总数为54条。其中，机构调整类信息:主动公开2条；业务类信息：主动公开3条。",
            {"proactive_total": 54},
        ),
        ("2009年我街政府信息公开的数量有24件。", {"proactive_total": 24}),
        (
            "政府网站公开政府信息数112条、“幸福青岗”微信公众号公开政府信息数85条，“幸福青岗”微博转发政务信息数184条。",
            {"website": 112, "wechat": 85, "weibo": 184},
        ),
        ("我局历年累计主动公开信息210条，其中2018年度55条。", {"proactive_total": 55}),
        ("累计公开政府信息56条，其中2014年公开政府信息21条。", {"proactive_total": 21}),
        ("累计收到申请56条，其中2014年度5条。", {}),
        ("回应公众关注热点或重大舆情数3次，微博微信回应事件数5次。", {"responses": 3}),
        ("本年度未收费。", {"fees": "0"}),
        (
            "镇微信公众账号(1个)发布信息149条；微博账号(1个)发布信息139条；抖音账号(1个)发布信息46条。",
            {"wechat": 149, "weibo": 139},
        ),
        ("受理当面申请0件，信函传真申请2件，互联网申请1件。", {"applications_in_person": 0, "applications_online": 1}),
        ("本年度共制作政府信息184条，其中主动公开55条。", {"information_produced": 184, "proactive_total": 55}),
        # one channel is not the whole
        ("通过旗人民政府网公开信息23条；通过“三务公开”平台公开信息154条。", {"website": 23}),
        ("文件信息从生成到网上公开不超过20个工作日。", {}),
        (
            "通过门户网站主动公开政府信息43条，通过报刊、电视、政务微信等媒体主动公开政府信息285条。",
            {"website": 43, "other_channels": 285},
        ),
        ("在省政府网站专栏发布信息514条，总计2401条。", {"website": 514}),
        ("开通了官方微博，发布各类信息3600余条。", {"weibo": 3600}),
        ("通过区政府网站、公众号等平台公开各类政府信息47条。", {"proactive_total": 47}),
        ("在区政务公开网上发布信息5条。", {"proactive_total": 5, "website": 5}),
        ("本年度共公开60条预决算信息。", {}),
        ("主动公开政府工作信息、动态755多条。", {"proactive_total": 755}),
        ("栏目点击次数为23次。", {"website_visits": 23}),
        ("发布采购项目信息801条，投诉处理决定5条。", {}),
        ("与行政复议、行政诉讼有关的费用支出：无。", {}),
        ("依申请受理信息公开申请：无。", {"applications_received": 0}),
        ("信息公开平台依申请公开11条，收到邮递依申请公开信息1条。", {}),
        ("已答复的1件申请中，“同意公开”的1件。", {"applications_answered": 1, "answers_granted": 1}),
        ("年初、年中两次举办信息公开工作培训。", {"training_sessions": 2}),
    ],
)
def test_wording(sentence: str, expected: dict[str, int | str]) -> None:
    assert values(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "未产生政府信息公开事务诉讼相关的支出。",
        "自2008年5月1日《条例》施行以来，累计公开信息1200条。",
        "历年累计主动公开政府信息9120条。",
        "自条例施行以来主动公开政府信息5928条。",
        "到2017年底累计主动公开政府信息401条。",
        "收到申请数比上年增加12件。",
        "主动公开政府信息同比增长35%。",
        "下一步将举办2次业务培训。",
        "各单位每年召开会议不少于2次。",
        "2020年我镇认真贯彻《条例》，主动公开工作取得新进展。",
        "行政审批中心办理服务事项23210件，办结22970件。",
        "全年通过政务服务热线服务550人次。",
        "订阅量超过500，信息稿件20余篇。",
        "无正当理由大量反复申请的情形按规定处理。",
        "对无法提供的申请说明理由。",
        "本报告由概述等八个部分组成，电话：0432-65642241，邮编：132303。",
    ],
)
def test_says_nothing(sentence: str) -> None:
    assert values(sentence) == {}
