"""What documents print beyond the forms' own words is computed: how a computation is made, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.mapping.vocabulary import Role
from pipeline.packet.context import Context, Material
from pipeline.render.scan import Names

Compute = Callable[[Material, Context], Context]


@dataclass(frozen=True, slots=True)
class Computed:
    """A computation and what it gives whatever has come; `shape` tells by it what a template may use."""

    run: Compute
    names: tuple[str, ...] = ()
    of_activities: tuple[str, ...] = ()
    """Names that only a packet with kinds has."""
    table: Role | str = ""
    """The table whose rows get `columns`: the one with a column of that role, or the one of that name."""
    columns: tuple[str, ...] = ()
    sums: Mapping[str, tuple[Role, ...]] = field(default_factory=dict)
    """The columns that a name is made of, where they are not the one of the role `table`."""
    some_rows: str = ""
    """A table of its own that holds some of those rows."""
    tables: Mapping[str, Names] = field(default_factory=dict)
    """Tables that it makes, each with the names of a row."""
    reads: tuple[str, ...] = ()
    """Columns and fields that it looks up by name, beside those that it knows by role."""
