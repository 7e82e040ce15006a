/** One person's way through the questions at a tablet that stands in the middle of a room. */

import { data } from "./elements.js";
import { Mine } from "./mine.js";
import { Phone } from "../meeting_phone.js";

const facts = data("facts");
const at = (id) => document.getElementById(id);

/** The phone's page as it behaves on a tablet: it joins before the first question and lists nothing from elsewhere. */
export class TabletPhone extends Phone {
  constructor(store, identity, { outbox, tablet }) {
    super(store, identity, { outbox });
    this.tablet = tablet;
    this.mine = new Mine({ store, outbox: outbox.of(identity), code: facts.code });
  }

  async begin() {
    if (!this.joined && !(await this.tablet.letIn(this))) {
      return;
    }
    this.identity.joined = facts.purpose.version;
    await super.begin();
  }

  /** What the person placed elsewhere does not come to a screen that stands in the middle of a room. */
  async sync() {}

  get left() {
    return this.gone.signal.aborted;
  }

  /** What was still under way when the person left must not come to the page of the next one. */
  tell(words) {
    return this.left ? undefined : super.tell(words);
  }

  async go(...asked) {
    return this.left ? undefined : super.go(...asked);
  }

  show(view, push) {
    if (!this.left) {
      super.show(view, push);
      at("leave").hidden = view !== "done";
    }
  }
}
