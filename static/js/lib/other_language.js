/** Another language is another page: only when it can come, so that nobody loses this one in a dead spot. */

const PATIENCE_MS = 8000;

/**
 * @param {object} options
 * @param {() => Promise<void>} options.kept resolves when all that was typed is kept for the other page
 * @param {() => void} options.later tells that the other page cannot come now
 * @param {AbortSignal} options.signal ends it
 */
export function followLanguages({ kept, later, signal }) {
  let leaving = null;
  const change = async (href) => {
    const stop = new AbortController();
    leaving?.abort(); // of two languages the one pressed last
    leaving = stop;
    const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
    try {
      await fetch(href, { method: "HEAD", credentials: "omit", cache: "no-store", signal: stop.signal });
      await kept();
      if (stop === leaving) {
        location.assign(href);
      }
    } catch {
      if (stop === leaving) {
        later();
      }
    } finally {
      clearTimeout(timer);
    }
  };
  for (const link of document.querySelectorAll(".phone-language")) {
    const follow = (event) => {
      event.preventDefault();
      change(link.href);
    };
    link.addEventListener("click", follow, { signal });
  }
}
