"""dangan explain: where a document, or one value in it, comes from."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.place import chosen, opened, workspace_option
from pipeline.errors import SetupError
from pipeline.files.faults import in_words


@click.command()
@click.argument("path", metavar="文件", type=click.Path(path_type=Path))
@click.argument("field", metavar="[栏目]", default="")
@click.option("--page", type=click.Path(path_type=Path), metavar="文件", help="同时写成一个网页文件（.html）。")
@workspace_option
def explain(path: Path, field: str, page: Path | None, start: Path) -> None:
    """说明发件箱里的一份材料从哪些表单来、为什么生成、用的哪个模板和规则。

    再写上栏目（如 活动地点、签到.3.姓名、实到人数）或材料里的一段文字，就说明这个值在哪个工作簿的哪一格。
    """
    from pipeline.flow.explain.explain import explain as run
    from pipeline.flow.explain.page import page_of
    from pipeline.flow.explain.words import chapters

    with opened(start) as desk:
        if page:
            _refuse_others(page, desk.outbox.folder)
        told = run(desk, chosen(path, desk.workspace.root), field)
    parts = chapters(told)
    for chapter in parts:
        click.secho(chapter.title, bold=True)
        for line in chapter.lines:
            click.echo(f"  {line}")
    if page:
        _write(page, page_of(f"说明：{told.path}", parts))
        click.echo(f"网页：{page}")


def _refuse_others(page: Path, outbox: Path) -> None:
    """Raises SetupError for what is not to be written over: whatever exists and is no such page."""
    from pipeline.flow.explain.page import is_page

    hint = "请换一个文件名，如 说明.html"
    try:
        if page.resolve().is_relative_to(outbox.resolve()) and page.suffix.lower() != ".html":
            raise SetupError(f"{page} 在发件箱里，那里的网页文件名要以 .html 结尾", hint)
        if page.is_dir():
            raise SetupError(f"{page} 是文件夹，没有写", f"请写明文件名，如 {page / '说明.html'}")
        if page.exists() and not is_page(page.read_bytes()):
            raise SetupError(f"{page} 已经有了，不是以前写的说明页，没有动它", hint)
    except OSError as error:
        raise _unwritten(page, error) from error


def _write(page: Path, content: bytes) -> None:
    try:
        page.write_bytes(content)
    except OSError as error:
        raise _unwritten(page, error) from error


def _unwritten(page: Path, error: OSError) -> SetupError:
    return SetupError(f"{page} 写不进去：{in_words(error)}", "请换一个地方再试")
