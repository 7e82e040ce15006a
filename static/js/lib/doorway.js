/** At the door of the meeting: it has ended or pauses, its purpose has changed, a card is not one of its own. */

import { make } from "./elements.js";
import { newCard, readable, takeCard } from "./identity.js";
import { api, at, facts, say } from "./page.js";

const POLL_MS = 15000;

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

  /** The purpose has another version by now: nobody goes on with a text they have not read. */
  async readAgain() {
    for (const item of (await this.phone.outbox.waiting()).filter((one) => one.joins)) {
      await this.phone.store.delete("queue", item.seq);
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

  /** A card that cannot be used: go on with one of this phone's own; what waits goes with it. */
  async refusedJoin(item, message, code) {
    this.phone.tell(message ?? "");
    if (!code?.startsWith("card_") || item.token !== this.phone.identity.token) {
      return;
    }
    const { joined } = this.phone.identity;
    const before = this.phone.identity;
    this.phone.identity = { ...(await takeCard(this.phone.store, before, newCard())), drawn: false, joined };
    this.phone.outbox.identity = this.phone.identity;
    await this.phone.store.put("identity", this.phone.identity);
    const { token, card } = this.phone.identity;
    for (const waiting of (await this.phone.outbox.waiting()).filter((one) => one.token === before.token)) {
      await this.phone.store.put("queue", { ...waiting, token, card, extra: {} });
    }
    for (const mark of (await this.phone.store.all("marks")).filter((one) => one.card === before.card)) {
      await this.phone.store.put("marks", { ...mark, card });
    }
    await this.phone.outbox.add(this.phone.joining({ card }));
  }
}
