"""What is said before anything is made out of documents that do not show all that was sent yet."""

from __future__ import annotations

from collections.abc import Sized

import click


def warn_of_behind(branches: Sized, year: int) -> None:
    """Nothing where there are none."""
    if branches:
        click.secho(
            f"{len(branches)} 个支部的材料还没有跟上报送的表，请先运行 dangan rebuild {year}", fg="yellow", err=True
        )
