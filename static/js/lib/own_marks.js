/** The list of one's own marks: what became of each, other words, another place, removal. */

import { make, sign } from "./elements.js";

export class OwnMarks {
  /**
   * @param {object} options
   * @param {HTMLElement} options.list
   * @param {object} options.say words
   * @param {number} options.longest characters of a text
   * @param {(mark: object) => Promise<void>} options.remove
   * @param {(mark: object, text: string) => Promise<void>} options.reword
   * @param {() => void} options.redraw called when a row opens or closes
   * @param {((mark: object) => void) | null} options.move null where there is no map to move it on
   */
  constructor({ list, say, longest, remove, reword, redraw, move = null }) {
    Object.assign(this, { list, say, longest, remove, reword, redraw, move });
    this.editing = null;
  }

  show(marks) {
    const typed = this.list.querySelector(".mine-edit input")?.value;
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.what : null;
    this.list.replaceChildren(...marks.map((mark) => this.row(mark, typed)));
    if (!marks.length) {
      this.list.append(make("li", { textContent: this.say.nothing }));
    }
    this.list.querySelector(`[data-what="${CSS.escape(focused ?? "-")}"]`)?.focus();
  }

  name(mark) {
    return mark.area || mark.text || mark.name || this.say.kinds[mark.kind] || mark.question || "";
  }

  row(mark, typed) {
    const words = make("span", { className: "mine-what", textContent: this.name(mark) });
    const below = [mark.area || mark.text ? mark.name : "", this.note(mark)].filter(Boolean).join(" · ");
    words.append(make("span", { className: "mine-state", textContent: below }));
    const edits = mark.lat !== undefined && mark.lat !== null && mark.state !== "refused";
    const buttons = make("span", { className: "mine-buttons" });
    if (edits) {
      buttons.append(this.button(mark, "change", () => this.edit(mark)));
    }
    buttons.append(this.button(mark, "remove", () => this.remove(mark)));
    const row = make("li", {}, sign(mark.kind), words, buttons);
    if (edits && this.editing === mark.uuid) {
      row.append(this.editor(mark, typed));
    }
    return row;
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

  button(mark, what, act) {
    const button = make("button", { type: "button", textContent: this.say[what] });
    button.setAttribute("aria-label", `${this.say[what]}: ${this.name(mark)}`);
    button.dataset.what = `${what}-${mark.uuid}`;
    if (what === "change") {
      button.setAttribute("aria-expanded", String(this.editing === mark.uuid));
    }
    button.addEventListener("click", act);
    return button;
  }

  edit(mark) {
    this.editing = this.editing === mark.uuid ? null : mark.uuid;
    this.redraw();
    this.list.querySelector(".mine-edit input")?.focus();
  }

  editor(mark, typed) {
    const field = make("input", { type: "text", maxLength: this.longest, autocomplete: "off", id: "mine-words" });
    field.value = typed ?? mark.text ?? "";
    const keep = make("button", { type: "button", className: "phone-button", textContent: this.say.keep_words });
    const done = async () => {
      this.editing = null;
      await this.reword(mark, field.value.trim());
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
        this.move(mark);
      });
      actions.append(move);
    }
    actions.append(keep);
    const label = make("label", { htmlFor: "mine-words", textContent: this.say.words });
    return make("div", { className: "mine-edit" }, label, field, actions);
  }
}
