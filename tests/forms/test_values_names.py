from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.forms.values.names import Name, nearest, read_name, read_names
from pipeline.forms.values.reading import Misread, Raw

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN_NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英䶮㛃𬱖𬀩𫖯"
NAMES = st.builds(str.__add__, st.sampled_from(SURNAMES), st.text(GIVEN_NAMES, min_size=1, max_size=2))


@pytest.mark.parametrize(
    ("raw", "name", "note"),
    [
        ("张三", "张三", ""),
        ("张 三", "张三", ""),
        ("张\u3000三", "张三", ""),
        ("张\u00a0三", "张三", ""),
        ("张\u200b三\ufeff", "张三", ""),
        ("李 四光", "李四光", ""),
        ("王 小 二", "王小二", ""),
        ("张三(预备)", "张三", "预备"),
        ("张三（预备）", "张三", "预备"),
        ("张 三 （ 预备 ）", "张三", "预备"),
        ("张三()", "张三", ""),
        ("张三【列席】", "张三", "列席"),
        ("张三、", "张三", ""),
        ("买买提·艾力", "买买提·艾力", ""),
        ("买买提•艾力", "买买提·艾力", ""),
        ("买买提．艾力", "买买提·艾力", ""),
        ("买买提.艾力", "买买提·艾力", ""),
        ("买买提‧艾力", "买买提·艾力", ""),
        ("买买提∙艾力", "买买提·艾力", ""),
        ("买买提・艾力", "买买提·艾力", ""),
        ("买买提 · 艾力", "买买提·艾力", ""),
        ("阿沛·阿旺晋美", "阿沛·阿旺晋美", ""),
        ("张伟大", "张伟大", ""),
        ("张伟2", "张伟2", ""),
        ("张伟 ２", "张伟2", ""),
        ("李䶮", "李䶮", ""),
        ("王㛃", "王㛃", ""),
        ("陈𬱖", "陈𬱖", ""),
        ("赵𬀩", "赵𬀩", ""),
        ("黄𫖯", "黄𫖯", ""),
        ("李〇", "李〇", ""),
        ("John  Smith", "John Smith", ""),
        ("J. Smith", "J. Smith", ""),
        ("José García", "José García", ""),
    ],
)
def test_name(raw: Raw, name: str, note: str) -> None:
    assert read_name(raw) == Name(name, note)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "name-missing"),
        ("/", "name-missing"),
        ("无", "name-missing"),
        ("张三、李四", "name-several"),
        ("张三，李四", "name-several"),
        ("张三；李四", "name-several"),
        ("张三\n李四", "name-several"),
        ("张三 李四", "name-several"),
        ("张 三 李 四", "name-several"),
        ("同上", "name-unreadable"),
        ("张", "name-unreadable"),
        ("√", "name-unreadable"),
        ("张三：", "name-unreadable"),
        ("张三等3人", "name-unreadable"),
        ("(预备)张三", "name-unreadable"),
        ("中国共产党某某机关第一支部委员会全体党员", "name-unreadable"),
        (12.0, "name-unreadable"),
        (True, "name-unreadable"),
        (dt.date(2026, 3, 20), "name-unreadable"),
        ("张三-李四", "name-unreadable"),
        ("·张三", "name-unreadable"),
        ("张\x07三", "name-unreadable"),
        *((nobody, "name-unreadable") for nobody in ("待定", "暂 缺", "已故", "组长", "审核", "一支部", "张三签字")),
    ],
)
def test_a_name_that_cannot_be_read(raw: Raw, code: str) -> None:
    read = read_name(raw)
    assert isinstance(read, Misread)
    assert read.code == code


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("张三", ("张三",)),
        ("张三、李四", ("张三", "李四")),
        ("张三，李四,王五；赵六", ("张三", "李四", "王五", "赵六")),
        ("张三 李四\u3000王五", ("张三", "李四", "王五")),
        ("张三\r\n李四", ("张三", "李四")),
        ("张 三、李 四", ("张三", "李四")),
        ("张\u3000三 李四光", ("张三", "李四光")),
        ("张三(预备)、李四", ("张三", "李四")),
        ("张三(预备、列席)、李四", ("张三", "李四")),
        ("买买提·艾力、张伟2", ("买买提·艾力", "张伟2")),
        ("John Smith、张三", ("John Smith", "张三")),
        ("张三、", ("张三",)),
    ],
)
def test_names(raw: Raw, names: tuple[str, ...]) -> None:
    assert read_names(raw) == names


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "name-missing"),
        ("张 三 李 四", "name-ambiguous"),
        ("李 四光 王五", "name-ambiguous"),
        ("张三、李四等", "name-unreadable"),
        ("张三等5人", "name-unreadable"),
        ("全体党员12人", "name-unreadable"),
        (3.0, "name-unreadable"),
    ],
)
def test_names_that_cannot_be_read(raw: Raw, code: str) -> None:
    read = read_names(raw)
    assert isinstance(read, Misread)
    assert read.code == code


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("张三", ("张四", "李三")),
        ("张伟", ("张四", "张伟大", "李伟")),
        ("王小名", ("王小明",)),
        ("小王明", ("王小明",)),
        ("赵六", ()),
        ("王" * 10_000, ()),
    ],
)
def test_nearest(name: str, near: tuple[str, ...]) -> None:
    roster = ["张四", "李三", "张伟大", "王小明", "李伟", "欧阳建国"]
    assert nearest(name, roster) == near


def test_nearest_is_limited_and_never_the_name_itself() -> None:
    assert nearest("张三", ["张三", "张一", "张二", "张四", "张五"]) == ("张一", "张二", "张五")


@given(NAMES, st.sampled_from(["", " ", "\u3000", "\u00a0", "\u200b"]), st.sampled_from(["", "预备", "列席"]))
def test_names_read_back_however_padded(name: str, padding: str, note: str) -> None:
    written = padding.join(name) + (f"（{note}）" if note else "")
    assert read_name(written) == Name(name, note)


@given(st.lists(NAMES, min_size=1, max_size=8), st.sampled_from(["、", "，", ", ", "；", "\n", " 、 ", "\u3000"]))
def test_lists_of_names_read_back(names: list[str], separator: str) -> None:
    assert read_names(separator.join(names)) == tuple(names)
