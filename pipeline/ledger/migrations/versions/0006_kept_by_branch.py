"""A branch's photos and papers are found without a look at those of all others."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_index("ix_submissions_branch", "submissions", ["branch", "state", "kind"])


def downgrade() -> None:
    op.drop_index("ix_submissions_branch", "submissions")
