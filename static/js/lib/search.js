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

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
    live.classList.add("visually-hidden");
  };

  const mark = (number) => {
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

  const ask = async () => {
    stop?.abort();
    const text = input.value.trim();
    if (text.length < 2) {
      close();
      live.textContent = "";
      return;
    }
    stop = new AbortController();
    try {
      const answer = await fetch(`${url}&q=${encodeURIComponent(text)}`, { signal: stop.signal });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const { hits: found, hint } = await answer.json();
      show(found, hint);
    } catch (problem) {
      if (problem.name !== "AbortError") {
        close();
        live.textContent = words.failed;
      }
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
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
  input.addEventListener("blur", () => setTimeout(close, 150));
  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    if (active < 0) {
      await ask();
    }
    if (hits.length) {
      take(Math.max(active, 0));
    }
  });
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
  item.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    take(place);
  });
  return item;
}
