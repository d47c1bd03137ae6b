"""What to say of a file that is no form: what it is, and how to save it again."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.files.kinds import Kind
from pipeline.files.names import split_ending
from pipeline.ledger.entries import Submission
from pipeline.model.problem import Problem
from pipeline.model.record import Origin

_SAVE_AS: Final = "请用 WPS 或 Excel 打开，“另存为”选“Excel 工作簿(*.xlsx)”，再把新文件放进收件箱"

_FILL_IN: Final = "请把内容填进空白的 Excel 表单（没有的请向管理员要），再放进收件箱"

_SAYINGS: Final[dict[Kind, tuple[str, str, str]]] = {
    Kind.LOCKED: (
        "workbook-locked",
        "这个表格设了打开密码，读不出来",
        "请打开后在“文件-加密”中去掉密码，保存后重新放入",
    ),
    Kind.BROKEN: (
        "workbook-broken",
        "这个文件不完整，可能复制中断或已损坏",
        "请从原处重新复制一次；仍不行时，" + _SAVE_AS,
    ),
    Kind.HTML: ("workbook-html", "这个文件其实是网页，不是表格", _SAVE_AS),
    Kind.XML: ("workbook-xml", "这个文件是“XML 表格”，不是普通的表格文件", _SAVE_AS),
    Kind.XLSB: ("workbook-xlsb", "这是“Excel 二进制工作簿(.xlsb)”，读不出来", _SAVE_AS),
    Kind.CSV: ("workbook-csv", "这个文件其实是纯文本，不是表格", _SAVE_AS),
    Kind.EMPTY: ("file-empty", "这个文件是空的", "请检查原文件，重新复制一次"),
    Kind.WORD: (
        "file-word",
        "这是 Word 文档，不是填好的表格",
        _FILL_IN,
    ),
    Kind.SLIDES: ("file-slides", "这是演示文稿，不是填好的表格", _FILL_IN),
    Kind.OFD: ("file-ofd", "这是 OFD 版式文件，不是填好的表格", _FILL_IN),
    Kind.PDF: ("file-pdf", "这是 PDF 文件，不是填好的表格", _FILL_IN),
    Kind.ARCHIVE: ("file-archive", "这是压缩包，里面的文件没有读取", "请先解压，再把里面的表格和照片放进收件箱"),
    Kind.PICTURE: (
        "photo-format",
        "这张图片不是 jpg 或 png 格式",
        "请用看图软件打开，“另存为”选“JPEG(*.jpg)”，再把新文件放进收件箱",
    ),
}
_OTHER: Final = (
    "file-foreign",
    "这不是能处理的文件",
    "收件箱收 Excel/WPS 表格(xlsx、xls、et、ods)和照片(jpg、png)",
)

_NO_PICTURE: Final = (
    "photo-false",
    "文件名是照片，里面的内容却不是照片",
    "请从相机或手机重新复制原来的照片；是表格或文档的，请改回原来的后缀名，再放进收件箱",
)
_PHOTO_ENDINGS: Final = {".jpg", ".jpeg", ".png"}

_COPY_OVER: Final = (
    "请新建一个工作簿，把内容复制过去（选“粘贴为数值”），或填一份新的空白表，再放进收件箱；"
    "是照片的，请用看图软件另存为“JPEG(*.jpg)”"
)

_UNREADABLE: Final = {
    "too-long": ("这个文件读了很久还没有读完，没有再读", _COPY_OVER),
    "breaks-reader": ("读这个文件时，读取程序两次中断，没有再读", _COPY_OVER),
}

_PHOTO: Final = {
    "photo-broken": ("照片打不开，可能复制中断或已损坏", "请从相机或手机重新复制一次"),
    "photo-too-large": ("照片的像素太多，处理不了", "请用看图软件缩小到五千万像素以内，再放进收件箱"),
}

_WITHOUT_BRANCH: Final = ("看不出是哪个支部的{what}", "请把{what}放进收件箱里本支部的文件夹")
_OF_NO_BRANCH: Final = ("{what}所在的文件夹不是已登记的支部", "请放进本支部的文件夹：{known}")


def foreign_problem(kind: Kind, name: str, papers: Iterable[str] = ()) -> Problem:
    """`papers` are the kinds that the file may be of, if its name says so."""
    called_photo = split_ending(name)[1].casefold() in _PHOTO_ENDINGS
    no_picture = called_photo and kind in {Kind.OTHER, Kind.CSV}
    code, message, hint = _NO_PICTURE if no_picture else _SAYINGS.get(kind, _OTHER)
    kinds = "、".join(papers)
    as_paper = f"；是讲稿、发言材料、申请书这类文件的，请在文件名或文件夹名里写明是哪一种：{kinds}" if kinds else ""
    return Problem(Origin(name), code, message, hint + as_paper)


def unreadable_problem(code: str, name: str) -> Problem:
    message, hint = _UNREADABLE[code]
    return Problem(Origin(name), code, message, hint)


def photo_problem(at: Origin, code: str) -> Problem:
    return Problem(at, code, *_PHOTO[code])


def branch_problem(sent: Submission, what: str, known: Sequence[str]) -> Problem | None:
    """What is wrong with the branch of a file that does not name it itself; people call such a file `what`."""
    if sent.branch and (sent.branch in known or not known):
        return None
    code = "branch-unknown" if sent.branch else f"{sent.kind}-without-branch"
    message, hint = _OF_NO_BRANCH if sent.branch else _WITHOUT_BRANCH
    names = {"what": what, "known": "、".join(known[:5])}
    return Problem(Origin(sent.name), code, message.format(**names), hint.format(**names))


def nearest_branches(branch: str, known: Sequence[str]) -> list[str]:
    return difflib.get_close_matches(branch, known, n=3, cutoff=0.3)
