"""the meeting: devices, cards, passes, sheets, answers, problem cards, publications, reports.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

import gis_app.store.geometry

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('report',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('project', sa.String(length=60), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('theme', sa.String(length=30), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('institution', sa.String(length=200), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('geometry', gis_app.store.geometry.Geometry(), nullable=True),
    sa.Column('minx', sa.Float(), nullable=True),
    sa.Column('miny', sa.Float(), nullable=True),
    sa.Column('maxx', sa.Float(), nullable=True),
    sa.Column('maxy', sa.Float(), nullable=True),
    sa.ForeignKeyConstraint(['project'], ['project.code'], name=op.f('fk_report_project_project')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report'))
    )
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_code_hash'), ['code_hash'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_maxx'), ['maxx'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_maxy'), ['maxy'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_minx'), ['minx'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_miny'), ['miny'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_project'), ['project'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_state'), ['state'], unique=False)

    op.create_table('card',
    sa.Column('meeting', sa.String(length=36), nullable=False),
    sa.Column('card_hash', sa.String(length=64), nullable=False),
    sa.Column('made', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['meeting'], ['meeting.id'], name=op.f('fk_card_meeting_meeting')),
    sa.PrimaryKeyConstraint('meeting', 'card_hash', name=op.f('pk_card'))
    )
    op.create_table('meeting_pass',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('meeting', sa.String(length=36), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('label', sa.String(length=60), nullable=False),
    sa.Column('secret_hash', sa.String(length=64), nullable=False),
    sa.Column('session_hash', sa.String(length=64), nullable=True),
    sa.Column('valid_until', sa.DateTime(), nullable=False),
    sa.Column('revoked', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['meeting'], ['meeting.id'], name=op.f('fk_meeting_pass_meeting_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_pass')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_meeting_pass_secret_hash')),
    sa.UniqueConstraint('session_hash', name=op.f('uq_meeting_pass_session_hash'))
    )
    with op.batch_alter_table('meeting_pass', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_pass_meeting'), ['meeting'], unique=False)

    op.create_table('meeting_pack',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('meeting', sa.String(length=36), nullable=False),
    sa.Column('taken', sa.Boolean(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('confirmation', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['meeting'], ['meeting.id'], name=op.f('fk_meeting_pack_meeting_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_pack'))
    )
    with op.batch_alter_table('meeting_pack', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_pack_meeting'), ['meeting'], unique=False)

    op.create_table('paper_sheet',
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('meeting', sa.String(length=36), nullable=False),
    sa.Column('epsg', sa.Integer(), nullable=False),
    sa.Column('west', sa.Double(), nullable=False),
    sa.Column('south', sa.Double(), nullable=False),
    sa.Column('east', sa.Double(), nullable=False),
    sa.Column('north', sa.Double(), nullable=False),
    sa.Column('grid_columns', sa.Integer(), nullable=False),
    sa.Column('grid_rows', sa.Integer(), nullable=False),
    sa.Column('scale', sa.Integer(), nullable=False),
    sa.Column('paper', sa.String(length=10), nullable=False),
    sa.Column('headcount', sa.Integer(), nullable=True),
    sa.Column('made', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['meeting'], ['meeting.id'], name=op.f('fk_paper_sheet_meeting_meeting')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_paper_sheet'))
    )
    with op.batch_alter_table('paper_sheet', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_sheet_meeting'), ['meeting'], unique=False)

    op.create_table('problem_card',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('meeting', sa.String(length=36), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('geometry', gis_app.store.geometry.Geometry(), nullable=True),
    sa.Column('minx', sa.Float(), nullable=True),
    sa.Column('miny', sa.Float(), nullable=True),
    sa.Column('maxx', sa.Float(), nullable=True),
    sa.Column('maxy', sa.Float(), nullable=True),
    sa.ForeignKeyConstraint(['meeting'], ['meeting.id'], name=op.f('fk_problem_card_meeting_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_problem_card'))
    )
    with op.batch_alter_table('problem_card', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_problem_card_maxx'), ['maxx'], unique=False)
        batch_op.create_index(batch_op.f('ix_problem_card_maxy'), ['maxy'], unique=False)
        batch_op.create_index(batch_op.f('ix_problem_card_meeting'), ['meeting'], unique=False)
        batch_op.create_index(batch_op.f('ix_problem_card_minx'), ['minx'], unique=False)
        batch_op.create_index(batch_op.f('ix_problem_card_miny'), ['miny'], unique=False)

    op.create_table('publication',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('meeting', sa.String(length=36), nullable=False),
    sa.Column('what', sa.String(length=20), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('account', sa.String(length=36), nullable=True),
    sa.Column('talk_on', sa.Date(), nullable=True),
    sa.Column('talk_with', sa.String(length=200), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('shown', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['account'], ['account.id'], name=op.f('fk_publication_account_account')),
    sa.ForeignKeyConstraint(['meeting'], ['meeting.id'], name=op.f('fk_publication_meeting_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication'))
    )
    with op.batch_alter_table('publication', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_publication_meeting'), ['meeting'], unique=False)

    op.create_table('place_talk',
    sa.Column('meeting', sa.String(length=36), nullable=False),
    sa.Column('resource', sa.String(length=36), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['meeting'], ['meeting.id'], name=op.f('fk_place_talk_meeting_meeting')),
    sa.PrimaryKeyConstraint('meeting', 'resource', name=op.f('pk_place_talk'))
    )
    op.create_table('retention_run',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('meeting', sa.String(length=36), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('removed', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['meeting'], ['meeting.id'], name=op.f('fk_retention_run_meeting_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_retention_run'))
    )
    with op.batch_alter_table('retention_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_retention_run_meeting'), ['meeting'], unique=False)

    op.create_table('identity_answer',
    sa.Column('uuid', sa.String(length=36), nullable=False),
    sa.Column('meeting', sa.String(length=36), nullable=False),
    sa.Column('participant', sa.String(length=36), nullable=True),
    sa.Column('question', sa.String(length=20), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('text_state', sa.String(length=20), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['meeting'], ['meeting.id'], name=op.f('fk_identity_answer_meeting_meeting')),
    sa.ForeignKeyConstraint(['participant'], ['participant.id'], name=op.f('fk_identity_answer_participant_participant')),
    sa.PrimaryKeyConstraint('uuid', name=op.f('pk_identity_answer'))
    )
    with op.batch_alter_table('identity_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_identity_answer_meeting'), ['meeting'], unique=False)
        batch_op.create_index(batch_op.f('ix_identity_answer_participant'), ['participant'], unique=False)

    op.create_table('participant_device',
    sa.Column('meeting', sa.String(length=36), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('participant', sa.String(length=36), nullable=False),
    sa.Column('channel', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['meeting'], ['meeting.id'], name=op.f('fk_participant_device_meeting_meeting')),
    sa.ForeignKeyConstraint(['participant'], ['participant.id'], name=op.f('fk_participant_device_participant_participant')),
    sa.PrimaryKeyConstraint('meeting', 'token_hash', name=op.f('pk_participant_device'))
    )
    with op.batch_alter_table('participant_device', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_participant_device_participant'), ['participant'], unique=False)

    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.add_column(sa.Column('on_wall', sa.Boolean(), nullable=False, server_default='0'))
        batch_op.create_index(batch_op.f('ix_mark_photo'), ['photo'], unique=False)

    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.add_column(sa.Column('way', sa.String(length=20), nullable=False, server_default='online'))
        batch_op.add_column(sa.Column('ends', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('questions', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('place_names', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('closing', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('hash_key', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('frozen', sa.Boolean(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('published_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('wall', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('closed_at', sa.DateTime(), nullable=True))

    op.execute(
        'INSERT INTO participant_device (meeting, token_hash, participant, channel) '
        "SELECT meeting, token_hash, id, 'phone' FROM participant"
    )
    with op.batch_alter_table('participant', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_participant_meeting'), type_='unique')
        batch_op.drop_column('token_hash')

    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reports', sa.Boolean(), nullable=False, server_default='0'))



def downgrade() -> None:
    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.drop_column('reports')

    with op.batch_alter_table('participant', schema=None) as batch_op:
        batch_op.add_column(sa.Column('token_hash', sa.String(length=64), nullable=True))
    op.execute(
        'UPDATE participant SET token_hash = coalesce('
        '(SELECT min(token_hash) FROM participant_device WHERE participant_device.participant = participant.id), card_hash)'
    )
    with op.batch_alter_table('participant', schema=None) as batch_op:
        batch_op.alter_column('token_hash', existing_type=sa.String(length=64), nullable=False)
        batch_op.create_unique_constraint(batch_op.f('uq_participant_meeting'), ['meeting', 'token_hash'])

    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_column('closed_at')
        batch_op.drop_column('wall')
        batch_op.drop_column('published_on')
        batch_op.drop_column('frozen')
        batch_op.drop_column('hash_key')
        batch_op.drop_column('closing')
        batch_op.drop_column('place_names')
        batch_op.drop_column('questions')
        batch_op.drop_column('ends')
        batch_op.drop_column('way')

    with op.batch_alter_table('mark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mark_photo'))
        batch_op.drop_column('on_wall')

    with op.batch_alter_table('participant_device', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_participant_device_participant'))

    op.drop_table('participant_device')
    with op.batch_alter_table('identity_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_identity_answer_participant'))
        batch_op.drop_index(batch_op.f('ix_identity_answer_meeting'))

    op.drop_table('identity_answer')
    with op.batch_alter_table('retention_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_retention_run_meeting'))

    op.drop_table('retention_run')
    op.drop_table('place_talk')
    with op.batch_alter_table('publication', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_publication_meeting'))

    op.drop_table('publication')
    with op.batch_alter_table('problem_card', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_problem_card_miny'))
        batch_op.drop_index(batch_op.f('ix_problem_card_minx'))
        batch_op.drop_index(batch_op.f('ix_problem_card_meeting'))
        batch_op.drop_index(batch_op.f('ix_problem_card_maxy'))
        batch_op.drop_index(batch_op.f('ix_problem_card_maxx'))

    op.drop_table('problem_card')
    with op.batch_alter_table('paper_sheet', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_sheet_meeting'))

    op.drop_table('paper_sheet')
    with op.batch_alter_table('meeting_pass', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_pass_meeting'))

    op.drop_table('meeting_pass')
    with op.batch_alter_table('meeting_pack', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_pack_meeting'))

    op.drop_table('meeting_pack')
    op.drop_table('card')
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_report_state'))
        batch_op.drop_index(batch_op.f('ix_report_project'))
        batch_op.drop_index(batch_op.f('ix_report_miny'))
        batch_op.drop_index(batch_op.f('ix_report_minx'))
        batch_op.drop_index(batch_op.f('ix_report_maxy'))
        batch_op.drop_index(batch_op.f('ix_report_maxx'))
        batch_op.drop_index(batch_op.f('ix_report_code_hash'))

    op.drop_table('report')
