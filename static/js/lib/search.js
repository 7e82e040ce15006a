/** A search box with suggestions (the ARIA combobox pattern); without a script it is a form to the list. */
const PAUSE_MS = 180;

/**
 * `box` holds the input (role combobox), the list (role listbox) and a live region; `url` takes `q`; `words` gives
 * `none` and `failed`; `choose` gets the hit.
 */
export function searchBox(box, { url, words, choose }) {
  const input = box.querySelector("input[type=search]");
  const list = box.querySelector("[role=listbox]");
  const live = box.querySelector("[aria-live]");
  let hits = [];
  let active = -1;
  let waiting = 0;
  let stop = null;

  /** Nobody waits any more for what was asked: an answer that still comes must not open the list. */
  const forget = () => {
    clearTimeout(waiting);
    stop?.abort();
  };

  const close = () => {
    forget();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
    live.classList.add("visually-hidden");
  };

  /** Who walks through the list keeps it. */
  const mark = (number) => {
    forget();
    active = (number + hits.length) % hits.length;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === active)));
    input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };

  const take = (number) => {
    const hit = hits[number];
    input.value = hit.title;
    close();
    choose(hit);
  };

  const show = (found, hint) => {
    hits = found;
    list.replaceChildren(...found.map((hit, place) => itemOf(hit, place, take)));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    live.textContent = found.length ? words.found.replace("%s", String(found.length)) : [words.none, hint].filter(Boolean).join(" ");
    live.classList.toggle("visually-hidden", found.length > 0);
    active = -1;
  };

  /** Show what is found; resolves to whether it came and nothing newer was asked. */
  const ask = async () => {
    forget();
    const text = input.value.trim();
    if (text.length < 2) {
      close();
      live.textContent = "";
      return false;
    }
    stop = new AbortController();
    try {
      const answer = await fetch(`${url}&q=${encodeURIComponent(text)}`, { signal: stop.signal });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const { hits: found, hint } = await answer.json();
      show(found, hint);
      return true;
    } catch (problem) {
      if (problem.name !== "AbortError") {
        close();
        live.textContent = words.failed;
      }
      return false;
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    hits = list.hidden ? [] : hits;
    waiting = setTimeout(ask, PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
    } else if (event.key === "ArrowDown" && hits.length) {
      event.preventDefault();
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      mark(active + 1);
    } else if (event.key === "ArrowUp" && hits.length) {
      event.preventDefault();
      mark(active < 0 ? -1 : active - 1);
    }
  });
  input.addEventListener("blur", close);
  // A press on a row or on the button must not take the focus from the field before it is heard.
  box.addEventListener("pointerdown", (event) => event.target !== input && event.preventDefault());
  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    if ((active >= 0 || (await ask())) && hits.length) {
      take(Math.max(active, 0));
    }
  });
  // Typed before this script came.
  if (input.value && document.activeElement === input) {
    ask();
  }
}

function itemOf(hit, place, take) {
  const item = document.createElement("li");
  item.id = `hit-${place}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const title = document.createElement("span");
  title.textContent = hit.title;
  const detail = document.createElement("span");
  detail.className = "hit-detail";
  detail.textContent = hit.detail;
  item.append(title, detail);
  item.addEventListener("pointerdown", () => take(place));
  return item;
}
