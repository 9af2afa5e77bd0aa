"""The registry as a spreadsheet: nothing changes on the way through, whatever a spreadsheet does to the file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError

from gaispider.commands.registry.sheets import read_back, write_sheet
from gaispider.paths import SITES
from gaispider.sites.overlay import overlay_folder, put
from gaispider.sites.registry import load_sites
from gaispider.sites.sheets.sheet_changes import changes_of
from gaispider.sites.sheets.sheet_columns import ENCODING
from gaispider.sites.sheets.sheet_reading import SheetError, read_sheet

SHIPPED = """\
# kept
[[site]]
key = "linan"
name = "临安区人民政府"
region = "330112"
family = "trs"
hosts = ["www.linan.example.cn", "10.20.30.40:8080/pub/las"]
twins = { "http://10.20.30.40:8080/pub/las/" = "http://www.linan.example.cn/" }
start = ["http://www.linan.example.cn/{year}nb/", "http://www.linan.example.cn/r?a={area}&y={year}"]
years = "2014-"
areas = ["001008003001012", "002"]
expect = { min_reports = 4 }
delay = 3
verified = 2026-03-31
caveats = "He said “soon”, twice; then = nothing."
accept."www.other.example.cn" = { on = 2026-03-01, reason = "seen" }
select = { body = "#zoom" }

[[site]]
key = "jiande"
name = "建德市大同镇人民政府"
region = "330182"
family = "generic"
hosts = ["www.jiande.example.cn"]
start = ["http://www.jiande.example.cn/content/12345.html"]
single = true
"""


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    (tmp_path / "33-zhejiang.toml").write_text(SHIPPED, "utf-8")
    return tmp_path


@pytest.fixture
def sheet(sites: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    file = sites / "sheet.csv"
    assert write_sheet(list(load_sites(sites).values()), sites, str(file)) == 0
    assert capsys.readouterr().err == f"2 entries written to {file}\n"
    return file


def edited(sheet: Path, key: str, **cells: str) -> Path:
    """The sheet with other cells in the row of a key; a new row if there is none."""
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(ENCODING), newline="")))
    row = next((row for row in rows if row["key"] == key), None)
    if row is None:
        rows.append(row := dict.fromkeys(rows[0], "") | {"key": key})
    row.update(cells)
    with sheet.open("w", encoding=ENCODING, newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return sheet


def faults(sheet: Path, sites: Path) -> list[str]:
    return changes_of(read_sheet(sheet.read_bytes()), sites, {"trs", "generic"}).faults


def back(sheet: Path, sites: Path, *, dry_run: bool = False) -> int:
    return read_back(str(sheet), sites, {"trs", "generic"}, dry_run=dry_run)


def test_the_whole_registry_comes_back_as_it_went() -> None:
    from gaispider.sites.registry import read_entries
    from gaispider.sites.sheets.sheet_columns import sheet_of

    entries = read_entries(SITES, overlay=False)
    text = sheet_of((entries[key].fields, site) for key, site in load_sites(SITES, overlay=False).items())
    found = changes_of(read_sheet(text.encode(ENCODING)), SITES)
    assert (found.changes, found.faults, found.notes) == ([], [], [])
    assert len(read_sheet(text.encode(ENCODING))) == len(entries)


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8-sig", ","), ("utf-8", ";"), ("gb18030", ","), ("gbk", ";"), ("utf-16", "\t"), ("utf-8-sig", "\t")],
)
def test_however_a_spreadsheet_saves_it(sheet: Path, sites: Path, encoding: str, separator: str) -> None:
    rows = list(csv.reader(io.StringIO(sheet.read_text(ENCODING), newline="")))
    rows[0] = [name.upper() for name in rows[0]]
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([*rows, [""] * len(rows[0])])
    sheet.write_bytes(text.getvalue().encode(encoding))
    found = changes_of(read_sheet(sheet.read_bytes()), sites)
    assert (found.changes, found.faults, found.notes) == ([], [], [])


def test_a_change_is_shown_then_written_and_nothing_else_is_touched(
    sheet: Path, sites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(
        overlay_folder(sites),
        "linan",
        {"proved": "probed 2026-11-01: 4 entries, 2 reports read", "evidence": "http://a.example.cn/"},
    )
    overlay = overlay_folder(sites) / "33-zhejiang.toml"
    overlay.write_text("# mine\n" + overlay.read_text("utf-8"), "utf-8")
    edited(sheet, "linan", delay="4,5", verified="2026/4/1", evidence="http://b.example.cn/", caveats="Says “soon”.")
    assert back(sheet, sites, dry_run=True) == 0
    shown = capsys.readouterr().out
    assert "- delay = 3" in shown and "+ delay = 4.5" in shown and "+ verified = 2026-04-01" in shown
    assert "1 entry changed by the sheet; nothing is written" in shown
    assert load_sites(sites)["linan"].delay == 3
    assert back(sheet, sites) == 0
    written = capsys.readouterr().out
    assert written.index("+ delay = 4.5") < written.index("1 entry changed in the overlay")
    site = load_sites(sites)["linan"]
    assert (site.delay, site.verified, site.caveats) == (4.5, "2026-04-01", "Says “soon”.")
    # What the sheet has no column for, or does not change.
    assert (site.proved, site.select.body, site.accept["www.other.example.cn"].reason) == (
        "probed 2026-11-01: 4 entries, 2 reports read",
        "#zoom",
        "seen",
    )
    assert overlay.read_text("utf-8").startswith("# mine\n")
    assert (sites / "33-zhejiang.toml").read_text("utf-8") == SHIPPED
    assert set(site.laid) == {"proved", "evidence", "delay", "verified", "caveats"}
    assert back(sheet, sites) == 0
    assert "0 entries changed by the sheet; nothing is written" in capsys.readouterr().out


def test_a_column_for_a_single_report_and_a_new_entry(
    sheet: Path, sites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(sheet, "jiande", start="http://www.jiande.example.cn/ndbg/")
    edited(
        sheet,
        "",
        name="桐庐县人民政府",
        region="330122",
        family="trs",
        hosts="www.tonglu.example.cn tonglu.example.cn",
        start="“http://www.tonglu.example.cn/ndbg/”",
    )
    assert back(sheet, sites) == 0
    printed = capsys.readouterr()
    assert "+ single = false" in printed.out and "tonglu330122 桐庐县人民政府 (new)" in printed.out
    assert "has no key and gets tonglu330122" in printed.err
    assert "start stands in curly quotes, which are taken out" in printed.err
    found = load_sites(sites)
    assert not found["jiande"].single
    assert found["tonglu330122"].hosts == ("www.tonglu.example.cn", "tonglu.example.cn")
    assert found["tonglu330122"].start == ("http://www.tonglu.example.cn/ndbg/",)
    assert found["tonglu330122"].file == "local/33-zhejiang.toml"


@pytest.mark.parametrize(
    ("key", "cells", "said"),
    [
        ("linan", {"region": "330182"}, "region is 330182, and the entry's is 330112: another place is another site"),
        (
            "linan",
            {"areas": "1008003001012\n2"},
            "areas has lost the zeros at its beginning: format the column as text",
        ),
        ("linan", {"areas": "1.008E+12"}, "areas is 1.008E+12, a number that the spreadsheet has rounded: format the"),
        ("linan", {"caveats": ""}, "caveats is empty: the overlay takes no shipped fact away; it was He said"),
        (
            "linan",
            {"start": "http://other.example.cn/{area}{year}"},
            "start has http://other.example.cn/{area}{year}, which is on none of the hosts",
        ),
        (
            "linan",
            {"start": "http://www.linan.example.cn/”"},
            "start has a curly quote in http://www.linan.example.cn/”",
        ),
        ("linan", {"verified": "31.3.2026"}, "verified is 31.3.2026: write the day as 2026-03-31"),
        ("linan", {"verified": "2026-02-30"}, "verified is 2026-02-30: write the day as 2026-03-31"),
        ("linan", {"delay": "3 s"}, "delay is 3 s: write a number"),
        ("linan", {"delay": "1"}, "delay must be a number of seconds, 2 or more"),
        ("linan", {"twins": "http://a/=http://b/"}, "twins has the line http://a/=http://b/: write one pair a line"),
        ("jiande", {"single": "maybe"}, "single is maybe: write true or false"),
        ("jiande", {"family": "trss"}, "family trss is not known; did you mean trs?"),
        (
            "tonglu",
            {"name": "桐庐县人民政府", "family": "trs"},
            "region is missing; every entry outside 00-copies.toml",
        ),
        ("", {"name": "某地"}, "has neither a key nor a region; one of them says whose row it is"),
    ],
)
def test_a_wrong_cell_is_named_with_line_and_cure(
    sheet: Path, sites: Path, key: str, cells: dict[str, str], said: str
) -> None:
    (fault,) = faults(edited(sheet, key, **cells), sites)
    assert said in fault
    assert fault.startswith(("line 2: ", "row 3 (line ", "row 4 (line "))
    assert back(sheet, sites) == 2
    assert not overlay_folder(sites).exists()


def test_every_fault_is_named_before_anything_is_written(
    sheet: Path, sites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(edited(sheet, "linan", delay="fast", single="?"), "jiande", name="建德市人民政府")
    text = sheet.read_text(ENCODING).replace("generic", "generic,one,more", 1)
    sheet.write_text(text + text.splitlines()[-1] + "\n", ENCODING)
    assert back(sheet, sites) == 2
    told = capsys.readouterr().err
    assert "delay is fast" in told and "single is ?" in told
    assert (
        "has 21 cells, and the first row names 19 columns; a cell with the separator in it stands in straight" in told
    )
    assert "3 faults" not in told and "4 faults: nothing is written before all are mended" in told
    assert not overlay_folder(sites).exists()


def test_one_key_stands_in_one_row(sheet: Path, sites: Path) -> None:
    text = sheet.read_text(ENCODING)
    sheet.write_text(text + "jiande" + text.rpartition("jiande")[2], ENCODING)
    twice = sheet.read_bytes().replace(b"jiande,", b"linan,")
    assert any("key linan stands in line 2, too" in fault for fault in changes_of(read_sheet(twice), sites).faults)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "is empty; `scrapy sites --csv FILE.csv` writes a sheet to begin with"),
        (b"PK\x03\x04rest", "is a workbook (xlsx, xls), not CSV"),
        ("key，name，region".encode(), "the columns are parted by the full-width ，; write ,"),
        (b"one,two\n1,2\n", "line 1: names no columns; the first row names them: key, name"),
        (b"key,name,hots\n", "line 1: hots is no column; did you mean hosts?"),
        (b"key,name,key\n", "line 1: the column key stands there twice"),
        (b"name,family\n", "line 1: there is no column key, which says whose row it is"),
        (b'key,name\npanshi,"open\n', "unexpected end of data: a cell begins with a quote"),
        (b"key,name\n\x81\x20\xff", "line 2: is neither UTF-8 nor GBK"),
    ],
)
def test_a_file_that_is_no_sheet(body: bytes, said: str) -> None:
    with pytest.raises(SheetError) as error:
        read_sheet(body)
    assert said in str(error.value)


def test_columns_of_ones_own_stand_in_brackets_and_are_not_read(sites: Path) -> None:
    (row,) = read_sheet("key,(note),（备注）,\nlinan,mine,我的,more\n".encode())
    assert row.facts == {"key": "linan"}
    assert changes_of([row], sites).changes == []


def test_a_sheet_is_never_written_over(sheet: Path, sites: Path) -> None:
    chosen = list(load_sites(sites).values())
    with pytest.raises(UsageError, match="is there already; it is not written over"):
        write_sheet(chosen, sites, str(sheet))
    with pytest.raises(UsageError, match=r"a sheet is named NAME\.csv"):
        write_sheet(chosen, sites, "临安")
    with pytest.raises(UsageError, match="No such file"):
        read_back(str(sites / "none.csv"), sites, set(), dry_run=False)


def test_what_a_sheet_has_no_column_for_is_not_changed(sites: Path, sheet: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(ENCODING), newline="")))
    body = "key,name\n" + "".join(f"{row['key']},{row['name']}局\n" for row in rows)
    found = changes_of(read_sheet(body.encode("gbk")), sites)
    assert [set(change.fields) for change in found.changes] == [{"name"}, {"name"}]
    assert found.faults == []
