/** The list of one's own marks: what became of each, other words, another place, removal. */

import { arrange, make, sign } from "./elements.js";

export class OwnMarks {
  /**
   * @param {object} options
   * @param {HTMLElement} options.list
   * @param {object} options.say words
   * @param {number} options.longest characters of a text
   * @param {(mark: object) => Promise<void>} options.remove
   * @param {(mark: object, text: string) => Promise<void>} options.reword
   * @param {((mark: object) => void) | null} options.move null where there is no map to move it on
   */
  constructor({ list, say, longest, remove, reword, move = null }) {
    Object.assign(this, { list, say, longest, remove, reword, move });
    this.editing = null;
    this.rows = new Map();
  }

  /** Bring the list up to date; a row that is there stays, because a finger may rest on one of its buttons. */
  show(marks) {
    const rows = marks.map((mark) => this.rowOf(mark));
    this.rows = new Map(rows.map((row) => [row.mark.uuid, row]));
    const items = rows.map((row) => row.item);
    if (!items.length) {
      items.push(make("li", { textContent: this.say.nothing }));
    }
    arrange(this.list, items);
  }

  name(mark) {
    return mark.area || mark.text || mark.name || this.say.kinds[mark.kind] || mark.question || "";
  }

  rowOf(mark) {
    const row = this.rows.get(mark.uuid) ?? this.row(mark);
    row.mark = mark;
    this.fill(row);
    return row;
  }

  row(mark) {
    const row = { mark, editor: null };
    row.name = make("span");
    row.state = make("span", { className: "mine-state" });
    row.change = this.button("change", () => this.edit(row.mark));
    row.remove = this.button("remove", () => this.remove(row.mark));
    const words = make("span", { className: "mine-what" }, row.name, row.state);
    const buttons = make("span", { className: "mine-buttons" }, row.change, row.remove);
    row.item = make("li", {}, sign(mark.kind), words, buttons);
    return row;
  }

  fill(row) {
    const { mark } = row;
    const edits = mark.lat !== undefined && mark.lat !== null && mark.state !== "refused";
    const open = edits && this.editing === mark.uuid;
    row.name.textContent = this.name(mark);
    row.state.textContent = [mark.area || mark.text ? mark.name : "", this.note(mark)].filter(Boolean).join(" · ");
    for (const button of [row.change, row.remove]) {
      button.setAttribute("aria-label", `${button.textContent}: ${this.name(mark)}`);
    }
    row.change.setAttribute("aria-expanded", String(open));
    if (!edits && row.item.contains(document.activeElement)) {
      row.remove.focus(); // what has just been refused can only be removed
    }
    row.change.hidden = !edits;
    if (open && !row.editor) {
      row.editor = this.editor(row);
      row.item.append(row.editor);
    } else if (!open) {
      row.editor?.remove();
      row.editor = null;
    }
  }

  note(mark) {
    const state = { saved: this.say.saved, waiting: this.say.waiting, refused: this.say.refused }[mark.state] ?? "";
    const photo = {
      waiting: this.say.photo_waiting,
      saved: this.say.photo_saved,
      refused: `${this.say.photo_refused} ${mark.photoMessage ?? ""}`.trim(),
    }[mark.photo];
    return [mark.meeting, mark.message ? `${state}: ${mark.message}` : state, photo].filter(Boolean).join(" · ");
  }

  button(what, act) {
    const button = make("button", { type: "button", textContent: this.say[what] });
    button.addEventListener("click", act);
    return button;
  }

  edit(mark) {
    this.editing = this.editing === mark.uuid ? null : mark.uuid;
    this.rows.forEach((row) => this.fill(row));
    this.list.querySelector(".mine-edit input")?.focus();
  }

  editor(row) {
    const field = make("input", { type: "text", maxLength: this.longest, autocomplete: "off", id: "mine-words" });
    field.value = row.mark.text ?? "";
    const keep = make("button", { type: "button", className: "phone-button", textContent: this.say.keep_words });
    const done = async () => {
      this.editing = null;
      await this.reword(row.mark, field.value.trim());
    };
    keep.addEventListener("click", done);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        done();
      }
    });
    const actions = make("div", { className: "phone-actions" });
    if (this.move) {
      const move = make("button", { type: "button", className: "phone-button quiet", textContent: this.say.move });
      move.addEventListener("click", () => {
        this.editing = null;
        this.move(row.mark);
      });
      actions.append(move);
    }
    actions.append(keep);
    const label = make("label", { htmlFor: "mine-words", textContent: this.say.words });
    return make("div", { className: "mine-edit" }, label, field, actions);
  }
}
