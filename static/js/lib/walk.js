/**
 * A walk with a camera: several pictures at once, one after another on the place screen, each with the place that the
 * camera wrote down as a proposal. The pictures lose it before they are sent.
 */

import { fill } from "./elements.js";
import { placeOf } from "./exif.js";
import { once } from "./once.js";
import { at, facts, press, say } from "./page.js";
import { PhotoButton } from "./photo_consent.js";

const REACH_M = 20;
/** What a telephone knows of its own place between houses. */

export class Walk {
  constructor(marking) {
    this.marking = marking;
    this.files = [];
    /** One after another: a second press while a picture is still being made small takes no second one. */
    this.next = once(() => this.open());
    this.button = new PhotoButton("walk", marking.picture.consent, at("walk-files"));
    press("walk-add", () => (this.files.length ? this.next() : this.button.press()));
    at("walk-files").addEventListener("change", () => this.take());
  }

  async take() {
    const room = facts.max_marks - (await this.marking.placed());
    const chosen = [...at("walk-files").files];
    at("walk-files").value = "";
    this.files = chosen.slice(0, Math.max(0, room));
    if (chosen.length > this.files.length) {
      this.marking.phone.tell(fill(say.walk_too_many, { number: this.files.length }));
    }
    await this.next();
  }

  /** The next picture: at its place if the camera wrote it down, else where the person says. */
  async open() {
    const file = this.files.shift();
    this.show();
    if (!file || !(await this.marking.picture.use(file))) {
      return;
    }
    const here = await placeOf(file);
    const place = here && { ...here, m: REACH_M, name: say.walk_place };
    const known = place !== null && this.marking.placing.accept(place);
    await this.marking.openPlace(known ? place : null, { words: "" });
    const unknown = place ? say.walk_outside : say.walk_without_place;
    this.marking.phone.tell(known ? say.walk_check : unknown);
  }

  show() {
    at("walk-add").textContent = this.files.length ? fill(say.walk_next, { number: this.files.length }) : say.walk_add;
  }
}
