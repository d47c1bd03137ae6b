"""Since when a sheet of a book is what it is, from one printing to the next."""

from __future__ import annotations

from pipeline.handbook.editions import NAME, Edition, read_edition, write_edition

BOOK = "2026/工作手册/第一党支部2026年工作手册.pdf"


def test_a_sheet_is_new_since_the_day_on_which_it_was_first_printed_so():
    first = Edition({}).next({"大事记": "a", "章页": "b"}, {}, "2026-03-01")
    second = first.next({"大事记": "c", "章页": "b", "年度统计": "d"}, {}, "2026-06-01")
    assert second.new_since("2026-03-02") == {"大事记", "年度统计"}
    assert second.new_since("2026-03-01") == {"大事记", "年度统计", "章页"}
    assert second.next({"章页": "b"}, {}, "2026-07-01").new_since("2026-01-01") == {"章页"}


def test_the_day_that_is_known_of_a_document_counts():
    edition = Edition({}).next({"01 方案.docx": "a"}, {"01 方案.docx": "2026-02-02"}, "2026-03-01")
    assert edition.new_since("2026-02-03") == frozenset()


def test_each_book_keeps_its_own(tmp_path):
    one, other = Edition({"a": ("1", "2026-03-01")}), Edition({"a": ("2", "2026-04-01")})
    write_edition(tmp_path, BOOK, one)
    write_edition(tmp_path, "another", other)
    assert (read_edition(tmp_path, BOOK), read_edition(tmp_path, "another")) == (one, other)


def test_without_a_memory_all_is_new(tmp_path):
    for content in (b"", b"[]", b'{"a": 1}', b'{"a": {"b": []}}', b"\xff"):
        (tmp_path / NAME).write_bytes(content)
        assert read_edition(tmp_path, BOOK) == Edition({})
