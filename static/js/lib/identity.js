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

/** 12 characters of 5 bits; 32 divides 256, so every character is equally likely. */
export function newCard() {
  return Array.from(bytes(12), (value) => CROCKFORD[value % 32]).join("");
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

/** The person's token and card at this meeting; made at the first visit and kept. */
export async function identityFor(store, code) {
  const known = await store.get("identity", code);
  if (known) {
    return known;
  }
  const made = { code, token: newToken(), card: newCard(), joined: null };
  await store.put("identity", made);
  return made;
}
