/**
 * The screen in the hall. The token behind the `#` of the address opens the feed; nothing else is asked or kept.
 *
 * A stopped screen stands still; places that were taken back leave it all the same.
 */

import { data, fill, make } from "./lib/elements.js";
import { Counts } from "./lib/wall_counts.js";
import { LikedMap } from "./lib/wall_map.js";

const EVERY_MS = 3000;
const LONGEST_MS = 30000;
const WORDS_MS = 9000;
const settings = data("settings");
const say = settings.words;
const at = (id) => document.getElementById(id);
const token = location.hash.slice(1);
const address = `/api/v1/wall/${encodeURIComponent(settings.meeting)}`;

class Refused extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

async function ask(path) {
  const answer = await fetch(address + path, {
    headers: { Authorization: `Bearer ${token}`, "Accept-Language": settings.language },
    credentials: "omit",
    cache: "no-store",
  });
  if (!answer.ok) {
    throw new Refused(answer.status);
  }
  return answer.json();
}

class Wall {
  constructor() {
    this.version = "";
    this.pause = EVERY_MS;
    this.said = 0;
    this.counts = new Counts(at("numbers"), say);
  }

  async start() {
    if (!token) {
      this.door(say.no_pass);
      return;
    }
    try {
      const facts = await ask("/facts");
      this.show(facts);
    } catch (problem) {
      this.lost(problem, () => this.start());
      return;
    }
    setInterval(() => this.turnWords(), WORDS_MS);
    await this.follow();
  }

  show(facts) {
    at("closed-door").hidden = true;
    at("wall").hidden = false;
    at("qr").src = facts.qr;
    at("code").textContent = facts.code;
    const [host, ...path] = facts.address.replace(/^https?:\/\//, "").split("/");
    at("address").replaceChildren(host, make("wbr"), `/${path.join("/")}`);
    this.invented = facts.invented;
    this.lastTime(facts.last_time);
    this.map = new LikedMap(at("map"), facts);
  }

  /** What was agreed here the last time: it stands beside the map until the first places are liked. */
  lastTime(last) {
    this.last = Boolean(last);
    if (last) {
      at("last-sentences").replaceChildren(...last.sentences.map((text) => make("li", { textContent: text })));
      at("last-next").replaceChildren(
        ...last.next.map(({ title, text }) =>
          make("div", {}, make("dt", { textContent: title }), make("dd", { textContent: text })),
        ),
      );
    }
  }

  async follow() {
    try {
      const feed = await ask(this.version ? `?since=${this.version}` : "");
      this.pause = EVERY_MS;
      this.away = false;
      if (!feed.same) {
        this.version = feed.version;
        this.feed = feed;
        this.draw(feed);
      }
      this.state();
    } catch (problem) {
      this.lost(problem, () => this.follow());
      return;
    }
    document.body.dataset.version = this.version;
    setTimeout(() => this.follow(), this.pause);
  }

  /** A pass that ended and a meeting that is over are final; anything else is tried again, more and more slowly. */
  lost(problem, again) {
    if (problem.status === 410) {
      this.over = true;
      this.state();
      return;
    }
    if (problem.status === 401 || problem.status === 403 || problem.status === 404) {
      this.door(say.refused);
      return;
    }
    this.away = true;
    this.state();
    if (!this.map) {
      at("door-text").textContent = say.away;
    }
    this.pause = Math.min(this.pause * 2, LONGEST_MS);
    setTimeout(again, this.pause);
  }

  door(text) {
    at("wall").hidden = true;
    at("closed-door").hidden = false;
    at("door-text").textContent = text;
    at("door-form")?.removeAttribute("hidden");
    document.body.dataset.version = "none";
  }

  state() {
    const notes = [];
    if (this.invented) {
      notes.push(say.invented);
    }
    if (this.over || this.feed?.state === "closed") {
      notes.push(say.over);
    } else if (this.feed?.state === "paused") {
      notes.push(say.paused);
    } else if (this.feed?.state === "draft") {
      notes.push(say.draft);
    }
    if (this.feed?.frozen) {
      notes.push(say.frozen);
    }
    if (this.away) {
      notes.push(say.away);
    }
    const text = notes.join(" · ");
    if (at("note").textContent !== text) {
      at("note").textContent = text;
    }
  }

  draw(feed) {
    document.title = feed.title;
    at("title").textContent = feed.title;
    at("wall").dataset.phase = feed.phase;
    for (const step of document.querySelectorAll("[data-phase]")) {
      step.toggleAttribute("aria-current", step.dataset.phase === feed.phase);
    }
    this.counts.show(feed);
    this.drawLikes(feed);
    this.drawCard(feed);
    this.drawClosing(feed);
    this.words = feed.words;
    if (!this.words.length) {
      at("said").hidden = true;
    }
  }

  drawLikes({ likes, small, card, phase }) {
    const beginning = this.last && phase === "mark" && !likes.length;
    at("last-time").hidden = !beginning;
    at("wall").classList.toggle("with-last", beginning);
    this.map.show(likes, card);
    const note = small ? say.small : likes.length ? "" : say.soon;
    at("map-note").textContent = phase === "talk" && !card ? say.talk_soon : note;
    const named = likes.filter(({ place }) => place);
    at("liked").replaceChildren(
      ...named.map(({ place, people }) => make("li", { textContent: `${place}: ${fill(say.liked_by, { number: people })}` })),
    );
  }

  drawCard({ card }) {
    at("card").hidden = !card;
    at("wall").classList.toggle("with-card", Boolean(card));
    if (card) {
      at("card-place").textContent = card.place;
      at("card-sentence").textContent = card.words.sentence ?? "";
      const rest = say.fields.filter(([code]) => code !== "sentence" && card.words[code]);
      at("card-fields").replaceChildren(
        ...rest.flatMap(([code, title]) => [
          make("dt", { textContent: title }),
          make("dd", { textContent: card.words[code] }),
        ]),
      );
    }
  }

  drawClosing({ closing }) {
    at("closing").hidden = !closing;
    if (closing) {
      at("sentences").replaceChildren(...closing.sentences.map((text) => make("li", { textContent: text })));
      at("closing-note").textContent = closing.sentences.length ? "" : say.close_soon;
      const next = ["next_step", "who", "by_when", "next_date"].filter((name) => closing[name]);
      at("next").replaceChildren(
        ...next.map((name) => {
          const text = name === "by_when" || name === "next_date" ? day(closing[name]) : closing[name];
          return make("div", {}, make("dt", { textContent: say[name] }), make("dd", { textContent: text }));
        }),
      );
    }
  }

  /** Approved words take turns, one at a time. */
  turnWords() {
    if (!this.words?.length || this.feed.frozen) {
      return;
    }
    const { place, text } = this.words[this.said % this.words.length];
    this.said += 1;
    at("said").hidden = false;
    at("said-text").textContent = text;
    at("said-place").textContent = place;
  }
}

function day(iso) {
  return new Date(`${iso}T12:00:00`).toLocaleDateString(settings.language, { day: "numeric", month: "long", year: "numeric" });
}

await new Wall().start();
document.body.dataset.ready = "true";
