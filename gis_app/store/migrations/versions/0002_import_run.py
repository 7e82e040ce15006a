"""imports that were confirmed.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('import_run',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('project', sa.String(length=60), nullable=False),
    sa.Column('target', sa.String(length=20), nullable=False),
    sa.Column('layer', sa.String(length=60), nullable=False),
    sa.Column('layers', sa.JSON(), nullable=False),
    sa.Column('file', sa.String(length=200), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('account', sa.String(length=36), nullable=True),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('licence', sa.Text(), nullable=False),
    sa.Column('dated', sa.Date(), nullable=True),
    sa.Column('features', sa.Integer(), nullable=False),
    sa.Column('mended', sa.Integer(), nullable=False),
    sa.Column('refused', sa.Integer(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('undo', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['account'], ['account.id'], name=op.f('fk_import_run_account_account')),
    sa.ForeignKeyConstraint(['project'], ['project.code'], name=op.f('fk_import_run_project_project')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_run')),
    sa.UniqueConstraint('number', name=op.f('uq_import_run_number'))
    )
    with op.batch_alter_table('import_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_run_layer'), ['layer'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_run_project'), ['project'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_run_sha256'), ['sha256'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_run_state'), ['state'], unique=False)


def downgrade() -> None:
    op.drop_table('import_run')
