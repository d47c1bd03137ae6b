"""What each activity's documents were made of, and why each document was made last."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("documents", sa.Column("why", sa.Text, nullable=False, server_default="[]"))
    op.create_table(
        "makings",
        sa.Column("activity_id", sa.Integer, sa.ForeignKey("activities.id"), primary_key=True),
        sa.Column("made_of", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("makings")
    op.drop_column("documents", "why")
