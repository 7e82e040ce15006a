/**
 * Waiting for the finger: what is drawn anew or moves between press and release takes the press away, for a click is only
 * heard where both meet the same element.
 */

const TAP_MS = 100;
/** The click of a tap comes a little after the finger has gone, that of a mouse at once. */
const LONGEST_MS = 3000;
/** A hand that only lies on the glass, or a release that is never told, holds nothing back for longer. */

let pressed = null;
let leaving = 0;
const waiting = new Set();

function gone() {
  pressed = null;
  const ready = [...waiting];
  waiting.clear();
  ready.forEach((go) => go());
}

function letGo({ pointerType }) {
  clearTimeout(leaving);
  leaving = setTimeout(gone, pointerType === "mouse" ? 0 : TAP_MS);
}

function press({ target }) {
  clearTimeout(leaving);
  leaving = setTimeout(gone, LONGEST_MS);
  pressed = target;
}

const quietly = { capture: true, passive: true };
addEventListener("pointerdown", press, quietly);
addEventListener("pointerup", letGo, quietly);
addEventListener("pointercancel", letGo, quietly);
// Let go outside the window: it shows when the pointer comes back.
addEventListener("pointermove", (event) => pressed && !event.buttons && letGo(event), quietly);

/** Do something now, or once nothing is pressed; `matters` may say of the pressed element that it does not mind. */
export function afterFinger(act, matters = () => true) {
  if (pressed && matters(pressed)) {
    waiting.add(() => afterFinger(act, matters));
  } else {
    act();
  }
}

/** Resolves when nothing is pressed that matters. */
export function lifted(matters) {
  return new Promise((go) => afterFinger(go, matters));
}
