"""what an imported indicator says of itself, and why a figure is not there.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('indicator', schema=None) as batch_op:
        batch_op.add_column(sa.Column('licence', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('counting', sa.String(length=20), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('moment', sa.String(length=10), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('people', sa.Boolean(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('dated', sa.Date(), nullable=True))
    with op.batch_alter_table('observation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('status', sa.String(length=20), nullable=False, server_default='published'))
        batch_op.add_column(sa.Column('sign', sa.String(length=20), nullable=False, server_default=''))


def downgrade() -> None:
    with op.batch_alter_table('observation', schema=None) as batch_op:
        batch_op.drop_column('sign')
        batch_op.drop_column('status')
    with op.batch_alter_table('indicator', schema=None) as batch_op:
        batch_op.drop_column('dated')
        batch_op.drop_column('people')
        batch_op.drop_column('moment')
        batch_op.drop_column('counting')
        batch_op.drop_column('licence')
