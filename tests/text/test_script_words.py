"""Words of Traditional copies that have two readings: their neighbours decide, else the text."""

from __future__ import annotations

import pytest

from gaispider.text.script import to_simplified
from gaispider.text.script.tables import rows


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("印發規範性檔案7件,移交檔案館現行檔案300份", "印发规范性文件7件,移交档案馆现行文件300份"),
        ("重要檔案和人事檔案管理", "重要文件和人事档案管理"),
        ("為廣大幹部民眾提供諮詢", "为广大干部群众提供咨询"),
        ("在政府入口網站開設線上訪談", "在政府门户网站开设在线访谈"),
        ("線上線下同步辦理", "线上线下同步办理"),
        ("規劃建設專案45個,公安機關成立專案組", "规划建设项目45个,公安机关成立专案组"),
        ("最佳化巨觀調控,完善程式", "优化宏观调控,完善程序"),
        ("編髮簡報,紮實推進,批準協調製度", "编发简报,扎实推进,批准协调制度"),
        ("落實於單位考核,適用於則例", "落实于单位考核,适用于则例"),
        ("隨著著名景點建設,顯著位置擺著宣傳冊", "随着著名景点建设,显著位置摆着宣传册"),
        ("食品覆蓋面、答覆、反覆、批覆、回覆", "食品覆盖面、答复、反复、批复、回复"),
        ("乾隆年間的乾淨井水,幹部不干預", "乾隆年间的干净井水,干部不干预"),
        ("關于印發方案的通知,不規范之處", "关于印发方案的通知,不规范之处"),
        ("衞生部門説明線路", "卫生部门说明线路"),
        ("查詢差距,查詢進度", "查找差距,查询进度"),
        ("相對集中行政許可權,超越許可權", "相对集中行政许可权,超越权限"),
        ("為民眾提供用戶端,推廣套用,及時回響", "为群众提供客户端,推广应用,及时响应"),
        ("想像力與座標系,打掉犯罪團夥", "想象力与坐标系,打掉犯罪团伙"),
        ("\uf914安鎮的\uf928道", "乐安镇的廊道"),
    ],
)
def test_words_are_decided_by_their_neighbours(traditional: str, simplified: str) -> None:
    assert to_simplified(traditional).text == simplified


COPY = "政府資訊公開與網路服務,最佳化程式。"  # words of a Taiwan copy, so that what follows is read as one


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("錄入監管資料,向村民散發普法資料", "录入监管数据,向村民散发普法资料"),
        ("下發的檔案,老兵的人事檔案,建立農資經營檔案", "下发的文件,老兵的人事档案,建立农资经营档案"),
        ("政策檔案資訊九條,縣檔案資訊網", "政策文件信息九条,县档案信息网"),
        ("市場執行情況,財經紀律執行情況", "市场运行情况,财经纪律执行情况"),
        ("更換老舊裝置,脫硫裝置", "更换老旧设备,脱硫装置"),
        ("拓展線上市場,線上課程,企業線上申報", "拓展线上市场,线上课程,企业在线申报"),
        ("抗震效能檢測,行政效能", "抗震性能检测,行政效能"),
    ],
)
def test_words_are_weighed_by_all_their_neighbours(traditional: str, simplified: str) -> None:
    copy = "政府信息公开与网络服务,优化程序。"
    assert to_simplified(COPY + traditional).text == copy + simplified


def test_evidence_speaks_for_one_reading() -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for row in rows("neighbours"):
        assert all(len(text) == 2 for text in f"{row['near']} {row['sure']}".split()), row["word"]
        for column, names in (("before", "before"), ("after", "after"), ("near", "near sure")):
            for text in " ".join(row[name] for name in names.split()).split():
                key = row["word"], column, text
                assert seen.setdefault(key, row["reading"]) == row["reading"], key


def test_a_place_without_evidence_follows_the_text() -> None:
    place = "巡視檔案"
    assert to_simplified(COPY + place).text.endswith("巡视文件")
    archive = "縣檔案館、縣檔案局、村檔案室、檔案員。"
    assert to_simplified(COPY + archive + place).text.endswith("村档案室、档案员。巡视档案")


def test_the_marks_of_the_weighing_in_a_text_stay() -> None:
    text = COPY + "資料庫\ufdd0與\ufdd0\ue7ff號"
    assert to_simplified(text).text.endswith("数据库\ufdd0与\ufdd0\ue7ff号")
