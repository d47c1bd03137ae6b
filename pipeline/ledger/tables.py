"""The ledger's tables. Migrations make them; a test proves that the two agree."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("folder", Text, nullable=False),  # below the inbox, with slashes
    Column("branch", Text, nullable=False),  # of its folder; empty when it lay at the top
    Column("kind", String(16), nullable=False),  # forms, photo, paper, scan; withdrawal: a word about another
    Column("state", String(16), nullable=False),  # taken, returned, cleared, duplicate, withdrawn, withdrawal
    Column("received", String(32), nullable=False),  # local time, ISO
    Column("taken_at", String(32), nullable=False),  # of a photo, from its EXIF
    Column("taken", Integer, nullable=False),  # how many of its forms were taken
    # Of a returned file:
    Column("number", String(16), nullable=False),  # 退回编号
    Column("copy", Text, nullable=False),  # where it lies, below the workspace
    Column("copy_digest", String(64), nullable=False),  # of what was put there
    Column("problems", Text, nullable=False),
    Column("forms", Text, nullable=False),  # branch, form, key of what it went back for
    Column("same_as", Integer, ForeignKey("submissions.id")),  # of a duplicate: what it repeats; of a withdrawal: what
    # Of a withdrawal:
    Column("reason", Text, nullable=False, default="", server_default=""),
    Column("who", Text, nullable=False, default="", server_default=""),
    Index("ix_submissions_digest", "digest"),
    Index("ix_submissions_folder", "folder"),
    Index("ix_submissions_state", "state"),
    Index("ix_submissions_number", "number"),
    Index("ix_submissions_branch", "branch", "state", "kind"),
)

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", Integer, ForeignKey("submissions.id"), nullable=False),
    Column("form", Text, nullable=False),
    Column("branch", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("happened", String(10), nullable=False),  # 2026-03-20, 2026-03, 2026 or nothing
    Column("sheet", Text, nullable=False),
    Column("mapping_digest", String(64), nullable=False),
    Column("digest", String(64), nullable=False),  # of the body
    Column("body", Text, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("superseded_by", Integer, ForeignKey("records.id")),
    Column("withdrawn_by", Integer),  # the submission that took it back
    Index("ix_records_key", "form", "branch", "key"),
    Index("ix_records_branch", "branch", "superseded_by"),
    Index("ix_records_submission", "submission_id"),
    Index("ix_records_superseded", "superseded_by", sqlite_where=text("superseded_by IS NOT NULL")),
)

members = Table(
    "members",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("branch", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),  # on the roster, from 1
    Column("record_id", Integer, ForeignKey("records.id"), nullable=False),
    Index("ix_members_branch", "branch"),
)

activities = Table(
    "activities",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("branch", Text, nullable=False),
    Column("packet", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("month", Integer, nullable=False),
    Column("day", String(10), nullable=False),
    Column("theme", Text, nullable=False),
    Column("folder", Text, nullable=False),  # below the outbox
    Column("planned", Boolean, nullable=False),  # known from the plan alone
    Column("inputs", String(64), nullable=False),  # of everything that its documents are made from
    Column("report", Text, nullable=False),  # what was made, what is missing, what to check
    UniqueConstraint("branch", "packet", "key"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("activity_id", Integer, ForeignKey("activities.id"), nullable=False),
    Column("path", Text, nullable=False),  # below the outbox
    Column("name", Text, nullable=False),
    Column("digest", String(64), nullable=False),  # of what was published
    Column("inputs", String(64), nullable=False),
    Column("edited", Boolean, nullable=False, default=False),  # a person's version lies there
    Column("beside", Text, nullable=False, default=""),  # where ours lies then, until one of the two is chosen
    Column("why", Text, nullable=False, default="[]", server_default="[]"),  # the reasons for which it was made last
    Column("since", Text, nullable=False, default="", server_default=""),  # the day on which it became what it is
    UniqueConstraint("path"),
    Index("ix_documents_activity_id", "activity_id"),
)

makings = Table(
    "makings",
    metadata,
    Column("activity_id", Integer, ForeignKey("activities.id"), primary_key=True),
    Column("made_of", Text, nullable=False),
)
"""What an activity's documents were made of when they were published; read where reasons are asked for."""

proofs = Table(
    "proofs",
    metadata,
    Column("activity_id", Integer, ForeignKey("activities.id"), primary_key=True),
    Column("proof", Text, nullable=False),
)
"""What a packet proves; apart from the activities, which are read at every look at the outbox."""

branches = Table(
    "branches",
    metadata,
    Column("branch", Text, primary_key=True),
    Column("asked", Integer, nullable=False),  # the last submission that changed its records
    Column("done", Integer, nullable=False),  # the last one that its documents show
    Column("made_with", String(64), nullable=False),  # digest of templates, mappings, settings and program
    Column("loose", Text, nullable=False),  # records that belong to no activity yet, as problems
    Column("failures", Text, nullable=False),  # why documents could not be made: packet, what is said, hint
)
"""Written with the records: while `asked` is ahead of `done`, documents may be behind the records."""

intended = Table(
    "intended",
    metadata,
    Column("path", Text, primary_key=True),  # below the outbox
    Column("digest", String(64), primary_key=True),
)
"""What was about to be published: after a crash it is known that such a file is ours, not a person's."""

left_behind = Table(
    "left_behind",
    metadata,
    Column("path", Text, primary_key=True),
    Column("branch", Text, nullable=False),
)
"""Documents that lapsed but stayed in the outbox, because a person had changed them."""

watchers = Table(
    "watchers",
    metadata,
    Column("holder", String(32), primary_key=True),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("since", String(32), nullable=False),  # local time, ISO
    Column("alive", String(32), nullable=False),  # when it last said that it lives
    Column("beats", Integer, nullable=False),  # how often it said so
    Column("on_duty", Boolean, nullable=False),
)
"""Each `dangan watch` that runs: one is on duty, the others stand by."""
