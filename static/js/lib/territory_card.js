/** The card of a territory: the same page that works without a script, its main part taken into a panel. */

export class Card {
  /** `panel` is the element (hidden at first) with a close button and a body; `url` has `ID` where the id goes. */
  constructor(panel, { url, words, onClose }) {
    this.panel = panel;
    this.body = panel.querySelector("[data-card-body]");
    this.url = url;
    this.words = words;
    this.opener = null;
    panel.querySelector("[data-card-close]").addEventListener("click", () => this.close(onClose));
    panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close(onClose));
  }

  /** Show the card of a territory; the focus goes to its heading and comes back when it closes. */
  async open(id) {
    this.opener = document.activeElement;
    this.panel.hidden = false;
    this.panel.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(this.url.replace("ID", encodeURIComponent(id)));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const content = page.querySelector("[data-card]");
      if (!answer.ok || !content) {
        throw new Error(String(answer.status));
      }
      this.body.replaceChildren(document.importNode(content, true));
    } catch {
      const problem = document.createElement("p");
      problem.textContent = this.words.failed;
      this.body.replaceChildren(problem);
    }
    this.panel.removeAttribute("aria-busy");
    this.panel.scrollTop = 0;
    const heading = this.body.querySelector("h1, h2, p");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }

  close(onClose) {
    if (this.panel.hidden) {
      return;
    }
    this.panel.hidden = true;
    this.body.replaceChildren();
    this.opener?.focus?.({ preventScroll: true });
    onClose?.();
  }
}
