/**
 * What a page makes for its user by itself: a token, a card code, ids of marks.
 * Only `crypto.getRandomValues`: `randomUUID` and `subtle` do not exist on plain HTTP.
 */

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function bytes(number) {
  return crypto.getRandomValues(new Uint8Array(number));
}

function hex(values) {
  return Array.from(values, (value) => value.toString(16).padStart(2, "0")).join("");
}

export function newToken() {
  return hex(bytes(16));
}

/** 11 characters of 5 bits (32 divides 256, so every one is equally likely) and one that tells a slip of the pen. */
export function newCard() {
  const drawn = Array.from(bytes(11), (value) => CROCKFORD[value % 32]).join("");
  return drawn + checkCharacter(drawn);
}

/** The last character of a card code, as `services/keys.py` computes it. */
function checkCharacter(drawn) {
  const total = Array.from(drawn).reduce((sum, letter, at) => sum + CROCKFORD.indexOf(letter) * (2 * at + 1), 0);
  return CROCKFORD[total % 32];
}

/** Whether a clean card code is one that a deck can hold: all that can be known without a connection. */
export function checks(card) {
  return checkCharacter(card.slice(0, 11)) === card[11];
}

export function newUuid() {
  const values = bytes(16);
  values[6] = (values[6] & 0x0f) | 0x40;
  values[8] = (values[8] & 0x3f) | 0x80;
  const text = hex(values);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}

/** A card code as people read it: 7KQ2-M4XA-90TB. */
export function readable(card) {
  return card.replace(/(.{4})(?=.)/g, "$1-");
}

/** What a person typed as a card code, put right; null if it cannot be one. */
export function cleanCard(typed) {
  const card = typed
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  return card.length === 12 && [...card].every((letter) => CROCKFORD.includes(letter)) ? card : null;
}

/** The person's token and card at this meeting; made at the first visit and kept, the same for every open tab. */
export async function identityFor(store, code) {
  return store.claim("identity", code, () => ({ code, token: newToken(), card: newCard(), joined: null }));
}

/** Go on with a card drawn from the bowl, on a token of its own; what was placed before stays with the earlier card. */
export async function takeCard(store, identity, card) {
  const taken = { code: identity.code, token: newToken(), card, drawn: true, joined: null };
  await store.put("identity", taken);
  return taken;
}

/** The card in an address like `/m/CODE#k=CARD`, taken out of it so that it does not stand there; null if none. */
export function cardOfAddress() {
  const typed = new URLSearchParams(location.hash.replace(/^#/, "")).get("k");
  if (typed !== null) {
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return typed === null ? null : cleanCard(typed);
}
