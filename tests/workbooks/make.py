"""Makes the files beside it, of which `cases.txt` says what is read from each.

Run from anywhere: `target/tools/bin/python3 tests/workbooks/make.py` (a Python with openpyxl 3.1
and msoffcrypto-tool 5, and `soffice` of LibreOffice on the path). Names say who made a file: `op-`
openpyxl, `lo-` LibreOffice, `raw-` the XML below, `ours-` this project's writer (a test in
`tests/workbooks.rs` that is run by hand), `text-` CSV, `bad-` what is no workbook.
"""

import datetime
import io
import subprocess
import tempfile
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = Path(__file__).parent
DAY = datetime.date(2023, 3, 4)
YEARS = ["指标", 2022, 2023]
LONG = ["指标", "地区", "年份", "数值", "单位", "数据状态"]


def book(name, *rows, formats=None, merged=(), sheet="数据", also=None, at=(0, 0)):
    """A workbook of one sheet of rows; `also` may do more to it."""
    workbook = Workbook()
    page = workbook.active
    page.title = sheet
    for down, row in enumerate(rows, 1 + at[0]):
        for right, value in enumerate(row, 1 + at[1]):
            if value is not None:
                page.cell(down, right, value)
    for cell, code in (formats or {}).items():
        page[cell].number_format = code
    for area in merged:
        page.merge_cells(area)
    if also:
        also(workbook, page)
    workbook.save(HERE / name)


def convert(name, to, new):
    """A file as LibreOffice saves it in another form."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", to, "--outdir", folder, HERE / name],
            check=True, capture_output=True)
        made = next(Path(folder).glob(f"*.{to.split(':')[0]}"))
        (HERE / new).write_bytes(made.read_bytes())


# By openpyxl.

book("op-long.xlsx", LONG,
     ["常住人口", "市中区", 2023, 83.42, "万人", "初步"],
     ["常住人口", "511111", "2023年", 182500, "人", None],
     ["出生人口", "全市", 2023, 21034, None, None])
book("op-years-across.xlsx", ["主要指标"], YEARS, ["常住人口", 315.1, 314.5],
     ["城镇化率", 54.2, 55.3])
book("op-regions-across.xlsx", ["指标", "全市", "市中区", "沙湾区", "夹江县"],
     ["常住人口", 314.5, 83.4, 18.2, 29.7], ["托位数", 3.2, 4.1, 2.8, "—"])
book("op-two-headings.xlsx", ["各地主要指标"],
     ["指标", 2022, None, 2023, None], [None, "市中区", "沙湾区", "市中区", "沙湾区"],
     ["常住人口", 83.1, 18.3, 83.4, 18.2], ["托位数", 3.1, 2.2, 4.1, 2.8],
     merged=["A1:E1", "A2:A3", "B2:C2", "D2:E2"])
book("op-unit-in-label.xlsx", YEARS, ["常住人口（人）", 3151000, 3145000],
     ["城镇化率(%)", 54.2, 55.3], ["2．出生人口（单位：人）", 22000, 21034])
book("op-unit-column.xlsx", ["指标", "计量单位", 2022, 2023], ["常住人口", "人", 3151000, 3145000],
     ["城镇化率", "%", 54.2, 55.3], ["出生人口", "头", 1, 2])
book("op-unit-in-heading.xlsx", ["人口"], ["项目", "地区", "年度", "数值（人）"],
     ["常住人口", "市中区", 2023, 834000], ["出生人口", "市中区", 2023, 5000],
     ["城镇化率", "市中区", 2023, 70])
book("op-unit-row.xlsx", ["年份", "常住人口", "出生人口", "托位数"],
     [None, "（万人）", "（万人）", "（个）"], [2022, 315, 2.6, 7.1], [2023, 316, 2.7, 7.2])
book("op-unit-fill.xlsx", ["指标", "地区", "单位", 2022, 2023],
     ["常住人口", "市中区", "人", 830000, 834000], [None, "沙湾区", None, 170000, 171000],
     ["城镇化率", "市中区", "%", 70, 71], [None, "沙湾区", None, 60, 61],
     ["托位数", "沙湾区", None, 7, 8])
book("op-two-units.xlsx", ["指标", "单位", "2022年", "2023年（人）"],
     ["常住人口（人）", "万人", 830000, 840000], ["常住人口", "万人", 83, 840000],
     ["常住人口（人）", "名", 830000, 840000], ["城镇化率", "—", 55, "…"],
     ["托位数（个）", "个/千人", 3.2, None])
book("op-units-listed.xlsx", ["主要指标", None, "单位：万人、%"], YEARS, ["常住人口", 315, 315.6],
     ["城镇化率", 55, 56], ["托位数", 3.1, 3.2], ["常住人口其中：女（人）", 1560000, 1559000],
     ["出生人口（人、户）", 22000, 21034])
book("op-unit-of-part.xlsx", ["指标", "单位", 2022, 2023], ["常住人口", "人", 3151000, 3145000],
     ["其中：女", None, 1560000, 1559000], ["  男", "万人", 159.1, 158.6],
     ["托位数", None, 3.1, 3.2])
book("op-unit-in-title.xlsx", ["单位：人"], YEARS, ["常住人口", 3151000, 3145000])
book("op-domains.xlsx", ["领域", "指标", 2022, 2023], ["人口", "常住人口", 315.1, 314.5],
     [None, "城镇化率", 54.2, 55.3], ["托育", "托位数", 2.9, 3.2], merged=["A2:A3"])
book("op-of-which.xlsx", YEARS, ["常住人口", 315.1, 314.5], ["其中：女", 156.1, 155.9],
     ["  男", 159.0, 158.6], ["托位数", 2.9, 3.2], ["#女", 1, 2])
book("op-notes.xlsx", YEARS, ["常住人口", 315.1, 314.5], [],
     ["注：1. 本表为年末数。"], ["2. 数据来源：统计局。"])
book("op-footnotes.xlsx", ["指标", "2022①", "2023*"], ["常住人口①", "315.1①", 314.5],
     ["城镇化率（%）*", "54.2*", "55.3②"])
book("op-names.xlsx", ["项目", "嘉州", "沙湾"], ["人口数", 83.4, 18.2], ["托位", "x", "o"],
     ["出生人口", "z", 5])
book("op-fill.xlsx", ["地区", "指标", 2022, 2023], ["市中区", "常住人口", 83.1, 83.4],
     [None, "托位数", 3.1, 4.1], ["沙湾区", "常住人口", 18.3, 18.2], [None, "托位数", 2.2, 2.8])
book("op-statuses.xlsx", ["指标", "2022年", "2023年（初步）", "2024年（预计）"],
     ["常住人口", 315.1, 314.5, 314.0])
book("op-percent.xlsx", YEARS, ["城镇化率", 0.542, 0.553], ["托位数", 0.5, 0.25],
     formats={"B2": "0.0%", "C2": "0%", "B3": "0.0%", "C3": "General"})
book("op-formats.xlsx", ["指标", 2020, 2021, 2022, 2023, 2024, 2025],
     ["出生人口", 21034, 1234567, 834200, 0, 12.5, 5],
     ["常住人口", 83.42, 83.42, 315.15, 45000, 7, -3],
     ["托位数", 0, 3.25, 3.1, 2.5, 2.5, 5],
     formats={"B2": "#,##0", "C2": "#,##0_ ", "D2": "0.00,", "E2": '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
              "F2": "# ?/?", "G2": "0.00E+00",
              "B3": '0.00"万人"', "C3": '0.00"亿"', "D3": "0.0", "E3": "yyyy-mm-dd", "F3": "000", "G3": "0.0;0.0",
              "B4": ";;;", "C4": "0.0#", "D4": "0.0#", "E4": "[>2]0.00;0.0", "F4": '0!.0,"万"', "G4": "@"})
book("op-digits.xlsx", ["指标", 2020, 2021, 2022, 2023],
     ["常住人口", 0.1 + 0.2, 1 / 3, 123456789012345.0, 314.4999999999999999],
     ["托位数", 4.496, 4.495, 4.5, 1e-7], formats={"B3": "0.00", "C3": "0.00", "D3": "0.00"})
book("op-texts.xlsx", ["指标", 2020, 2021, 2022, 2023, 2024, 2025],
     ["常住人口", "345.6", "３４５．６", "−3", "〔20〕", "345.6万人", "2,003.4"],
     ["城镇化率", "73.6%", "70%以上", "约70", "…", "—", None],
     ["托位数", "3,20", "1e5", "3.2 ", "3.2①", "暂无", "0"])
book("op-errors.xlsx", ["指标", 2022, 2023, 2024],
     ["常住人口", "#DIV/0!", "#REF!", "#N/A"], ["托位数", "#VALUE!", "#NAME?", 3.2])
book("op-formula.xlsx", YEARS, ["常住人口", 315.1, "=B2-0.6"], ["托位数", "=SUM(B2:C2)", 3.2])
book("op-dates.xlsx", ["指标", 2022, 2023], ["常住人口", DAY, datetime.datetime(2023, 3, 4, 12)],
     ["托位数", datetime.time(3, 20), 3.2])
book("op-year-as-date.xlsx", ["指标", datetime.date(2022, 12, 31), DAY],
     ["常住人口", 315.1, 314.5], formats={"B1": 'yyyy"年"', "C1": "yyyy-mm-dd"})


def hide(workbook, page):
    page.row_dimensions[3].hidden = True
    page.column_dimensions["C"].hidden = True


def filtered(workbook, page):
    page.auto_filter.ref = "A1:C4"
    page.auto_filter.add_filter_column(0, ["常住人口"])
    page.row_dimensions[3].hidden = True
    page.row_dimensions[4].hidden = True


book("op-hidden.xlsx", ["指标", 2022, 2023, 2024], ["常住人口", 315.1, 314.5, 314.0],
     ["城镇化率", 54.2, 55.3, 56.0], ["托位数", 2.9, 3.2, 3.5], also=hide)
book("op-filtered.xlsx", YEARS, ["常住人口", 315.1, 314.5], ["城镇化率", 54.2, 55.3],
     ["托位数", 2.9, 3.2], also=filtered)


def with_hidden_sheet(workbook, page):
    workbook.create_sheet("旧数").append(["托位数", 2.8])
    workbook["旧数"].sheet_state = "hidden"


book("op-hidden-sheet.xlsx", YEARS, ["常住人口", 315.1, 314.5], also=with_hidden_sheet)
book("op-only-hidden.xlsx", YEARS, ["常住人口", 315.1, 314.5],
     also=lambda workbook, page: (workbook.create_sheet("封面"),
                                  setattr(page, "sheet_state", "hidden")))
book("op-merged-figure.xlsx", ["指标", "市中区", "沙湾区", "夹江县"],
     ["常住人口", 83.4, None, 29.7], ["托位数", 3.2, 2.8, 1.1], merged=["B2:C2", "D2:D3"])


def with_chart(workbook, page):
    workbook.create_sheet("空表")
    chart = workbook.create_chartsheet("图")
    chart.add_chart(BarChart())
    workbook.move_sheet("图", -2)


book("op-chart.xlsx", YEARS, ["常住人口", 315.1, 314.5], also=with_chart)
book("op-empty.xlsx")
book("op-sheet-names.xlsx", YEARS, ["常住人口", "#N/A", 314.5], sheet="县's 2023 年")
book("op-two-sheets.xlsx", ["指标", "市中区"], ["常住人口", 83.4], sheet="2023",
     also=lambda workbook, page: [more.append(row) for more in [workbook.create_sheet("2024")]
                                  for row in (["指标", "市中区"], ["常住人口", "83.3以上"])])
book("op-twice.xlsx", ["指标", 2022, 2023], ["常住人口", 315.1, 314.5], ["城镇化率", 54.2, 55.3],
     ["常住人口", 315.1, 341.5])
book("op-rich.xlsx", ["指标", 2022, CellRichText(TextBlock(InlineFont(b=True), "2023"), "年")],
     [CellRichText("常住", TextBlock(InlineFont(i=True), "人口"), TextBlock(InlineFont(vertAlign="superscript"), "①")), 315.1, 314.5])


def mac(workbook, page):
    workbook.epoch = CALENDAR_MAC_1904
    page["B1"] = datetime.date(2022, 12, 31)
    page["B1"].number_format = 'yyyy"年"'


book("op-1904.xlsx", ["指标", None, 2023], ["常住人口", 315.1, 314.5], also=mac)
book("op-c5.xlsx", YEARS, ["常住人口", 315.1, "314.5以下"], at=(4, 2))
book("op-unknown.xlsx", YEARS, ["常住人囗", 315.1, 314.5], ["合计", 1, 2])
book("op-regions-down.xlsx", ["地区", "常住人口（万人）", "城镇化率（%）"], ["全市", 314.5, 55.3],
     ["市中区", 83.4, 91], ["东坡区", 1, 2], ["峨边县", 10.2, "35"])
book("op-spaces.xlsx", ["指 标", " 2022 年 ", "2023\n年"], ["常 住 人 口", 315.1, 314.5],
     ["托位数\u3000", "\u00a03.1", "3.2\u200b"])
ACCOUNTS = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
book("op-signs.xlsx", ["指标", 2020, 2021, 2022, 2023, 2024, 2025],
     ["常住人口", 3.5, 3.5, -316.1, -3.5, 3.5, 3.5], ["出生人口", 0, 0, "-", 0, 12, 0],
     formats={"B2": '"-"0.0', "C2": "(0.0)", "D2": "General;-General", "E2": "0.0;(0.0)",
              "F2": "0.0;(0.0)", "G2": "+0.0;-0.0",
              "B3": ACCOUNTS, "C3": '0.00;-0.00;"—"', "E3": "#", "F3": ACCOUNTS, "G3": "0"})
book("op-merged-odd.xlsx", ["指标", None, 2022, 2023], ["常住人口", 834200, None, 83.4],
     ["城镇化率", 54.26, None, 55.3], ["托位数", DAY, None, 3.2], ["出生人口", 21034, None, 21500],
     formats={"B2": "0.00,", "B3": "0.0", "B4": "yyyy-mm-dd"},
     merged=["B2:C2", "B3:C3", "B4:C4", "B5:C5"])
book("op-like-years.xlsx", ["指标", 2018, 2023], ["出生人口", 2019, 2022], ["常住人口", 315.1, 314.5],
     [None, "2018年", "2023年"], ["城镇化率", 54.2, 55.3])
book("op-merged-titles.xlsx", YEARS, ["一、人口"], ["常住人口", 315.1, 314.5], ["城镇化率", None, None],
     ["托位数", "无", None], ["出生人口", 2.1, None], ["注：本表为年末数。"],
     merged=["A2:C2", "B4:C4", "B5:C5", "B6:C6", "A7:C7"])
book("op-fill-heading.xlsx", ["指标", 2022, None, 2023, None], [None, "目标", "实际", "目标", "实际"],
     ["常住人口", 316, 315.1, 317, 314.5])
book("op-two-tables.xlsx", ["指标", "地区", "年份", "数值"], ["常住人口", "市中区", 2023, 83.4],
     ["常住人口", "沙湾区", 2023, 18.2], ["地区", "指标", "年份", "数值"],
     ["市中区", "托位数", 2023, 4.1], ["沙湾区", "托位数", 2023, 2.8], ["市中区", "城镇化率", 2023, "70%以上"])
book("op-comments.xlsx", ["指标", "地区", "年份", "数值"], ["=\"常住\"&\"人口\"", "全市", 2023, 314.5],
     ["常住人口", None, 2022, 315.1], [None, "全市", 2021, 316])

# By LibreOffice.

with tempfile.TemporaryDirectory() as folder:
    workbook = Workbook()
    workbook.active["A1"] = 1
    workbook.active["IV65536"] = 1
    workbook.save(Path(folder) / "far.xlsx")
    convert(Path(folder) / "far.xlsx", "xls", "lo-far.xls")
    workbook = Workbook()
    for row in [YEARS, ["常住人口", 315.1, 314.5], *([f"注{at}：本表为年末数。"] for at in range(1, 200))]:
        workbook.active.append(row)
    workbook.save(Path(folder) / "more.xlsx")
    convert(Path(folder) / "more.xlsx", "xls", "lo-more.xls")

for name, to, new in [
    ("op-long.xlsx", "xls", "lo-long.xls"), ("op-long.xlsx", "ods", "lo-long.ods"),
    ("op-years-across.xlsx", "xlsx", "lo-years-across.xlsx"),
    ("op-two-headings.xlsx", "xls", "lo-two-headings.xls"),
    ("op-two-headings.xlsx", "ods", "lo-two-headings.ods"),
    ("op-percent.xlsx", "xls", "lo-percent.xls"), ("op-percent.xlsx", "ods", "lo-percent.ods"),
    ("op-percent.xlsx", "xlsx", "lo-percent.xlsx"),
    ("op-formats.xlsx", "xlsx", "lo-formats.xlsx"), ("op-formats.xlsx", "ods", "lo-formats.ods"),
    ("op-formula.xlsx", "xlsx", "lo-formula.xlsx"), ("op-formula.xlsx", "xls", "lo-formula.xls"),
    ("op-errors.xlsx", "xls", "lo-errors.xls"), ("op-errors.xlsx", "ods", "lo-errors.ods"),
    ("op-dates.xlsx", "xls", "lo-dates.xls"), ("op-dates.xlsx", "ods", "lo-dates.ods"),
    ("op-hidden.xlsx", "ods", "lo-hidden.ods"), ("op-hidden.xlsx", "xls", "lo-hidden.xls"),
    ("op-hidden-sheet.xlsx", "ods", "lo-hidden-sheet.ods"),
    ("op-merged-figure.xlsx", "ods", "lo-merged-figure.ods"),
    ("op-1904.xlsx", "xls", "lo-1904.xls"), ("op-texts.xlsx", "ods", "lo-texts.ods"),
    ("op-c5.xlsx", "ods", "lo-c5.ods"), ("op-rich.xlsx", "ods", "lo-rich.ods"),
    ("op-digits.xlsx", "ods", "lo-digits.ods"), ("op-digits.xlsx", "xls", "lo-digits.xls"),
]:
    convert(name, to, new)

# By hand: what other programs write.

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def raw(name, sheet, strings=None, main=MAIN, rels=RELS, prefix="", target="worksheets/sheet1.xml",
        part="xl/worksheets/sheet1.xml", workbook="xl/workbook.xml", around="", state="", more=()):
    """A package whose sheet is written here."""
    p = f"{prefix}:" if prefix else ""
    ns = f'xmlns{":" + prefix if prefix else ""}="{main}"'
    folder, file = workbook.rsplit("/", 1)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{rels}/officeDocument" Target="{workbook}"/></Relationships>',
        workbook: f'<{p}workbook {ns} xmlns:r="{rels}">{around}<{p}sheets><{p}sheet name="数据" sheetId="1"{state} r:id="rId1"/></{p}sheets></{p}workbook>',
        f"{folder}/_rels/{file}.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{rels}/worksheet" Target="{target}"/></Relationships>',
        part: f"<{p}worksheet {ns}>{sheet}</{p}worksheet>",
    }
    if strings:
        parts[f"{folder}/sharedStrings.xml"] = f"<{p}sst {ns}>{strings}</{p}sst>"
    parts.update(more)
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as package:
        for path, text in parts.items():
            info = zipfile.ZipInfo(path, (2024, 1, 1, 0, 0, 0))
            package.writestr(info, '<?xml version="1.0" encoding="UTF-8"?>' + text, zipfile.ZIP_DEFLATED)


def inline(text, place=""):
    return f'<c{place} t="inlineStr"><is><t>{text}</t></is></c>'


def table(second, first="常住人口", refs=True):
    """A heading with the years 2022 and 2023 and a row whose figures are given as XML."""
    at = (lambda name: f' r="{name}"') if refs else (lambda name: "")
    row = (lambda n: f' r="{n}"') if refs else (lambda n: "")
    return (f'<sheetData><row{row(1)}>{inline("指标", at("A1"))}<c{at("B1")}><v>2022</v></c>'
            f'<c{at("C1")}><v>2023</v></c></row><row{row(2)}>{inline(first, at("A2"))}{second}</row></sheetData>')


PLAIN = '<c r="B2"><v>315.1</v></c><c r="C2"><v>314.5</v></c>'
raw("raw-no-strings.xlsx", table(PLAIN))
raw("raw-strict.xlsx", table(PLAIN), main=STRICT, rels=STRICT_RELS,
    around='<workbookPr dateCompatibility="0"/>')
prefixed = table('<c r="B2"><v>315.1</v></c><c r="C2"><f>B2-1</f></c>') + '<cols><col min="2" max="2" hidden="1"/></cols>'
for word in ["sheetData", "row", "c", "v", "is", "t", "f", "cols", "col"]:
    for after in [" ", ">", "/"]:
        prefixed = prefixed.replace(f"<{word}{after}", f"<x:{word}{after}").replace(f"</{word}{after}", f"</x:{word}{after}")
raw("raw-prefixed.xlsx", prefixed, prefix="x")
raw("raw-shared-formula.xlsx", table(
    '<c r="B2"><f t="shared" ref="B2:C2" si="0">1+1</f><v>315.1</v></c>'
    '<c r="C2"><f t="shared" si="0"/></c>'))
raw("raw-no-places.xlsx", table("<c><v>315.1</v></c><c><f>1</f></c>", refs=False))
raw("raw-far.xlsx", table(PLAIN).replace("</sheetData>",
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'))
raw("raw-beyond.xlsx", table(PLAIN).replace("</sheetData>",
    '<row r="4294967295"><c r="ZZZZ4294967295"><v>1</v></c></row></sheetData>'))
raw("raw-phonetic.xlsx", table(PLAIN).replace(inline("常住人口", ' r="A2"'), '<c r="A2" t="s"><v>0</v></c>'),
    strings='<si><t>常住人口</t><rPh sb="0" eb="2"><t>じょうじゅう</t></rPh><phoneticPr fontId="1"/></si>')
raw("raw-string-formula.xlsx", table(
    '<c r="B2" t="str"><f>TEXT(315.1,"0.0")</f><v>315.1</v></c>'
    '<c r="C2" t="str"><f>IF(1,"","")</f><v></v></c>', first="常住人口"))
raw("raw-empty-value.xlsx", table('<c r="B2"><f>1+1</f><v></v></c><c r="C2"><f>1+1</f><v/></c>'))
raw("raw-boolean.xlsx", table('<c r="B2" t="b"><v>1</v></c><c r="C2" t="d"><v>2023-03-04</v></c>'))
raw("raw-error.xlsx", table('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2" t="e"><v>#SPILL!</v></c>'))
raw("raw-wps.xlsx", '<sheetPr/><dimension ref="A1:C2"/>' + table(PLAIN), target="/xl/worksheets/sheet1.xml",
    around='<fileVersion appName="xl" lastEdited="3"/><workbookPr/><x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="x"/>')
raw("raw-elsewhere.xlsx", table('<c r="B2"><f>1</f></c><c r="C2"><v>314.5</v></c>'),
    workbook="book/main.xml", part="book/worksheets/sheet1.xml")
raw("raw-other-case.xlsx", table('<c r="B2"><f>1</f></c><c r="C2"><v>314.5</v></c>'),
    part="xl/Worksheets/Sheet1.XML")
raw("raw-part-outside.xlsx", table(PLAIN), target="../../../etc/passwd")
raw("raw-part-missing.xlsx", table(PLAIN), target="worksheets/sheet9.xml")
raw("raw-no-style.xlsx", table('<c r="B2" s="77"><v>315.1</v></c><c r="C2" s="1"><v>314.5</v></c>'))
raw("raw-bad-string.xlsx", table('<c r="B2" t="s"><v>99</v></c><c r="C2"><v>314.5</v></c>'))
raw("raw-not-in-order.xlsx", table('<c r="C2"><v>314.5</v></c><c r="B2"><v>315.1</v></c>'))
raw("raw-twice-a-cell.xlsx", table('<c r="B2"><v>315.1</v></c><c r="B2"><v>999</v></c>'))
raw("raw-not-a-number.xlsx", table('<c r="B2"><v>abc</v></c><c r="C2"><v>NaN</v></c>'))
raw("raw-exponent.xlsx", table('<c r="B2"><v>3.151E2</v></c><c r="C2"><v>1e400</v></c>'))
raw("raw-entity.xlsx", table(PLAIN, first="常住&#20154;口&amp;"))
raw("raw-very-hidden.xlsx", table(PLAIN), state=' state="veryHidden"')
raw("raw-cut.xlsx", table(PLAIN).replace("</sheetData>", "").replace("</row>", ""))

# Text.

PLAIN = "指标,地区,年份,数值\n常住人口,市中区,2023,83.42\n托位数,沙湾区,2023,3.2以上\n"
for name, text in [
    ("text-gb18030.csv", PLAIN.encode("gb18030")),
    ("text-gb18030-rare.csv", PLAIN.replace("以上", "㐂𠮷").encode("gb18030")),
    ("text-marked.csv", b"\xef\xbb\xbf" + PLAIN.encode()),
    ("text-crlf.csv", PLAIN.replace("\n", "\r\n").encode()),
    ("text-cr.csv", PLAIN.replace("\n", "\r").encode()),
    ("text-no-end.csv", PLAIN.strip().encode()),
    ("text-utf16le.csv", b"\xff\xfe" + PLAIN.encode("utf-16-le")),
    ("text-utf16be.csv", b"\xfe\xff" + PLAIN.encode("utf-16-be")),
    ("text-nul.csv", PLAIN.replace("83.42", "83\0.42").encode()),
    ("text-unclosed.csv", PLAIN.replace("沙湾区", '"沙湾区').encode()),
    ("text-after-quote.csv", PLAIN.replace("沙湾区", '"沙湾区"x').encode()),
    ("text-tabs.csv", PLAIN.replace(",", "\t").encode()),
    ("text-semicolons.csv", PLAIN.replace(",", ";").encode()),
    ("text-mixed.csv", "指标,地区,年份,数值\n".encode() + "常住人口,市中区,2023,83.42\n".encode("gb18030")),
    ("text-title.csv", ("主要指标,,\n指标,2022,2023\n常住人口,\"3,151,000人\",314.5\n").encode()),
    ("text-only-heading.csv", "指标,地区,年份,数值\n".encode()),
    ("text-empty.csv", b""),
    ("text-errors.csv", PLAIN.replace("83.42", "#DIV/0!").encode("gb18030")),
    (
        "text-kinds.csv",
        "项目,类别,2022年,2023年\n出生人口（人）,计划,3,4\n城镇化率（%）,实际,54,55\n".encode(),
    ),
    (
        "text-months.csv",
        "年份,月份,出生人口（人）,城镇化率（%）\n2022,12,3,54\n2023,6,1,55\n".encode(),
    ),
    (
        "text-half-year.csv",
        "指标,2022年,2023年,2024年\n,全年,全年,1-6月\n出生人口（人）,27000,28000,14000\n".encode(),
    ),
    (
        "text-sections.csv",
        (
            "分县（市、区）指标,,\n地区,2022年,2023年\n一、常住人口（万人）,,\n市中区,83.2,83.4\n"
            "二、城镇化率（%）,,\n沙湾区,61,62\n"
        ).encode(),
    ),
    (
        "text-blank-regions.csv",
        (
            "指标,地区,单位,2022,2023\n常住人口,市中区,万人,83,83.4\n,沙湾区,万人,17,17.1\n"
            "城镇化率,市中区,%,70,71\n托位数,,个/千人,7,7.1\n"
        ).encode(),
    ),
    (
        "text-unit-of-another.csv",
        "单位,指标,2022,2023\n人,常住人口,3151000,3145000\n,托位数,7,7.1\n".encode(),
    ),
]:
    (HERE / name).write_bytes(text)

# No workbooks.

whole = (HERE / "op-years-across.xlsx").read_bytes()
(HERE / "bad-torn.xlsx").write_bytes(whole[: len(whole) * 2 // 3])
(HERE / "bad-empty.xlsx").write_bytes(b"")
(HERE / "bad-csv.xlsx").write_bytes(PLAIN.encode())
(HERE / "bad-csv-gb18030.xlsx").write_bytes(PLAIN.encode("gb18030"))
(HERE / "bad-html.xls").write_bytes("<html><table><tr><td>指标</td></tr></table></html>".encode())
(HERE / "bad-picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(32))
with zipfile.ZipFile(HERE / "bad-docx.xlsx", "w") as package:
    package.writestr("word/document.xml", "<w:document/>")
with zipfile.ZipFile(HERE / "bad-zip.xlsx", "w") as package:
    package.writestr("数据.csv", PLAIN)
(HERE / "bad-torn.xls").write_bytes((HERE / "lo-long.xls").read_bytes()[:1536])
with zipfile.ZipFile(HERE / "op-years-across.xlsx") as package, \
        zipfile.ZipFile(HERE / "bad-sheet.xlsx", "w", zipfile.ZIP_DEFLATED) as broken:
    for part in package.namelist():
        text = package.read(part)
        broken.writestr(part, text[:-40] if part.endswith("sheet1.xml") else text)

import msoffcrypto  # noqa: E402
from msoffcrypto.format.ooxml import OOXMLFile  # noqa: E402

locked = io.BytesIO()
OOXMLFile(io.BytesIO(whole)).encrypt("secret", locked)
(HERE / "bad-locked.xlsx").write_bytes(locked.getvalue())
