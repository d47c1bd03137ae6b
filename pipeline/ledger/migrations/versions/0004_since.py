"""Since when each document is what it is: a loose-leaf handbook is printed from that day on."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("documents", sa.Column("since", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("documents", "since")
