"""What the buttons of the workbench do: each saves first, so that nothing typed is lost."""

from collections.abc import Callable, Mapping

from flask import request, url_for

from gis_app.domain.drafts import SelectionDraft
from gis_app.domain.errors import InputRefused
from gis_app.services.selection import drafts, workbench
from gis_app.services.selection.answer import evidence_for
from gis_app.services.selection.draft_content import DEFAULT_WEIGHT, VOICES_MOST, read, voice_numbers
from gis_app.services.selection.draft_reader import Trouble
from gis_app.services.selection.freeze import frozen_fields, loosened
from gis_app.web.context import current_context
from gis_app.web.security import current_account_id, current_role
from gis_app.web.selections.drafting import sent_fields

_BESIDE = {
    "change_reason_needed": "change_reason",
    "exclusion_reason_needed": "leave_why",
    "words_too_long": "change_reason",
    "freeze_other_scale": "freeze",
    "freeze_impossible": "freeze",
}


def act(draft: SelectionDraft, do: str) -> str:
    """Do what a button says (``show``, ``keep``, ``drop_voice:2`` …) and return the address to go to.

    Raises
    ------
    InputRefused
        If it cannot be done; what was typed is stored nevertheless, unless the weights are fixed.
    """
    name, _, argument = do.partition(":")
    return _ACTS.get(name, _show)(draft, argument)


def beside(error: InputRefused) -> Trouble:
    """Return the error of an act with the field it stands beside."""
    if error.code == "reason_needed":
        return Trouble(f"reason.{error.params['column']}", error)
    return Trouble(_BESIDE.get(error.code, "keep"), error)


def _stored(draft: SelectionDraft) -> SelectionDraft:
    fields, account = sent_fields(), current_account_id()
    if draft.fixed_at is None:
        return drafts.save(current_context(), draft, fields, account=account)
    reason = request.form.get("change_reason", "")
    return drafts.change(current_context(), draft, fields, reason=reason, role=current_role(), account=account)


def _show(draft: SelectionDraft, _argument: str) -> str:
    _stored(draft)
    return url_for("selections.draft", draft_id=draft.id, _anchor="weights")


def _fix(draft: SelectionDraft, _argument: str) -> str:
    drafts.fix(current_context(), _stored(draft), account=current_account_id())
    return url_for("selections.draft", draft_id=draft.id, _anchor="weights")


def _add_voice(draft: SelectionDraft, _argument: str) -> str:
    stored = _stored(draft)
    fields = drafts.fields_of(stored)
    free = [number for number in range(2, VOICES_MOST + 1) if number not in voice_numbers(fields)]
    if free:
        fields[f"voice.{free[0]}"] = request.form.get("new_voice", "resident")
        named = [name.removeprefix("weight.") for name in fields if name.startswith("weight.")]
        fields |= {f"w{free[0]}.{name}": DEFAULT_WEIGHT for name in named}
    return _changed(stored, fields, anchor="voices")


def _drop_voice(draft: SelectionDraft, argument: str) -> str:
    stored = _stored(draft)
    gone = (f"w{argument}.", f"voice.{argument}")
    fields = {name: text for name, text in drafts.fields_of(stored).items() if not name.startswith(gone)}
    return _changed(stored, fields, anchor="voices")


def _freeze(draft: SelectionDraft, _argument: str) -> str:
    context = current_context()
    stored = _stored(draft)
    fields = drafts.fields_of(stored)
    evidence = evidence_for(context, stored, fields, role=current_role())
    wish = read(loosened(fields), evidence).wish
    scale = frozen_fields(context, evidence, wish, period=fields.get("freeze_period", ""))
    return _changed(stored, {**loosened(fields), **scale}, anchor="scale")


def _loosen(draft: SelectionDraft, _argument: str) -> str:
    stored = _stored(draft)
    return _changed(stored, loosened(drafts.fields_of(stored)), anchor="scale")


def _changed(stored: SelectionDraft, fields: Mapping[str, str], *, anchor: str) -> str:
    """Store what a button changed (with the reason in the form, once the weights are fixed); return where it shows."""
    context, account, role = current_context(), current_account_id(), current_role()
    if stored.fixed_at is None:
        drafts.save(context, stored, fields, account=account)
    else:
        reason = request.form.get("change_reason", "")
        drafts.change(context, stored, fields, reason=reason, role=role, account=account)
    return url_for("selections.draft", draft_id=stored.id, _anchor=anchor)


def _delete(draft: SelectionDraft, _argument: str) -> str:
    drafts.drop(current_context(), draft)
    return url_for("selections.listing", project=draft.project)


def _keep(draft: SelectionDraft, _argument: str) -> str:
    context, role = current_context(), current_role()
    stored = _stored(draft)
    fields, blind = drafts.fields_of(stored), drafts.blind_of(stored)
    reading = read(fields, evidence_for(context, stored, fields, role=role))
    if reading.troubles:
        raise InputRefused("draft_troubled")
    kept = workbench.keep(
        context,
        project=draft.project,
        wish=reading.wish,
        kind=fields.get("kind", ""),
        role=role,
        account=current_account_id(),
        blind=blind,
    )
    drafts.drop(context, stored)
    return url_for("selections.one", selection_id=kept.id)


_ACTS: dict[str, Callable[[SelectionDraft, str], str]] = {
    "show": _show,
    "fix": _fix,
    "keep": _keep,
    "add_voice": _add_voice,
    "drop_voice": _drop_voice,
    "freeze": _freeze,
    "loosen": _loosen,
    "delete": _delete,
}
