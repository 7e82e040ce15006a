/**
 * The page of a helper at a side table: one person after another, their marks by keyboard. It shows only the mark in
 * hand; what is saved becomes a number. The one-time link is exchanged for a session whose token is made here.
 */

import { data, fill, make, sign } from "./lib/elements.js";
import { HelperSpot } from "./lib/helper_spot.js";
import { API, admit, begin, session } from "./lib/helper_session.js";
import { checks, cleanCard, newCard, newToken, newUuid, readable } from "./lib/identity.js";
import { InHand } from "./lib/in_hand.js";
import { Outbox } from "./lib/outbox.js";
import { PlaceList } from "./lib/place_list.js";
import { openStore } from "./lib/store.js";

const FIELDS = ["card", "search", "words", "answer"];
const SAID = ["card-made", "mark-title", "counts", "where", "status"];
const say = data("strings");
const at = (id) => document.getElementById(id);

class Helper {
  constructor(store, { facts, label }) {
    Object.assign(this, { store, facts, label });
    this.people = 0;
    this.inHand = new InHand();
    this.outbox = new Outbox({
      store,
      // Requests of all people wait together; none of them shows here again.
      identity: { code: `helper:${facts.code}`, token: session(), card: "" },
      language: say.language,
      tell: (event) => this.heard(event),
    });
    this.kinds = facts.classes;
  }

  async start() {
    at("helper-title").textContent = [this.label, this.facts.title].filter(Boolean).join(" · ");
    at("purpose").replaceChildren(...this.facts.purpose.lines.map((line) => make("li", { textContent: line })));
    at("words").maxLength = this.facts.max_text;
    at("answer").maxLength = this.facts.max_text;
    at("classes").replaceChildren(...this.kinds.map((kind, number) => this.option(kind, number + 1)));
    const act = (id, then) => at(id).addEventListener("click", then);
    act("with-card", () => this.withCard());
    act("without-card", () => this.open({ token: newToken(), card: newCard(), drawn: false }));
    act("save", () => this.save());
    act("undo", () => this.undo());
    act("finish", () => this.finish());
    act("questions", () => this.question(0));
    act("question-save", () => this.answered());
    act("question-skip", () => this.question(this.asking + 1));
    act("card-given", () => this.next());
    at("card").addEventListener("keydown", (event) => event.key === "Enter" && this.withCard());
    at("words").addEventListener("keydown", (event) => event.key === "Enter" && this.save());
    addEventListener("keydown", (event) => this.key(event));
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    this.spot = new HelperSpot({ facts: this.facts, say, moved: () => this.judge() });
    this.places = new PlaceList({
      field: at("search"),
      list: at("hits"),
      facts: this.facts,
      say,
      kind: () => this.kind,
      accept: (place) => this.spot.accept(place),
      chosen: (place) => this.choose(place),
    });
    await this.spot.load();
    this.show("person");
    await this.outbox.start();
  }

  option(kind, number) {
    const input = make("input", { type: "radio", name: "kind", value: kind });
    input.addEventListener("change", () => this.pick(kind));
    const words = [make("kbd", { textContent: number }), sign(kind), make("span", { textContent: say.kinds[kind] })];
    return make("label", { className: "helper-class" }, input, ...words);
  }

  /** Digits choose the class where nobody is writing, with Alt everywhere. */
  key(event) {
    if (at("step-mark").hidden) {
      return;
    }
    const number = Number(event.code?.match(/^(?:Digit|Numpad)([1-9])$/)?.[1]);
    const writing = event.target.matches?.("#words") || (event.target.matches?.("#search") && event.target.value !== "");
    if (number && number <= this.kinds.length && !event.ctrlKey && !event.metaKey && (event.altKey || !writing)) {
      event.preventDefault();
      this.pick(this.kinds[number - 1]);
      at("search").focus();
    } else if (event.altKey && event.code === "KeyN") {
      event.preventDefault();
      this.finish();
    }
  }

  show(step) {
    for (const name of ["wait", "person", "mark", "question", "card"]) {
      at(`step-${name}`).hidden = name !== step;
    }
    document.body.dataset.view = step;
    if (step === "person") {
      at("card").value = "";
      at("card-problem").textContent = "";
      at("people-count").textContent = this.people ? fill(say.people, { number: this.people }) : "";
      at("card").focus();
    } else {
      at(`${step}-title`).focus({ preventScroll: true });
    }
    scrollTo(0, 0);
  }

  withCard() {
    const card = cleanCard(at("card").value);
    if (!card) {
      at("card-problem").textContent = say.malformed;
      at("card").focus();
      return;
    }
    this.open({ token: newToken(), card, drawn: true });
  }

  /** The first mark is made while the server is asked who this is: whoever types on at once loses no letter. */
  open(person) {
    this.person = Object.assign(person, { placed: [], answered: false, letIn: this.letIn(person) });
    this.beginMarks();
  }

  /** Ask the server who this is; without a connection the check character of the card must do. */
  async letIn(person) {
    const { token: id, card, drawn } = person;
    const body = { person: id, card, drawn, purpose_version: this.facts.purpose.version, language: say.language };
    const told = await admit(body, { language: say.language });
    const refusal = told ? told.message : drawn && !checks(card) && say.slip;
    if (told?.status === 401) {
      this.over(told.message);
    } else if (refusal) {
      this.turnAway(person, refusal);
    } else if (!told) {
      const otherwise = drawn ? newCard() : undefined;
      await this.outbox.add({ method: "POST", url: `${API}/people`, body: { ...body, otherwise }, joins: true, person: id });
    }
    return !refusal;
  }

  /** Back to the card that the meeting does not know, unless somebody else sits here by now. */
  turnAway(person, message) {
    if (this.person !== person) {
      at("status").textContent = fill(say.not_taken, { message });
      return;
    }
    const typed = at("card").value;
    this.wipe();
    this.show("person");
    at("card").value = typed;
    at("card-problem").textContent = message;
    at("card").select();
  }

  beginMarks() {
    at("mark-title").textContent = this.person.drawn ? fill(say.person_card, { card: readable(this.person.card) }) : say.person_new;
    at("questions").hidden = this.facts.identity.length === 0;
    this.pick(this.kinds[0]);
    this.show("mark");
    this.spot.open();
    this.clear();
    at("search").focus();
  }

  pick(kind) {
    this.kind = kind;
    const input = at("classes").querySelector(`[value="${CSS.escape(kind)}"]`);
    input.checked = true;
    this.places.again();
    this.judge();
  }

  choose(place) {
    this.spot.choose(place);
    this.judge();
    at("words").focus();
  }

  get refusal() {
    const full = this.person && this.count(this.kind) >= this.facts.max_marks;
    return full ? say.full : this.spot.refusal;
  }

  judge() {
    const reason = this.refusal;
    at("where").textContent = reason || fill(say.chosen, { name: this.spot.name });
    at("where").classList.toggle("ready", reason === "");
    return reason === "";
  }

  async save() {
    if (!this.judge()) {
      at("problem").textContent = this.refusal;
      return;
    }
    const { kind, person } = this;
    const text = at("words").value.trim();
    const body = { uuid: newUuid(), class: kind, ...this.spot.spot, ...(text && { text }) };
    person.placed.push({ uuid: body.uuid, kind });
    this.ready();
    const said = fill(say.saved_as, { kind: say.kinds[kind] });
    await this.keep({ method: "POST", url: `${API}/marks`, body, uuid: body.uuid }, { person, said });
  }

  async undo() {
    const { person } = this;
    const last = person.placed.pop();
    if (last) {
      this.ready();
      const item = { method: "DELETE", url: `${API}/marks/${last.uuid}`, body: {}, uuid: last.uuid };
      await this.keep(item, { person, said: say.undone });
    }
  }

  /** Ready for the next mark before the last one is written: the hands do not wait. */
  ready() {
    this.clear();
    at("search").focus();
  }

  /** Keep a request of somebody who is let in; what is `said` of it is for them alone. */
  async keep(item, { person, said }) {
    await this.inHand.during(async () => {
      if (await person.letIn) {
        await this.outbox.add({ ...item, body: { ...item.body, person: person.token }, person: person.token });
        if (this.person === person) {
          at("status").textContent = said;
        }
      }
    });
  }

  count(kind) {
    return this.person.placed.filter((mark) => mark.kind === kind).length;
  }

  clear() {
    this.spot.clear();
    at("words").value = "";
    at("problem").textContent = "";
    this.places.clear();
    at("undo").hidden = this.person.placed.length === 0;
    const counts = this.kinds.map((kind) => `${say.kinds[kind]}: ${this.count(kind)}`);
    at("counts").textContent = this.person.placed.length ? counts.join(" · ") : "";
    this.judge();
  }

  question(number) {
    this.asking = number;
    const asked = this.facts.identity[number];
    if (!asked) {
      this.finish();
      return;
    }
    at("question-progress").textContent = `${number + 1} / ${this.facts.identity.length}`;
    at("question-title").textContent = asked.question;
    at("answer").value = "";
    this.show("question");
    at("answer").focus();
  }

  async answered() {
    const { person } = this;
    const text = at("answer").value.trim();
    const body = { uuid: newUuid(), question: this.facts.identity[this.asking].code, text };
    person.answered ||= text !== "";
    this.question(this.asking + 1);
    if (text) {
      await this.keep({ method: "POST", url: `${API}/answers`, body, uuid: body.uuid }, { person, said: say.answer_kept });
    }
  }

  /** Whoever came without a card leaves with a code; then nothing of this person stays on the page. */
  finish() {
    if (this.person && !this.person.drawn && (this.person.placed.length || this.person.answered)) {
      at("card-made").textContent = readable(this.person.card);
      this.show("card");
      return;
    }
    this.next();
  }

  next() {
    this.people += this.person ? 1 : 0;
    this.wipe();
    this.show("person");
  }

  /** Nothing of the person before stays on the page. */
  wipe() {
    this.person = null;
    this.spot.clear();
    for (const id of FIELDS) {
      at(id).value = "";
    }
    for (const id of SAID) {
      at(id).textContent = "";
    }
    this.places.clear();
  }

  async heard({ type, item, message, code }) {
    if (type === "delayed" && (code === "helper_over" || code === "helper_link_used")) {
      this.over(message);
    } else if (type === "refused") {
      // The words of the refusal without the words of the mark: somebody else may sit here by now.
      at("status").textContent = fill(say.not_taken, { message: message ?? "" });
      await this.dropOf(item);
    }
    // While requests go at once there is nothing to say; a number that flickers would only disturb.
    this.slow = type === "waiting" || type === "delayed" || (this.slow && type !== "empty");
    const waits = (await this.outbox.waiting()).filter((one) => one.uuid && this.slow).length;
    at("outbox").hidden = waits === 0;
    at("outbox").textContent = waits ? `${fill(say.waits, { number: waits })}. ${say.offline}` : "";
  }

  /** A person whom the meeting does not let in has no marks; what waits for them would block the others. */
  async dropOf(item) {
    if (item.joins) {
      for (const one of (await this.outbox.waiting()).filter((other) => other.person === item.person)) {
        await this.store.delete("queue", one.seq);
      }
    }
  }

  /** The helper's turn has ended: kind words, and nothing of anybody stays to be seen. */
  over(message) {
    this.wipe();
    at("wait-words").textContent = message;
    at("again").hidden = false;
    this.show("wait");
  }
}

async function run() {
  at("again").hidden = true;
  try {
    const begun = await begin({ language: say.language, without: say.no_link });
    await new Helper(await openStore(), begun).start();
  } catch (problem) {
    at("wait-words").textContent = problem instanceof TypeError ? say.unreachable : problem.message;
    at("again").hidden = false;
  }
  document.body.dataset.ready = "true";
}

at("again").addEventListener("click", () => location.reload());
await run();
