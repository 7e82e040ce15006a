/** One's own marks as this page knows them: kept beside the outbox, so that they survive a reload without network. */

import { newUuid } from "./identity.js";

export class Mine {
  constructor({ store, outbox, code }) {
    Object.assign(this, { store, outbox, code });
    this.url = `/api/v1/meetings/${encodeURIComponent(code)}/marks`;
  }

  async list(kind) {
    const all = (await this.store.all("marks")).filter((mark) => mark.code === this.code);
    return all.filter((mark) => kind === undefined || mark.kind === kind).sort((one, other) => one.at - other.at);
  }

  /** Keep a mark and its request; resolves when both are written on this phone. */
  async place(kind, content, { area } = {}) {
    const uuid = newUuid();
    const body = { uuid, class: kind, ...content };
    const { lat, lon, text = "" } = content;
    await this.store.put("marks", { uuid, code: this.code, kind, lat, lon, text, area, state: "waiting", at: Date.now() });
    await this.outbox.add({ method: "POST", url: this.url, body, uuid });
    return uuid;
  }

  async remove(uuid) {
    await this.store.delete("marks", uuid);
    for (const item of await this.outbox.waiting()) {
      if (item.uuid === uuid && item.method === "PUT") {
        await this.store.delete("queue", item.seq);
      }
    }
    await this.outbox.add({ method: "DELETE", url: `${this.url}/${uuid}`, uuid });
  }

  /** Note what became of a request. */
  async settle(uuid, state, message) {
    const mark = await this.store.get("marks", uuid);
    if (mark) {
      await this.store.put("marks", { ...mark, state, message });
    }
  }
}
