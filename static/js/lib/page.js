/** What every part of the phone's page knows: the meeting's facts, the words, the order of the steps. */

import { data } from "./elements.js";

export const facts = data("facts");
export const say = data("strings");
export const at = (id) => document.getElementById(id);
export const api = `/api/v1/meetings/${encodeURIComponent(facts.code)}`;
const asks = facts.identity.map(({ code }) => `ask:${code}`);
export const steps = [...facts.classes, ...asks, ...(facts.ask_home ? ["home"] : []), "done"];
/** A tablet that people use one after another keeps nothing of them: no history, no half-written words. */
export const shared = facts.mode === "tablet";
/** Each view and the heading that gets the focus when it opens. */
export const HEADINGS = {
  purpose: "purpose-title",
  card: "card-question",
  list: "question",
  place: "place-title",
  answer: "answer-question",
  home: "home-question",
  done: "done-title",
};

export function viewOf(step) {
  if (step === "home" || step === "done") {
    return step;
  }
  return asks.includes(step) ? "answer" : "list";
}

/** Call when a button of the page is pressed; a page in another state may lack it. */
export function press(id, then) {
  at(id)?.addEventListener("click", then);
}
