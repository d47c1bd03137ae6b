"""What was taken back: by which submission, why, and by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("records", sa.Column("withdrawn_by", sa.Integer))
    op.create_index("ix_records_submission", "records", ["submission_id"])
    op.add_column("submissions", sa.Column("reason", sa.Text, nullable=False, server_default=""))
    op.add_column("submissions", sa.Column("who", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("submissions", "who")
    op.drop_column("submissions", "reason")
    op.drop_index("ix_records_submission", "records")
    op.drop_column("records", "withdrawn_by")
