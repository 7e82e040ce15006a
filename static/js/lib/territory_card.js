/** The card of a territory: the same page that works without a script, its main part taken into a panel. */
import { lifted } from "./finger.js";

export class Card {
  /** `panel` is the element (hidden at first) with a close button and a body; `url` has `ID` where the id goes. */
  constructor(panel, { url, words, onClose }) {
    this.panel = panel;
    this.body = panel.querySelector("[data-card-body]");
    this.url = url;
    this.words = words;
    this.opener = null;
    this.asked = 0;
    panel.querySelector("[data-card-close]").addEventListener("click", () => this.close(onClose));
    panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close(onClose));
  }

  /**
   * Show the card of a territory; the focus goes to its heading, unless somebody took it elsewhere meanwhile, and comes
   * back when it closes. Resolves to whether this card is the one that shows: another may have been asked for since.
   */
  async open(id) {
    const number = ++this.asked;
    const before = document.activeElement;
    if (this.panel.hidden) {
      this.opener = before;
    }
    this.panel.hidden = false;
    this.panel.setAttribute("aria-busy", "true");
    const content = await this.fetched(id);
    await lifted();
    if (number !== this.asked) {
      return false;
    }
    const stayed = [before, document.body].includes(document.activeElement);
    this.body.replaceChildren(content);
    this.panel.removeAttribute("aria-busy");
    this.panel.scrollTop = 0;
    const heading = this.body.querySelector("h1") ?? this.body.querySelector("h2, p");
    heading?.setAttribute("tabindex", "-1");
    if (stayed) {
      heading?.focus({ preventScroll: true });
    }
    return true;
  }

  async fetched(id) {
    try {
      const answer = await fetch(this.url.replace("ID", encodeURIComponent(id)));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const content = page.querySelector("[data-card]");
      if (!answer.ok || !content) {
        throw new Error(String(answer.status));
      }
      return document.importNode(content, true);
    } catch {
      const problem = document.createElement("p");
      problem.textContent = this.words.failed;
      return problem;
    }
  }

  close(onClose) {
    if (this.panel.hidden) {
      return;
    }
    this.asked += 1;
    this.panel.removeAttribute("aria-busy");
    this.panel.hidden = true;
    this.body.replaceChildren();
    this.opener?.focus?.({ preventScroll: true });
    onClose?.();
  }
}
