"""A branch's photos and papers, and the records that were superseded, are found without a look at all others."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_index("ix_submissions_branch", "submissions", ["branch", "state", "kind"])
    op.create_index(
        "ix_records_superseded", "records", ["superseded_by"], sqlite_where=sa.text("superseded_by IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_index("ix_records_superseded", "records")
    op.drop_index("ix_submissions_branch", "submissions")
