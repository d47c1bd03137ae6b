"""The ledger: made by its migrations, whole after each write, history kept."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, event

from pipeline.errors import LedgerError
from pipeline.ledger import engine as engine_of
from pipeline.ledger.body import from_text, to_text
from pipeline.ledger.engine import HEAD
from pipeline.ledger.entries import (
    ActivityEntry,
    NewRecord,
    PublishedDocument,
    Submission,
    problems_from,
    problems_text,
)
from pipeline.ledger.ledger import Ledger
from pipeline.ledger.published import Failure
from pipeline.ledger.tables import branches, metadata
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import BLANK, Attendance, Month, PartialDate, Rate

BRANCH = "机关第一党支部"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".dangan" / "ledger.db"


def submission(digest: str = "a", name: str = "表.xlsx", folder: str = BRANCH, kind: str = "forms") -> Submission:
    return Submission(digest * 64, name, folder, BRANCH, kind, "2026-04-01T09:30:00")


def record(theme: str = "学党章", *, key: str = "2026-03-20", form: str = "签到表") -> NewRecord:
    value = Value(theme, theme, Origin("表.xlsx", "Sheet1", "B2"))
    body = Record(form, Origin("表.xlsx", "Sheet1"), {"活动主题": value}, {}, {})
    return NewRecord(body, BRANCH, key, "2026-03-20", "m" * 64)


def entry(*documents: str, key: str = "k") -> ActivityEntry:
    made = tuple(PublishedDocument(document, document, "d" * 64, "i" * 64) for document in documents)
    return ActivityEntry(
        BRANCH, "主题党日", key, 2026, 3, "2026-03-20", "学党章", "2026/x", False, "i" * 64, "{}", made
    )


@pytest.mark.parametrize("make", [engine_of._create, engine_of._upgrade])
def test_a_new_ledger_has_the_tables_that_the_migrations_make(make: Callable[[Engine], None], path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", engine_of._on_connect)
    make(engine)
    assert engine_of._version(engine) == HEAD
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_head_is_the_newest_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    import pipeline.ledger.migrations as here

    config = Config()
    config.set_main_option("script_location", str(Path(here.__file__).parent))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_write_ahead_log_and_one_upgrade(path: Path) -> None:
    Ledger(path).close()
    Ledger(path).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    connection.close()


def test_odd_paths(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "百分 100% ?a=b#c" / "ledger.db")
    assert ledger.taken() == []
    ledger.close()
    assert (tmp_path / "百分 100% ?a=b#c" / "ledger.db").is_file()


def test_two_writers_wait_for_each_other(path: Path) -> None:
    ledgers = [Ledger(path), Ledger(path)]

    def write(number: int) -> None:
        for count in range(20):
            ledgers[number].take(submission(), [record(key=f"{number}-{count}")])

    threads = [threading.Thread(target=write, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ledgers[0].held(BRANCH)) == 40
    for ledger in ledgers:
        ledger.close()


def test_locked_ledger(path: Path) -> None:
    ledger = Ledger(path, busy_s=0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError) as caught:
        ledger.take(submission(), [])
    assert caught.value.exit_code == 3
    other.execute("ROLLBACK")
    other.close()
    assert ledger.take(submission(), []) == 1
    ledger.close()


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be one" * 40, b"SQLite format 3\x00" + b"x" * 500]
)
def test_corrupt_ledger(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(LedgerError):
        Ledger(path)


def test_ledger_of_a_newer_program(path: Path) -> None:
    Ledger(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(LedgerError):
        Ledger(path)


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerError):
        Ledger(tmp_path / "file" / "ledger.db")


def test_superseding_keeps_the_earlier_one(path: Path) -> None:
    ledger = Ledger(path)
    first = ledger.take(submission("a"), [record("旧")])
    second = ledger.take(submission("b"), [record("新")])
    assert [held.record.value("活动主题") for held in ledger.held(BRANCH)] == ["新"]
    assert ledger.current_with("a" * 64, BRANCH) == []
    assert [found.id for found in ledger.current_with("b" * 64, BRANCH)] == [second]
    ledger.close()
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT submission_id, superseded_by FROM records ORDER BY id").fetchall()
    connection.close()
    assert rows == [(first, 2), (second, None)]


def test_a_correction_supersedes_another_key(path: Path) -> None:
    ledger = Ledger(path)
    ledger.take(submission("a"), [record(key="2026-03-20")])
    (held,) = ledger.held(BRANCH)
    ledger.take(submission("b"), [replace(record(key="2026-03-21"), corrects=(held.id,))])
    assert [held.key for held in ledger.held(BRANCH)] == ["2026-03-21"]
    ledger.close()


def test_a_failing_record_leaves_nothing(path: Path) -> None:
    ledger = Ledger(path)
    broken = replace(record(key="2"), happened=None)  # type: ignore[arg-type]
    with pytest.raises(LedgerError):
        ledger.take(submission(), [record(key="1"), broken])
    assert (ledger.taken(), ledger.held(BRANCH), ledger.pending("w")) == ([], [], [])
    ledger.close()


def test_pending_until_settled(path: Path) -> None:
    ledger = Ledger(path)
    first = ledger.take(submission("a"), [record()])
    assert ledger.pending("w") == [(BRANCH, first)]
    second = ledger.take(submission("b"), [record("新")])
    ledger.settle(BRANCH, first, "w", [])
    assert ledger.pending("w") == [(BRANCH, second)]
    ledger.settle(BRANCH, second, "w", [Problem(Origin("表.xlsx"), "activity-missing", "m", "h")])
    assert ledger.pending("w") == []
    assert [problem.code for problem in ledger.loose()[BRANCH]] == ["activity-missing"]
    ledger.close()


def test_returns_by_name_and_folder(path: Path) -> None:
    ledger = Ledger(path)
    problem = Problem(Origin("表.xlsx", "s", "A1"), "date-missing", "m", "h")
    ledger.send_back(replace(submission("a"), problems=(problem,), copy="inbox/退回/1"))
    ledger.send_back(replace(submission("b", folder="别处"), problems=(problem,), copy="inbox/退回/2"))
    assert [found.problems for found in ledger.returned()] == [(problem,), (problem,)]
    ledger.take(submission("c"), [], settles=[1])
    assert [found.folder for found in ledger.returned()] == ["别处"]
    ledger.close()


def test_return_and_what_was_taken_of_it_are_one_submission(path: Path) -> None:
    ledger = Ledger(path)
    entered = ledger.send_back(replace(submission("a"), number="1F", copy="inbox/退回/1"), [record()])
    (found,) = ledger.returned()
    assert (found.id, found.taken, found.number) == (entered, 1, "1F")
    assert [held.submission for held in ledger.held(BRANCH)] == [entered]
    assert ledger.pending("w") == [(BRANCH, entered)]
    assert [each.id for each in ledger.taken()] == [each.id for each in ledger.taken_from(BRANCH)] == [entered]
    ledger.close()


def test_a_failing_record_leaves_no_return(path: Path) -> None:
    ledger = Ledger(path)
    ledger.send_back(replace(submission("a"), copy="inbox/退回/1"))
    broken = replace(record(key="2"), happened=None)  # type: ignore[arg-type]
    with pytest.raises(LedgerError):
        ledger.send_back(replace(submission("b"), copy="inbox/退回/1"), [record(key="1"), broken], settles=[1])
    assert ([each.id for each in ledger.returned()], ledger.held(BRANCH)) == ([1], [])
    ledger.close()


def test_number_of_a_return_is_known_after_it_is_settled(path: Path) -> None:
    ledger = Ledger(path)
    first = ledger.send_back(replace(submission("a"), number="1F", copy="inbox/退回/1"))
    again = ledger.send_back(replace(submission("a"), number="1F", copy="inbox/退回/2"), settles=[first])
    ledger.clear_return(again)
    found = ledger.return_with("1F")
    assert found is not None
    assert (found.id, found.state) == (again, "cleared")
    assert (ledger.return_with(""), ledger.return_with("2F")) == (None, None)
    ledger.close()


def test_a_document_moves_to_the_activity_that_publishes_it(path: Path) -> None:
    ledger = Ledger(path)
    ledger.publish(entry("a", "b", key="planned"))
    ledger.publish(entry("b", "c", key="real"))
    held = {found.key: [document.path for document in found.documents] for found in ledger.activities(BRANCH)}
    assert held == {"planned": ["a"], "real": ["b", "c"]}
    for found in ledger.activities():
        ledger.withdraw(found)
    assert ledger.activities() == []
    ledger.close()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
amounts = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)
years, months = st.integers(1900, 2100), st.integers(1, 12)
scalars = st.one_of(
    texts, st.integers(-(10**9), 10**9), st.booleans(), amounts, st.dates(), st.times(), st.just(BLANK),
    st.builds(Month, years, months), st.builds(PartialDate, years, months), st.builds(Rate, amounts),
    st.sampled_from(Attendance), st.lists(texts, max_size=3).map(tuple),
)  # fmt: skip
origins = st.builds(Origin, st.just("表.xlsx"), st.just("s"), st.sampled_from(["", "A1", "ZZ99"]))
rows = st.dictionaries(texts, st.builds(Value, scalars, texts, origins), max_size=4)


@given(
    rows,
    st.dictionaries(texts, st.lists(rows, max_size=3).map(tuple), max_size=2),
    st.dictionaries(texts, rows, max_size=2),
)
def test_bodies_round_trip(fields: dict, tables: dict, totals: dict) -> None:  # type: ignore[type-arg]
    before = Record("签到表", Origin("表.xlsx", "s"), fields, tables, totals)
    text = to_text(before)
    after = from_text("签到表", text, "表.xlsx", "s")
    assert after == before
    assert to_text(after) == text
    for name, value in fields.items():
        assert type(after.fields[name].value) is type(value.value)


def test_equal_looking_values_keep_their_kind() -> None:
    at = Origin("表.xlsx", "s", "A1")
    values = [1, True, Decimal("1.00"), "1", Month(2026, 3), dt.date(2026, 3, 1), PartialDate(2026, 3)]
    held = Record("f", Origin("表.xlsx", "s"), {str(i): Value(v, "", at) for i, v in enumerate(values)}, {}, {})
    back = from_text("f", to_text(held), "表.xlsx", "s")
    assert [(type(v.value), v.value) for v in back.fields.values()] == [(type(v), v) for v in values]


def test_other_templates_make_a_branch_pending(path: Path) -> None:
    ledger = Ledger(path)
    asked = ledger.take(submission(), [record()])
    ledger.settle(BRANCH, asked, "old", [])
    assert ledger.pending("old") == []
    assert ledger.pending("new") == [(BRANCH, asked)]


def test_what_failed_stays_pending_and_is_told(path: Path) -> None:
    ledger = Ledger(path)
    asked = ledger.take(submission(), [record()])
    ledger.fail(BRANCH, [], [Failure("2026/三月", "模板", "改好")])
    assert ledger.failures() == [Failure("2026/三月", "模板", "改好")]
    assert ledger.pending("w") == [(BRANCH, asked)]
    ledger.settle(BRANCH, asked, "w", [])
    assert (ledger.failures(), ledger.pending("w")) == ([], [])


def test_what_an_older_ledger_kept_of_a_failure(path: Path) -> None:
    ledger = Ledger(path)
    ledger.take(submission(), [record()])
    with ledger._writing() as connection:
        connection.execute(branches.update().values(failures='[["材料包“三月”：模板", "改好"]]'))
    assert ledger.failures() == [Failure("", "材料包“三月”：模板", "改好")]


def test_a_photo_put_back_is_no_duplicate(path: Path) -> None:
    ledger = Ledger(path)
    first, other = (replace(submission(), kind="photo", name="a.jpg", digest=digit * 64) for digit in "12")
    ledger.take(first, [])
    assert ledger.current_with(first.digest, BRANCH)
    ledger.take(other, [])
    assert ledger.current_with(first.digest, BRANCH) == []


def test_a_problem_keeps_both_of_its_places() -> None:
    problem = Problem(Origin("a.xlsx", "表", "B3"), "c", "m", "h", Severity.WARNS, Origin("b.xls", "签到", "C7"))
    alone = Problem(Origin("a.xlsx"), "c", "m")
    assert problems_from(problems_text((problem, alone))) == (problem, alone)
    assert problems_from('[["a.xlsx", "", "", "c", "m", "", "stops"]]') == (alone,)
