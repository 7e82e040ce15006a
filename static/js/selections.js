/* The result table sorts in place; without this script each heading is a link that the server answers. */

import { arrange } from "./lib/elements.js";
import { lifted } from "./lib/finger.js";

const table = document.querySelector("#table");

function value(row, key) {
  const text = row.querySelector(`[data-key="${CSS.escape(key)}"]`)?.dataset.value ?? "";
  return text === "" ? null : Number.isNaN(Number(text)) ? text : Number(text);
}

function compare(first, second, upwards) {
  if (first === null || second === null) {
    return (first === null) - (second === null);
  }
  const order = typeof first === "number" ? first - second : first.localeCompare(second, "lv");
  return upwards ? order : -order;
}

function sort(link) {
  const heading = link.closest("th");
  const key = link.dataset.sort;
  const upwards = ["rank", "name"].includes(key);
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [value(row, key), row]);
  rows.sort((a, b) => compare(a[0], b[0], upwards));
  const focused = document.activeElement;
  arrange(
    body,
    rows.map(([, row]) => row),
  );
  if (document.activeElement !== focused && body.contains(focused)) {
    focused.focus({ preventScroll: true });
  }
  for (const other of table.querySelectorAll("th[aria-sort]")) {
    other.removeAttribute("aria-sort");
  }
  heading.setAttribute("aria-sort", upwards ? "ascending" : "descending");
}

table?.tHead.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-sort]");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    sort(link);
  }
});

/* New ranks came in: the order that is shown stays the one that was asked for. */
table?.addEventListener("ranked", async () => {
  await lifted((pressed) => table.contains(pressed));
  const link = table.querySelector("th[aria-sort] a[data-sort]");
  if (link?.dataset.sort === "rank") {
    sort(link);
  }
});

/* A territory of the map leads where its row leads; the keyboard goes by the table. */
document.querySelector("#map")?.addEventListener("click", (event) => {
  const unit = event.target.dataset.unit ?? event.target.dataset.number;
  if (unit !== undefined) {
    table?.querySelector(`[data-row="${CSS.escape(unit)}"] th a`)?.click();
  }
});
