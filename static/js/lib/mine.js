/** One's own marks as this page knows them: kept beside the outbox, so that they survive a reload without network. */

import { newUuid } from "./identity.js";

export class Mine {
  constructor({ store, outbox, code }) {
    Object.assign(this, { store, outbox, code });
    this.url = `/api/v1/meetings/${encodeURIComponent(code)}/marks`;
    /** Removed since this page opened: an answer that was on its way must not bring them back. */
    this.removed = new Set();
  }

  /** The marks of the card in hand, the oldest first; of one class if given. */
  async list(kind) {
    const { card } = this.outbox.identity;
    const all = (await this.store.all("marks")).filter((mark) => mark.code === this.code && (mark.card ?? card) === card);
    return all.filter((mark) => kind === undefined || mark.kind === kind).sort((one, other) => one.at - other.at);
  }

  /** Keep a mark and its request; resolves when both are written on this phone. */
  async place(kind, content, { area, name } = {}) {
    const uuid = newUuid();
    const { card } = this.outbox.identity;
    const { lat, lon, uncertainty_m, text = "" } = content;
    const kept = { uuid, code: this.code, card, kind, lat, lon, uncertainty_m, name, text, area };
    await this.store.put("marks", { ...kept, state: "waiting", at: Date.now() });
    await this.outbox.add({ method: "POST", url: this.url, body: { uuid, class: kind, ...content }, uuid });
    return uuid;
  }

  /** Keep an answer to a question about the place; `name` is the question in words. */
  async answer(question, text, { name }) {
    const uuid = newUuid();
    const { card } = this.outbox.identity;
    await this.store.put("marks", { uuid, code: this.code, card, kind: "answer", text, name, state: "waiting", at: Date.now() });
    await this.outbox.add({ method: "POST", url: this.url.replace(/marks$/, "answers"), body: { uuid, question, text }, uuid });
  }

  /** Other words or another place for a mark: of several changes that still wait only the last is sent. */
  async change(uuid, { text, lat, lon, uncertainty_m, name }) {
    const edit = newUuid();
    let kind;
    await this.store.update("marks", uuid, (mark) => {
      kind = mark.kind;
      return { ...mark, lat, lon, uncertainty_m, text, name, edit, state: "waiting", message: undefined };
    });
    if (kind === undefined) {
      return; // removed meanwhile, in another tab or elsewhere
    }
    await this.forget(uuid, (item) => item.method === "PUT" && !item.photo);
    const body = { class: kind, lat, lon, uncertainty_m, text };
    await this.outbox.add({ method: "PUT", url: `${this.url}/${uuid}`, body, uuid, edit });
  }

  /** Keep a picture for a mark; throws when the phone has no room for it. */
  async addPhoto(uuid, { bytes, type }) {
    await this.store.put("photos", { uuid, code: this.code, bytes, type });
    await this.store.update("marks", uuid, (mark) => ({ ...mark, photo: "waiting" }));
    await this.outbox.add({ method: "PUT", url: `${this.url}/${uuid}/photo`, photo: true, uuid });
  }

  async remove(uuid) {
    this.removed.add(uuid);
    const answer = (await this.store.get("marks", uuid))?.kind === "answer";
    await this.store.delete("marks", uuid);
    await this.store.delete("photos", uuid);
    await this.forget(uuid, (item) => item.method === "PUT");
    await this.outbox.add({ method: "DELETE", url: `${answer ? "/api/v1/card/answers" : this.url}/${uuid}`, uuid });
  }

  /** What is not accepted has nothing to be removed from the server. */
  async drop(uuid) {
    await this.store.delete("marks", uuid);
  }

  async forget(uuid, which) {
    for (const item of await this.outbox.waiting()) {
      if (item.uuid === uuid && which(item)) {
        await this.store.delete("queue", item.seq);
      }
    }
  }

  /** Note what became of a request: a mark with a newer change (`edit`) on its way still waits. */
  async settle(item, state, message) {
    if (item.uuid) {
      await this.store.update("marks", item.uuid, (mark) => settled(mark, item, state, message));
    }
  }

  /** The ids of marks that the server must know by now. */
  async settled() {
    const onTheirWay = new Set((await this.outbox.waiting()).map((item) => item.uuid));
    const marks = (await this.list()).filter((mark) => mark.kind !== "answer" && mark.state === "saved");
    return marks.map(({ uuid }) => uuid).filter((uuid) => !onTheirWay.has(uuid));
  }

  /**
   * Take what the server knows: marks of the same card from a tablet or paper come, those removed elsewhere go.
   * `settled` are the ids it was sure to know when it was asked: a mark sent since then is not gone.
   */
  async take(known, settled) {
    const onTheirWay = new Set((await this.outbox.waiting()).map((item) => item.uuid));
    const there = new Map(known.map((mark) => [mark.uuid, mark]));
    const here = new Map((await this.list()).map((mark) => [mark.uuid, mark]));
    for (const uuid of settled) {
      if (!there.has(uuid)) {
        await this.store.delete("marks", uuid);
      }
    }
    const { card } = this.outbox.identity;
    for (const { uuid, kind, lat, lon, uncertainty_m, text, area } of there.values()) {
      if (!here.has(uuid) && !onTheirWay.has(uuid) && !this.removed.has(uuid)) {
        const kept = { uuid, code: this.code, card, kind, lat, lon, uncertainty_m, text, area };
        await this.store.put("marks", { ...kept, state: "saved", at: Date.now() });
      }
    }
  }
}

/** The mark after its request was answered; null if the answer changes nothing. */
function settled(mark, item, state, message) {
  if (item.photo) {
    return { ...mark, photo: state, photoMessage: message };
  }
  const known = state === "refused" ? mark.state === "refused" : mark.edit !== item.edit;
  return known ? null : { ...mark, state, message };
}
