/** The line below the head of the page: what became of one's marks. */

import { fill } from "./elements.js";
import { at, facts, say } from "./page.js";

/** In words on every screen: everything is saved, or so much waits, or something was not accepted. */
export function showState(phone, { marks, waits }) {
  const refused = marks.filter((mark) => mark.state === "refused").length;
  const said = [
    waits ? fill(say.some_wait, { number: waits }) : "",
    refused ? fill(say.some_refused, { number: refused }) : "",
    phone.store.full ? say.phone_full : "",
    phone.store.durable ? "" : say.memory_only,
  ].filter(Boolean);
  const words = said.join(" ") || (marks.length ? say.all_saved : say.nothing_yet);
  if (at("sent-state").textContent !== words) {
    at("sent-state").textContent = words;
  }
  at("state-bar").hidden = !phone.joined && !marks.length;
  at("state-bar").dataset.state = said.length ? "waits" : "saved";
  const open = phone.view === "done" ? say.go_on : fill(say.my_marks_number, { number: marks.length });
  at("open-mine").textContent = open;
  at("open-mine").hidden = Boolean(facts.problem);
}
