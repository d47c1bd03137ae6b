"""The first ledger: submissions, records, members, activities, documents, and what is still to be published."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("branch", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("received", sa.String(32), nullable=False),
        sa.Column("taken_at", sa.String(32), nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("copy", sa.Text, nullable=False),
        sa.Column("copy_digest", sa.String(64), nullable=False),
        sa.Column("problems", sa.Text, nullable=False),
        sa.Column("forms", sa.Text, nullable=False),
        sa.Column("same_as", sa.Integer, sa.ForeignKey("submissions.id")),
    )
    op.create_index("ix_submissions_digest", "submissions", ["digest"])
    op.create_index("ix_submissions_folder", "submissions", ["folder"])
    op.create_index("ix_submissions_state", "submissions", ["state"])
    op.create_index("ix_submissions_number", "submissions", ["number"])
    op.create_table(
        "records",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submissions.id"), nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("branch", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("happened", sa.String(10), nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("mapping_digest", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("warnings", sa.Text, nullable=False),
        sa.Column("superseded_by", sa.Integer, sa.ForeignKey("records.id")),
    )
    op.create_index("ix_records_key", "records", ["form", "branch", "key"])
    op.create_index("ix_records_branch", "records", ["branch", "superseded_by"])
    op.create_table(
        "members",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("branch", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("record_id", sa.Integer, sa.ForeignKey("records.id"), nullable=False),
    )
    op.create_index("ix_members_branch", "members", ["branch"])
    op.create_table(
        "activities",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("branch", sa.Text, nullable=False),
        sa.Column("packet", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("theme", sa.Text, nullable=False),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("planned", sa.Boolean, nullable=False),
        sa.Column("inputs", sa.String(64), nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.UniqueConstraint("branch", "packet", "key", name="uq_activities_branch"),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("activity_id", sa.Integer, sa.ForeignKey("activities.id"), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("inputs", sa.String(64), nullable=False),
        sa.Column("edited", sa.Boolean, nullable=False),
        sa.Column("beside", sa.Text, nullable=False),
        sa.UniqueConstraint("path", name="uq_documents_path"),
    )
    op.create_index("ix_documents_activity_id", "documents", ["activity_id"])
    op.create_table(
        "branches",
        sa.Column("branch", sa.Text, primary_key=True),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("made_with", sa.String(64), nullable=False),
        sa.Column("loose", sa.Text, nullable=False),
        sa.Column("failures", sa.Text, nullable=False),
    )
    op.create_table(
        "intended",
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
    )
    op.create_table(
        "left_behind",
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("branch", sa.Text, nullable=False),
    )
    op.create_table(
        "watchers",
        sa.Column("holder", sa.String(32), primary_key=True),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
        sa.Column("alive", sa.String(32), nullable=False),
        sa.Column("beats", sa.Integer, nullable=False),
        sa.Column("on_duty", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    for name in (
        "watchers",
        "left_behind",
        "intended",
        "branches",
        "documents",
        "activities",
        "members",
        "records",
        "submissions",
    ):
        op.drop_table(name)
