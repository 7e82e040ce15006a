/** The picture beside a mark: asked for once, made small, kept through reload, sent with the mark. */

import { smallPicture } from "./photo.js";
import { PhotoButton, PhotoConsent } from "./photo_consent.js";

const at = (id) => document.getElementById(id);
const PREVIEW_PX = 64;

export class Picture {
  /** Without a store neither picture nor consent outlives the page. */
  constructor({ store, say, code, tell }) {
    Object.assign(this, { store, say, tell });
    this.key = `draft-${code}`;
    this.code = code;
    /** Counts what happens to the picture: what was begun before does not undo what came after. */
    this.turn = 0;
    this.consent = new PhotoConsent(store);
    this.button = new PhotoButton("photo", this.consent, at("photo-file"));
    at("photo-add").addEventListener("click", () => this.button.press());
    at("photo-drop").addEventListener("click", () => this.drop());
    at("photo-file").addEventListener("change", () => this.read());
  }

  /** The place screen opens: a picture chosen before a reload is still there. */
  async open() {
    this.button.ask(false);
    const { turn } = this;
    const draft = (await this.store?.get("photos", this.key)) ?? null;
    const canvas = draft && (await this.canvasOf(draft));
    if (turn === this.turn) {
      this.draft = draft;
      this.show(canvas);
    }
  }

  async read() {
    const [file] = at("photo-file").files;
    at("photo-file").value = "";
    if (file) {
      await this.use(file);
    }
  }

  /** Take a picture for the next mark; returns whether it could be read. */
  use(file) {
    this.making = this.made(file);
    return this.making;
  }

  async made(file) {
    const mine = (this.turn += 1);
    this.tell(this.say.photo_shrinking);
    try {
      const { bytes, type, canvas } = await smallPicture(file);
      if (mine !== this.turn) {
        return false;
      }
      this.turn += 1;
      this.draft = { uuid: this.key, code: this.code, bytes, type, name: file.name };
      this.tell("");
      this.show(canvas);
      await this.store?.put("photos", this.draft);
      return true;
    } catch (problem) {
      this.tell(this.say[`photo_${problem.message}`] ?? this.say.photo_no_room);
      return false;
    }
  }

  async canvasOf({ bytes, type }) {
    return createImageBitmap(new Blob([bytes], { type })).catch(() => null);
  }

  show(picture) {
    const canvas = at("photo-preview");
    canvas.hidden = !picture;
    if (picture) {
      const side = Math.min(picture.width, picture.height);
      const [x, y] = [(picture.width - side) / 2, (picture.height - side) / 2];
      canvas.getContext("2d").drawImage(picture, x, y, side, side, 0, 0, PREVIEW_PX, PREVIEW_PX);
    }
    at("photo-name").textContent = this.draft && !picture ? this.draft.name : "";
    at("photo-drop").hidden = !this.draft;
    at("photo-add").textContent = this.draft ? this.say.photo_other : this.say.photo_add;
  }

  async drop() {
    this.turn += 1;
    this.draft = null;
    await this.store?.delete("photos", this.key);
    this.show(null);
  }

  /** Hand the picture over to the mark that is being kept. */
  async take() {
    await this.making; // a large picture is made small for a while: it belongs to this mark, not to the next one
    const { draft } = this;
    if (draft) {
      await this.drop();
    }
    return draft;
  }
}
