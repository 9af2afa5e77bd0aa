"""Script: what is Simplified stays, Traditional copies come back to the mainland author's words."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import opencc
import pytest

from gaispider.paths import REFERENCE, ROOT
from gaispider.text.script import to_simplified
from gaispider.text.script.tables import rows

MAINLAND = "\n\n".join(
    Path(__file__).with_name(name).read_text(encoding="utf-8").strip()
    for name in ("script_mainland.txt", "script_mainland_more.txt", "script_mainland_domains.txt")
)
DOCUMENTS = MAINLAND.split("\n\n")
CORPUS = ROOT.parent / "shared" / "corpus" / "script_phrases.tsv"


def errors(expected: str, actual: str) -> int:
    """Characters that differ, line by line by common prefix and suffix (an upper bound of the edit distance)."""
    total = 0
    for left, right in zip(expected.split("\n"), actual.split("\n"), strict=True):
        while left and right and left[0] == right[0]:
            left, right = left[1:], right[1:]
        while left and right and left[-1] == right[-1]:
            left, right = left[:-1], right[:-1]
        if len(left) == len(right):
            total += sum(a != b for a, b in zip(left, right, strict=True))
        else:
            total += max(len(left), len(right))
    return total


def test_names_of_places_come_back() -> None:
    from gaispider.text.script.dictionary import converter
    from gaispider.text.script.level import Level

    divisions = (REFERENCE / "divisions.tsv").read_text(encoding="utf-8").splitlines()[1:]
    names = {line.split("\t")[1] for line in divisions}
    names |= {
        line.split("\t")[0]
        for line in gzip.decompress((REFERENCE / "townships.tsv.gz").read_bytes()).decode().splitlines()
    }
    names -= {"氟化硅产业业园", "𬶍莲街道"}  # 矽; 鮀莲街道 under its other spelling
    listed = sorted(names)
    levels: list[tuple[str, Level]] = [
        ("s2t", "plain"),
        ("s2t", "open"),
        ("s2hk", "plain"),
        ("s2tw", "plain"),
        ("s2twp", "taiwan"),
    ]
    for config, level in levels:
        copy = opencc.OpenCC(config).convert("\n".join(listed))
        back = converter(level, config in ("s2tw", "s2twp"))(copy).split("\n")
        assert {name: read for name, read in zip(listed, back, strict=True) if name != read} == {}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_simplified_text_comes_back_identical(document: str) -> None:
    result = to_simplified(document)
    assert result.text is document
    assert (result.script, result.glosses) == ("Hans", 0)


@pytest.mark.parametrize(("config", "limit"), [("s2t", 0.0002), ("s2hk", 0.0002), ("s2tw", 0.0002), ("s2twp", 0.001)])
def test_round_trip(config: str, limit: float) -> None:
    convert = opencc.OpenCC(config).convert
    wrong = 0
    for document in DOCUMENTS:
        result = to_simplified(convert(document))
        assert result.script == "Hant"
        wrong += errors(document, result.text)
    assert wrong / len(MAINLAND) <= limit


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2018年1月1日",
        "乾隆年间的著作,瞭望塔,覆盖率,宫商角徵羽,慰藉",
        "於先生与甯女士的申请已经答复,喆字、堃字为人名",
        "沈阳市沈河区、余杭区、台州市、后旗、于洪区、范县、谷城县、云浮市、里下河、干部、面粉",
        "作家後藤的译本已经入藏县图书馆,编号三",
        "𠮷野家申请开业,名称含有扩展区汉字𫓧、私用区字符\ue000与兼容字符\uf9d8",
        "准予登记,附件(a),单位(kg),砼(tóng)结构",
        "无障碍浏览 繁體中文\n本报告由县政府办公室编制并发布",
    ],
)
def test_legal_in_simplified(text: str) -> None:
    assert to_simplified(text).text == text
    assert to_simplified(text).script == "Hans"


@pytest.mark.parametrize(
    ("traditional", "simplified", "glosses"),
    [
        ("黃土鎮(zhèn)政府報(bào)告", "黄土镇政府报告", 2),
        ("縣政府辦(ban)公室網（wǎng）站", "县政府办公室网站", 2),
        ("規(guī)范網(wǎnɡ)絡(luò)", "规范网络", 3),
        ("實現(xia\u0300n)公開", "实现公开", 1),
        ("額(é)度(dù)", "额度", 2),
        ("政(zheng)(zheng)府(fu)信息公(gong)開(kai)(kai)", "政府信息公开", 6),
        ("各(ge)省、直(zhi)轄(xia)市", "各省、直辖市", 3),
        ("縣長(zhang)", "县长", 1),
        ("時間(min)內與面積(ha),壓強(pa)", "时间(min)内与面积(ha),压强(pa)", 0),
        ("與面積(mi),名(bu)", "与面积(mi),名(bu)", 0),
        ("重量(kg)與面積(m),附件(a)", "重量(kg)与面积(m),附件(a)", 0),
        ("網站(www)與條款(2)", "网站(www)与条款(2)", 0),
    ],
)
def test_glosses(traditional: str, simplified: str, glosses: int) -> None:
    result = to_simplified(traditional)
    assert (result.text, result.glosses) == (simplified, glosses)


def test_every_syllable_begins_where_gb_2312_has_it() -> None:
    from gaispider.text.script.glosses import _reading

    table = list(rows("syllables"))
    firsts = [row["first"].encode("gb2312") for row in table]
    assert firsts == sorted(firsts)
    for row in table:
        assert _reading(row["first"]) == _reading(row["example"][0]) == row["syllable"]
    assert [_reading(character) for character in "鎮縣關網站公開處亟Ａ"] == [
        *("zhen", "xian", "guan", "wang", "zhan", "gong", "kai", "chu"),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("人民民眾與有關民眾", "人民群众与有关群众"),  # a copy that made 民眾 out of 群众
        ("民眾與群眾", "民众与群众"),
        ("即時監控", "实时监控"),  # nothing tells the copy: what neighbours prove
        ("即時監控數據", "即时监控数据"),  # a Taiwan copy has no 數據
        ("筆記型電腦與行動硬碟", "笔记本电脑与移动硬盘"),  # words that no mainland text has
        ("數位專家與數位化", "数位专家与数字化"),
        ("支援企業推動大數據與雲端計算", "支持企业推动大数据与云计算"),  # 大數據 stands in every copy
        ("貧困戶建檔立卡資料與聯絡員", "贫困户建档立卡资料与联络员"),
        ("職級套用工資與大數據套用", "职级套用工资与大数据应用"),
        ("公車私用與城鄉公車線路", "公车私用与城乡公交线路"),
        ("城市規畫與陜西省", "城市规划与陕西省"),
    ],
)
def test_a_copy_that_changes_a_word_does_not_keep_it(traditional: str, simplified: str) -> None:
    assert to_simplified(traditional).text == simplified


def test_doubled_punctuation_of_mirrors_is_kept() -> None:
    assert to_simplified("條例,,要求。?現公佈").text == "条例,,要求。?现公布"


def test_mixed_page_changes_only_its_traditional_lines() -> None:
    body = "本报告由於潜镇人民政府编制,著重说明乾隆古井保护情况。\n全年发布信息120条,答复申请3件。"
    result = to_simplified(f"網站首頁 | 政務公開 | 聯繫我們\n{body}\n版權所有 關於我們 網站聲明")
    assert result.script == "mixed"
    assert result.text == f"网站首页 | 政务公开 | 联系我们\n{body}\n版权所有 关于我们 网站声明"


def test_mixed_line_is_cut_into_pieces() -> None:
    result = to_simplified("首頁 > 政務公開 > 年度報告 石桥镇二〇一二年政府信息公开工作年度报告发布")
    assert result.script == "mixed"
    assert result.text == "首页 > 政务公开 > 年度报告 石桥镇二〇一二年政府信息公开工作年度报告发布"


def test_word_of_the_copy_stays_where_the_mainland_word_stands_beside_it() -> None:
    plain = opencc.OpenCC("s2t").convert(
        "印发文件120份。" + "网络安全与信息发布,档案和资料、设定目标、专案侦查、民众与群众。" * 8
    )
    assert to_simplified(plain).text == opencc.OpenCC("t2s").convert(plain)


def test_labelled_phrases() -> None:
    if not CORPUS.exists():
        pytest.skip("the labelled phrases (../shared/corpus/script_phrases.tsv) are not here")
    with CORPUS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    misses = [r["traditional"] for r in rows if to_simplified(r["traditional"]).text != r["simplified"]]
    assert not [r["traditional"] for r in rows if r["certainty"] == "certain" and r["traditional"] in misses]
    assert len(misses) <= 0.02 * len(rows)


def test_words_that_the_converter_cuts_across() -> None:
    text = "政府网络信息公开。小区内核酸采样,诚信道德教育,县局部署工作,严禁用公款,引导入驻,收支持平,尽快取得实效。"
    assert to_simplified(opencc.OpenCC("s2twp").convert(text)).text == text


@pytest.mark.parametrize(
    "text",
    [
        "候选单位公示,吸引数百人,各类比赛得分数位居前列",
        "抽取样品,消除错漏,遥感测绘,对外挂牌,专栏位于首页",
        "渗透过程记录影像,流程图示意,上游标准化厂房",
        "持卡达到万人,大规模组织,收回拨付资金,年内建成",
        "分散式供水与分布式光伏,第一阵列,居民众多",
    ],
)
def test_two_words_that_look_like_one_of_the_copy_stay(text: str) -> None:
    text = "政府网络信息公开与软件服务。" + text
    assert to_simplified(opencc.OpenCC("s2twp").convert(text)).text == text


def test_a_stray_kept_word_does_not_lower_the_level() -> None:
    text = "政府网络信息公开,软件硬件优化,项目支持,设备运行。通信运营商向用户发送短信。程序、窗口、数据库、对象、社区。"
    copy = opencc.OpenCC("s2twp").convert(text)
    assert "用戶" in copy
    assert to_simplified(copy).text == text


def test_no_traditional_only_character_is_in_gb2312() -> None:
    """What lets a text that GB 2312 can write pass for Simplified without a further look."""
    from gaispider.text.script.script_evidence import _character_sets

    assert not [character for character in _character_sets()[0] if _in_gb2312(character)]


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
