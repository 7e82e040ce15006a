"""Which territories of the register a role may not meet: those that stand only in layers that are not public."""

from gis_app.domain.layers import Layer
from gis_app.domain.roles import Permission, Role, may
from gis_app.services.freshness import stamp_of_all
from gis_app.services.wiring import Context


def hidden_territories(context: Context, *, project: str, role: Role) -> frozenset[str]:
    """Return the ids of territories that nobody has made public yet; none for those who may see such layers.

    A territory that no layer names is not hidden: nobody asked for it to be.
    """
    if may(role, Permission.SEE_SENSITIVE):
        return frozenset()
    layers = [one for one in context.catalogue.layers() if one.role == "territories" and one.project == project]

    def make() -> frozenset[str]:
        return _ids(context, [one for one in layers if not one.public]) - _ids(
            context, [one for one in layers if one.public]
        )

    kept: frozenset[str] = context.memory.frames.get(
        ("hidden", project), stamp=(tuple(one.public for one in layers), stamp_of_all(context, layers)), make=make
    )
    return kept


def _ids(context: Context, layers: list[Layer]) -> frozenset[str]:
    rows = [context.catalogue.rows(layer.id) for layer in layers if layer.id_field]
    return frozenset(str(key) for found in rows if found.ids is not None for key in found.ids)
