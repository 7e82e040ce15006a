/** The look before the evening looks again by itself; a row that somebody is ticking is left alone. */

const EVERY_MS = 2000;
const list = document.getElementById("checks");

async function look() {
  if (!document.hidden && !list.contains(document.activeElement)) {
    try {
      const answer = await fetch(list.dataset.url, { cache: "no-store" });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const row of page.querySelectorAll("#summary, .check")) {
          const old = document.getElementById(row.id);
          if (old && old.outerHTML !== row.outerHTML) {
            old.replaceWith(document.adoptNode(row));
          }
        }
      }
    } catch {
      // The next look tries again; the server's own page says when it is gone.
    }
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
