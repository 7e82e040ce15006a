"""Roles and what each may do: the table of ``design/contracts.md``, in one place."""

from enum import StrEnum


class Role(StrEnum):
    """A role of an account; ``PUBLIC`` is everybody who is not logged in."""

    PUBLIC = "public"
    REPRESENTATIVE = "representative"
    WORKER = "worker"
    PLANNER = "planner"
    ADMIN = "admin"


class Permission(StrEnum):
    """Something a role may do or see."""

    SEE_DOSSIER = "see_dossier"
    EDIT_DOSSIER = "edit_dossier"
    SEE_MEETINGS = "see_meetings"
    RUN_MEETINGS = "run_meetings"
    SEE_SENSITIVE = "see_sensitive"
    SEE_INDICATORS = "see_indicators"
    SEE_SELECTIONS = "see_selections"
    MAKE_SELECTIONS = "make_selections"
    PUBLISH_MEETING = "publish_meeting"
    PUBLISH_SELECTION = "publish_selection"
    IMPORT = "import"
    MANAGE = "manage"


_MAY: dict[Role, frozenset[Permission]] = {
    Role.PUBLIC: frozenset(),
    Role.REPRESENTATIVE: frozenset({Permission.SEE_DOSSIER}),
    Role.WORKER: frozenset(
        {
            Permission.SEE_DOSSIER,
            Permission.EDIT_DOSSIER,
            Permission.SEE_MEETINGS,
            Permission.RUN_MEETINGS,
            Permission.SEE_SENSITIVE,
            Permission.SEE_INDICATORS,
            Permission.SEE_SELECTIONS,
            Permission.PUBLISH_MEETING,
        }
    ),
    Role.PLANNER: frozenset(
        {
            Permission.SEE_DOSSIER,
            Permission.EDIT_DOSSIER,
            Permission.SEE_MEETINGS,
            Permission.SEE_SENSITIVE,
            Permission.SEE_INDICATORS,
            Permission.SEE_SELECTIONS,
            Permission.MAKE_SELECTIONS,
            Permission.PUBLISH_SELECTION,
            Permission.IMPORT,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Permission.SEE_DOSSIER,
            Permission.EDIT_DOSSIER,
            Permission.SEE_MEETINGS,
            Permission.SEE_SENSITIVE,
            Permission.SEE_INDICATORS,
            Permission.SEE_SELECTIONS,
            Permission.PUBLISH_MEETING,
            Permission.PUBLISH_SELECTION,
            Permission.IMPORT,
            Permission.MANAGE,
        }
    ),
}

ACCOUNT_ROLES = tuple(role for role in Role if role is not Role.PUBLIC)


def may(role: Role, permission: Permission) -> bool:
    """Whether the role holds the permission."""
    return permission in _MAY[role]
