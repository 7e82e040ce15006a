/** The session of a helper's page: what the one-time link is exchanged for, kept as long as the tab is open. */

import { newToken } from "./identity.js";

export const API = "/api/v1/helper";
const KEPT = "karte-helper";
const PATIENCE_MS = 8000;

export function session() {
  return sessionStorage.getItem(KEPT);
}

async function ask(method, path, { language, body, signal } = {}) {
  return fetch(`${API}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${session()}`,
      "Accept-Language": language,
      "Content-Type": "application/json",
    },
    body: body && JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
    signal,
  });
}

/**
 * Ask the server to let somebody in: its status and the words of a refusal; null if it does not answer in time. A network
 * that swallows requests must not keep the marks of this person out of the outbox.
 */
export async function admit(body, { language }) {
  try {
    const answer = await ask("POST", "/people", { language, body, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status >= 500) {
      return null;
    }
    return { status: answer.status, message: answer.ok ? "" : (await answer.json()).error.message };
  } catch {
    return null;
  }
}

/** Exchange the link of the address, then forget it: neither the address bar nor the history keeps it. */
async function exchange(language) {
  const [before, link] = location.pathname.split("/h/");
  if (!link) {
    return;
  }
  // Kept before it is sent: if the answer is lost, the same page asks again with the same token.
  const asked = `${KEPT}-${link}`;
  const token = sessionStorage.getItem(asked) ?? newToken();
  sessionStorage.setItem(asked, token);
  sessionStorage.setItem(KEPT, token);
  const answer = await ask("POST", "/session", { language, body: { link } });
  const refused = !answer.ok && answer.status < 500 && answer.status !== 429;
  if (answer.ok || refused) {
    sessionStorage.removeItem(asked);
    history.replaceState(null, "", `${before}/h`);
  }
  if (refused) {
    sessionStorage.removeItem(KEPT);
  }
  if (!answer.ok) {
    throw new Error((await answer.json()).error.message);
  }
}

/**
 * Return the facts of the meeting and the label of the pass.
 *
 * @param {object} options
 * @param {string} options.language language of the server's answers
 * @param {string} options.without what to say when there is neither link nor session
 */
export async function begin({ language, without }) {
  await exchange(language);
  if (!session()) {
    throw new Error(without);
  }
  const answer = await ask("GET", "/meeting", { language });
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(body.error.message);
  }
  return body;
}
