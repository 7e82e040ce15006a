/** The form of a meeting: shows what belongs to its kind, and what was asked in the chosen territory before. */

const kind = document.getElementById("kind");
const territory = document.getElementById("territory_id");
const before = document.getElementById("before");

function fit() {
  const specialists = kind.value === "specialists";
  for (const part of document.querySelectorAll("[data-for]")) {
    const whose = part.dataset.for;
    part.hidden = whose === "point" ? kind.value !== "point" : (whose === "specialists") !== specialists;
  }
}

async function lookBack() {
  const answer = await fetch(`${before.dataset.url}&territory=${encodeURIComponent(territory.value)}`, { cache: "no-store" });
  if (!answer.ok) {
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  before.replaceChildren(...[...page.body.childNodes].map((node) => document.adoptNode(node)));
}

kind.addEventListener("change", fit);
territory.addEventListener("change", lookBack);
fit();
