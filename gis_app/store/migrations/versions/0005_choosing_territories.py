"""choosing territories: drafts, work areas, edits of adjacency, publications of areas.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

import gis_app.store.geometry

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('area_publication',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('project', sa.String(length=60), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('account', sa.String(length=36), nullable=True),
    sa.Column('areas', sa.JSON(), nullable=False),
    sa.Column('shown', sa.JSON(), nullable=False),
    sa.Column('basis', sa.JSON(), nullable=False),
    sa.Column('decision_sha256', sa.String(length=64), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account'], ['account.id'], name=op.f('fk_area_publication_account_account')),
    sa.ForeignKeyConstraint(['project'], ['project.code'], name=op.f('fk_area_publication_project_project')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_area_publication'))
    )
    with op.batch_alter_table('area_publication', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_area_publication_project'), ['project'], unique=False)

    op.create_table('edge_edits',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project', sa.String(length=60), nullable=False),
    sa.Column('level', sa.String(length=20), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('cut', sa.JSON(), nullable=False),
    sa.Column('bridge', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('account', sa.String(length=36), nullable=True),
    sa.ForeignKeyConstraint(['account'], ['account.id'], name=op.f('fk_edge_edits_account_account')),
    sa.ForeignKeyConstraint(['project'], ['project.code'], name=op.f('fk_edge_edits_project_project')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_edge_edits')),
    sa.UniqueConstraint('project', 'level', 'version', name=op.f('uq_edge_edits_project'))
    )
    with op.batch_alter_table('edge_edits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_edge_edits_project'), ['project'], unique=False)

    op.create_table('selection_draft',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('project', sa.String(length=60), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('blind', sa.Boolean(), nullable=False),
    sa.Column('fixed_at', sa.DateTime(), nullable=True),
    sa.Column('log', sa.JSON(), nullable=False),
    sa.Column('account', sa.String(length=36), nullable=True),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account'], ['account.id'], name=op.f('fk_selection_draft_account_account')),
    sa.ForeignKeyConstraint(['project'], ['project.code'], name=op.f('fk_selection_draft_project_project')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_selection_draft'))
    )
    with op.batch_alter_table('selection_draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_selection_draft_project'), ['project'], unique=False)

    op.create_table('work_area',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('project', sa.String(length=60), nullable=False),
    sa.Column('selection', sa.String(length=36), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('units', sa.JSON(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('limits', sa.JSON(), nullable=False),
    sa.Column('supports', sa.JSON(), nullable=False),
    sa.Column('resources', sa.JSON(), nullable=False),
    sa.Column('provider', sa.String(length=200), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('checklist', sa.JSON(), nullable=False),
    sa.Column('talk_on', sa.Date(), nullable=True),
    sa.Column('talk_with', sa.String(length=200), nullable=False),
    sa.Column('talk_words', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.Column('geometry', gis_app.store.geometry.Geometry(), nullable=True),
    sa.Column('minx', sa.Float(), nullable=True),
    sa.Column('miny', sa.Float(), nullable=True),
    sa.Column('maxx', sa.Float(), nullable=True),
    sa.Column('maxy', sa.Float(), nullable=True),
    sa.ForeignKeyConstraint(['project'], ['project.code'], name=op.f('fk_work_area_project_project')),
    sa.ForeignKeyConstraint(['selection'], ['selection.id'], name=op.f('fk_work_area_selection_selection')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_area'))
    )
    with op.batch_alter_table('work_area', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_area_maxx'), ['maxx'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_area_maxy'), ['maxy'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_area_minx'), ['minx'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_area_miny'), ['miny'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_area_project'), ['project'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_area_selection'), ['selection'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_area_state'), ['state'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('work_area', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_work_area_state'))
        batch_op.drop_index(batch_op.f('ix_work_area_selection'))
        batch_op.drop_index(batch_op.f('ix_work_area_project'))
        batch_op.drop_index(batch_op.f('ix_work_area_miny'))
        batch_op.drop_index(batch_op.f('ix_work_area_minx'))
        batch_op.drop_index(batch_op.f('ix_work_area_maxy'))
        batch_op.drop_index(batch_op.f('ix_work_area_maxx'))

    op.drop_table('work_area')
    with op.batch_alter_table('selection_draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_selection_draft_project'))

    op.drop_table('selection_draft')
    with op.batch_alter_table('edge_edits', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_edge_edits_project'))

    op.drop_table('edge_edits')
    with op.batch_alter_table('area_publication', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_area_publication_project'))

    op.drop_table('area_publication')
