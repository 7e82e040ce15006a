/**
 * Forms that save themselves while somebody types: words wait on this computer until the server has them.
 *
 * Every `form[data-autosave]` sends the fields that changed, all of one name together, so that two people may fill in
 * different fields of one form. What is not yet stored lies in localStorage under the form's `data-draft`.
 */

const TYPING_MS = 700;
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 30000;
const NAME = /(^|[^.!?\s]\s+)\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}{2,}/u;

export function autosaveAll(words) {
  return [...document.querySelectorAll("form[data-autosave]")].map((form) => new Autosave(form, words));
}

class Autosave {
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.changed = new Set();
    this.pause = FIRST_PAUSE_MS;
    this.timer = null;
    this.sending = false;
    this.state = form.querySelector(".save-state");
    this.key = `karte-draft:${form.dataset.draft}`;
    /** What was sent last, by name; before that the server has what the page came with. */
    this.sent = new Map();
    if (!form.querySelector("[data-save]")) {
      return;
    }
    this.restore();
    this.fields().forEach((field) => this.touched(field)); // typed before this script was there
    form.addEventListener("input", (event) => this.touched(event.target));
    form.addEventListener("change", (event) => this.touched(event.target));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.fields().forEach((field) => this.changed.add(field.name));
      this.send();
    });
    addEventListener("online", () => this.changed.size && this.send());
    addEventListener("beforeunload", (event) => this.changed.size && event.preventDefault());
  }

  fields() {
    return [...this.form.elements].filter((field) => field.name && !["csrf_token", "back"].includes(field.name));
  }

  /** Leaving a field tells of it once more: only what the server does not have is sent. */
  touched(field) {
    if (!field.name || (!this.changed.has(field.name) && !this.differs(field.name))) {
      return;
    }
    this.changed.add(field.name);
    this.keep();
    hintNames(field, this.words.names);
    this.say(this.words.saving);
    this.later(TYPING_MS);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  /** Values of one name, as the form would send them. */
  values(name) {
    return new FormData(this.form).getAll(name);
  }

  /** Values of one name as the page came with them. */
  given(name) {
    const named = this.fields().filter((field) => field.name === name);
    const sent = named.filter((field) => field.type !== "checkbox" || field.defaultChecked);
    return sent.map((field) => field.defaultValue);
  }

  differs(name) {
    return JSON.stringify(this.values(name)) !== (this.sent.get(name) ?? JSON.stringify(this.given(name)));
  }

  keep() {
    try {
      localStorage.setItem(this.key, JSON.stringify([...this.changed].map((name) => [name, this.values(name)])));
    } catch {
      // A browser that keeps nothing still sends.
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing was kept.
    }
  }

  /** Words that an earlier visit could not hand over stand in the form again and are sent. */
  restore() {
    let kept = [];
    try {
      kept = JSON.parse(localStorage.getItem(this.key) ?? "[]");
    } catch {
      return;
    }
    for (const [name, values] of kept.filter(([name]) => !this.differs(name))) {
      const fields = this.fields().filter((field) => field.name === name && field.type !== "hidden");
      fields.forEach((field, at) => {
        if (field.type === "checkbox") {
          field.checked = values.includes(field.value);
        } else {
          field.value = values[at] ?? "";
        }
      });
      this.changed.add(name);
    }
    if (this.changed.size) {
      this.later(0);
    }
  }

  async send() {
    clearTimeout(this.timer);
    if (this.sending || !this.changed.size) {
      return;
    }
    this.sending = true;
    const names = [...this.changed];
    this.changed.clear();
    const body = new FormData();
    body.set("csrf_token", this.form.elements.csrf_token.value);
    names.forEach((name) => this.values(name).forEach((value) => body.append(name, value)));
    names.forEach((name) => this.sent.set(name, JSON.stringify(this.values(name))));
    const outcome = await post(this.form.action, body);
    this.sending = false;
    names.forEach((name) => {
      const again = outcome.state !== "saved" || this.differs(name);
      if (again && outcome.state !== "refused") {
        this.changed.add(name);
      }
    });
    this.settle(outcome);
  }

  settle({ state, message }) {
    if (state === "saved") {
      this.pause = FIRST_PAUSE_MS;
      if (this.changed.size) {
        this.keep();
        this.later(TYPING_MS);
      } else {
        this.forget();
        this.say(this.words.saved);
        this.form.dispatchEvent(new CustomEvent("kept", { bubbles: true }));
      }
    } else if (state === "refused") {
      this.say(message, true);
    } else {
      this.keep();
      this.say(state === "login" ? this.words.refused_login : this.words.kept_here, true);
      this.later(this.pause);
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
    }
  }

  say(text, trouble = false) {
    this.state.textContent = text;
    this.state.classList.toggle("trouble", trouble);
  }
}

async function post(url, body) {
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { "Karte-Autosave": "yes" }, redirect: "error" });
    if (answer.ok) {
      return { state: "saved" };
    }
    const said = await answer.json().catch(() => ({}));
    if (answer.status === 400 && said.error) {
      return { state: "refused", message: said.error.message };
    }
    return { state: [400, 401, 403].includes(answer.status) ? "login" : "away" };
  } catch {
    return { state: "away" };
  }
}

/** Two capitalised words in a row inside a sentence may be a person: say so, forbid nothing. */
function hintNames(field, words) {
  if (!("noNames" in field.dataset)) {
    return;
  }
  const known = field.parentElement.querySelector(".name-hint");
  const suspicious = NAME.test(field.value);
  if (suspicious && !known) {
    const hint = document.createElement("p");
    hint.className = "name-hint help";
    hint.setAttribute("role", "status");
    hint.textContent = words;
    field.after(hint);
  } else if (!suspicious) {
    known?.remove();
  }
}
