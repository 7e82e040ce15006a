/** Where a finger or a mouse button is down nothing may be drawn anew or jump: the press would be lost or meet another. */

const AFTER_MS = 100;
/** The click of a press comes after the finger has gone. */

let down = false;
let waiting = [];

function up() {
  down = false;
  setTimeout(() => {
    const ready = down ? [] : waiting;
    waiting = down ? waiting : [];
    ready.forEach((go) => go());
  }, AFTER_MS);
}

addEventListener("pointerdown", (event) => (down = event.button === 0), { capture: true });
addEventListener("pointerup", up, { capture: true });
addEventListener("pointercancel", up, { capture: true });
// Lifted outside the window: it shows when the mouse comes back.
addEventListener("pointermove", (event) => down && event.buttons === 0 && up(), { capture: true });

/** Resolves when no finger is down. */
export function lifted() {
  return down ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
}
