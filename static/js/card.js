/** With the code of a card its holder sees and removes their own marks. */

import { data, fill, make, sign } from "./lib/elements.js";
import { cleanCard } from "./lib/identity.js";

const say = data("strings");
const at = (id) => document.getElementById(id);
const URL_OF_CARD = "/api/v1/card/marks";
let card = null;

async function ask(method, url) {
  const answer = await fetch(url, {
    method,
    headers: { Authorization: `Bearer ${card}`, "Accept-Language": say.language },
    credentials: "omit",
    cache: "no-store",
  });
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(body.error.message);
  }
  return body;
}

async function trying(action) {
  try {
    await action();
  } catch (problem) {
    at("status").textContent = problem instanceof TypeError ? say.offline : problem.message;
  }
}

async function show() {
  const { marks } = await ask("GET", URL_OF_CARD);
  at("status").textContent = fill(say.found, { number: marks.length });
  at("mine").replaceChildren(...marks.map(row));
  at("remove-all").hidden = marks.length === 0;
}

function row(mark) {
  const what = mark.area || mark.text || say.kinds[mark.kind];
  const words = make("span", { className: "mine-what", textContent: what });
  words.append(make("br"), make("span", { className: "mine-state", textContent: mark.meeting }));
  const button = make("button", { type: "button", textContent: say.remove });
  button.setAttribute("aria-label", `${say.remove}: ${what}`);
  button.addEventListener("click", () =>
    trying(async () => {
      await ask("DELETE", `${URL_OF_CARD}/${mark.uuid}`);
      await show();
      at("status").focus();
    }),
  );
  return make("li", {}, sign(mark.kind), words, button);
}

at("card-form").addEventListener("submit", (event) => {
  event.preventDefault();
  card = cleanCard(at("card").value);
  at("mine").replaceChildren();
  at("remove-all").hidden = true;
  if (card === null) {
    at("status").textContent = say.malformed;
  } else {
    trying(show);
  }
});
at("remove-all").addEventListener("click", () =>
  trying(async () => {
    await ask("DELETE", URL_OF_CARD);
    await show();
    at("status").textContent = say.removed;
  }),
);
