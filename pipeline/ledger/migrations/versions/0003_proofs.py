"""What each packet proves: read in bulk by an inspection, and by nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "proofs",
        sa.Column("activity_id", sa.Integer, sa.ForeignKey("activities.id"), primary_key=True),
        sa.Column("proof", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("proofs")
