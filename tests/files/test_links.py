from urllib.parse import unquote, urljoin, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from pipeline.files.links import link_to

PAGE = "file:///工作/outbox/总览.html"
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\x00"), min_size=1).filter(
    lambda name: name not in {".", ".."}
)


@given(st.lists(NAMES, min_size=1, max_size=3))
def test_a_link_leads_to_the_file_whatever_its_name(names: list[str]) -> None:
    led = urlsplit(urljoin(PAGE, link_to("/".join(names))))
    assert (led.scheme, led.query, led.fragment) == ("file", "", "")
    assert unquote(led.path) == f"/工作/outbox/{'/'.join(names)}"


def test_chinese_stays_readable() -> None:
    assert link_to("2026/第一党支部/02 签到表（1）.docx") == "2026/第一党支部/02%20签到表（1）.docx"
