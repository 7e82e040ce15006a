/** Copies of a page in every language, untouched: put in its place they leave nothing of what was there before. */

import { renew } from "./elements.js";

export class PageCopies {
  constructor() {
    this.pages = new Map();
    this.pages.set(document.documentElement.lang, this.copy(document));
  }

  has(language) {
    return this.pages.has(language);
  }

  copy(page) {
    return {
      header: page.querySelector("header").cloneNode(true),
      main: page.querySelector("main").cloneNode(true),
      facts: JSON.parse(page.getElementById("facts").textContent),
      strings: JSON.parse(page.getElementById("strings").textContent),
    };
  }

  /** Fetch the other languages while there is a connection; those that did not come are asked for again next time. */
  async fetch() {
    const wanted = [...document.querySelectorAll("[data-language]")].map((one) => ({ ...one.dataset }));
    for (const { language, page } of wanted.filter((one) => !this.has(one.language))) {
      try {
        const answer = await fetch(page, { credentials: "omit", cache: "no-store" });
        if (answer.ok) {
          this.pages.set(language, this.copy(new DOMParser().parseFromString(await answer.text(), "text/html")));
        }
      } catch {
        return;
      }
    }
  }

  /** Put a fresh copy in the place of what is shown, and its words in the place of those in use. */
  draw(language) {
    const page = this.pages.get(language);
    renew("facts", structuredClone(page.facts));
    renew("strings", structuredClone(page.strings));
    document.documentElement.lang = language;
    document.querySelector("header").replaceWith(page.header.cloneNode(true));
    document.querySelector("main").replaceWith(page.main.cloneNode(true));
  }
}
