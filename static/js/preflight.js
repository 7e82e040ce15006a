/** The look before the evening looks again by itself; a row that somebody is ticking is left alone. */

import { lifted } from "./lib/finger.js";
import { morph } from "./lib/rows.js";

const EVERY_MS = 2000;
const list = document.getElementById("checks");

async function look() {
  try {
    const answer = await fetch(list.dataset.url, { cache: "no-store" });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      await lifted();
      for (const row of page.querySelectorAll("#summary, .check")) {
        morph(document.getElementById(row.id), row);
      }
    }
  } catch {
    // The next look tries again; the server's own page says when it is gone.
  }
}

async function again() {
  if (!document.hidden && !list.contains(document.activeElement)) {
    await look();
  }
  setTimeout(again, EVERY_MS);
}

setTimeout(again, EVERY_MS);
