/**
 * Waiting for the finger: what is rebuilt or moved between press and release takes the press away, for a click is only
 * heard where both meet the same element.
 */

let pressed = null;
const waiting = new Set();

function letGo() {
  pressed = null;
  // The click follows the release: what waits comes after it.
  setTimeout(() => {
    if (!pressed) {
      waiting.forEach((go) => go());
      waiting.clear();
    }
  });
}

addEventListener("pointerdown", ({ target }) => (pressed = target), { capture: true });
addEventListener("pointerup", letGo, { capture: true });
addEventListener("pointercancel", letGo, { capture: true });
// Let go outside the window.
addEventListener("pointermove", ({ buttons }) => pressed && !buttons && letGo(), { capture: true });

/** Resolves when nothing is pressed; `matters` may say of the pressed element that it does not mind. */
export async function lifted(matters = () => true) {
  if (pressed && matters(pressed)) {
    await new Promise((go) => waiting.add(go));
    await lifted(matters);
  }
}
