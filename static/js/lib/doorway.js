/** At the door of the meeting: it has ended or pauses, its purpose has changed, a card is not one of its own. */

import { make } from "./elements.js";
import { newCard, readable, takeCard } from "./identity.js";
import { api, at, facts, say, shared, steps } from "./page.js";

const POLL_MS = 15000;
const PATIENCE_MS = 20000;

export class Doorway {
  constructor(phone) {
    this.phone = phone;
  }

  /** A meeting that takes no marks now: what was placed stays in reach, a pause ends by itself. */
  async ended() {
    if ((await this.phone.mine.list()).length) {
      at("step-done").hidden = false;
      at("done-title").hidden = true;
      at("state-bar").hidden = false;
      at("open-mine").hidden = true;
    }
    at("card-code").textContent = readable(this.phone.identity.card);
    await this.phone.refresh();
    if (facts.state === "paused") {
      this.waitForRoom();
    }
  }

  waitForRoom() {
    setTimeout(async () => {
      const answer = await fetch(api, { credentials: "omit", cache: "no-store" }).catch(() => null);
      const now = answer?.ok ? await answer.json().catch(() => ({})) : {};
      if (now.state && now.state !== "paused") {
        location.reload();
      } else {
        this.waitForRoom();
      }
    }, POLL_MS * (0.75 + Math.random() / 2));
  }

  /**
   * The purpose has another version by now: nobody goes on with a text they have not read. What they placed waits until
   * they have; from a shared tablet, which they may leave, it goes with the version they did read.
   */
  async readAgain() {
    const { outbox, store, identity } = this.phone;
    for (const item of (await outbox.waiting()).filter((one) => one.joins && one.token === identity.token)) {
      if (shared) {
        await store.put("queue", { ...item, body: { ...item.body, earlier: true } });
      } else {
        await store.delete("queue", item.seq);
      }
    }
    this.phone.identity.joined = null;
    await this.phone.store.put("identity", this.phone.identity);
    const answer = await fetch(api, { credentials: "omit", headers: { "Accept-Language": say.language } }).catch(() => null);
    if (answer?.ok) {
      facts.purpose = (await answer.json()).purpose;
      at("step-purpose")
        .querySelector(".phone-purpose")
        ?.replaceChildren(...facts.purpose.lines.map((line) => make("li", { textContent: line })));
      await this.phone.go(this.phone.step, { view: "purpose", push: false });
    }
  }

  /** Another card is shown to a phone that marks already: nobody knows better than its holder whose it is. */
  async askCard(card) {
    at("card-mine").hidden = Boolean(this.phone.identity.drawn);
    at("card-together").hidden = true;
    at("card-whose").dataset.card = card;
    await this.phone.go(this.phone.step, { view: "card", push: false });
  }

  /** Bring this phone's marks along to a card; where the card has some already, only if all are one person's. */
  async bring(card, { together = false } = {}) {
    const { phone } = this;
    const before = phone.identity;
    const asking = phone.joining({ card, extra: { drawn: true, together } });
    const answer = await phone.outbox.request({ ...asking, token: before.token }, PATIENCE_MS).catch(() => null);
    if (answer?.ok) {
      await this.moved(before, { ...before, card, drawn: true, joined: facts.purpose.version });
      await phone.go(steps[0]);
      phone.tell(say.card_brought);
      await phone.sync();
      return;
    }
    const { code, message } = (await answer?.json().catch(() => ({})))?.error ?? {};
    if (code === "card_has_marks") {
      at("card-whose").textContent = message;
      at("card-mine").hidden = true;
      at("card-together").hidden = false;
      at("card-question").focus();
    } else {
      phone.tell(message ?? say.card_later);
    }
  }

  /** What was placed and what waits goes along from one card or token to another. */
  async moved(before, identity) {
    const { phone } = this;
    phone.identity = identity;
    phone.outbox.identity = identity;
    await phone.store.put("identity", identity);
    const { token, card } = identity;
    for (const waiting of (await phone.outbox.waiting()).filter((one) => one.token === before.token)) {
      if (waiting.joins) {
        await phone.store.delete("queue", waiting.seq);
      } else {
        await phone.store.put("queue", { ...waiting, token, card, extra: {} });
      }
    }
    for (const mark of (await phone.store.all("marks")).filter((one) => (one.card ?? before.card) === before.card)) {
      await phone.store.put("marks", { ...mark, card });
    }
  }

  /** A card that cannot be used: go on with one of this phone's own; what waits goes with it. */
  async refusedJoin(item, message, code) {
    this.phone.tell(message ?? "");
    if (!code?.startsWith("card_") || item.token !== this.phone.identity.token) {
      return;
    }
    const { joined } = this.phone.identity;
    const before = this.phone.identity;
    const card = newCard();
    await this.moved(before, { ...(await takeCard(this.phone.store, before, card)), drawn: false, joined });
    await this.phone.outbox.add(this.phone.joining({ card }));
  }
}
