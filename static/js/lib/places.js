/** Places by name: those that came with the page, and those that the server finds. */

/** So many are offered at once. */
export const MOST = 8;

function plain(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}

/** The known places that may be named for a class: for what is disliked only groups without dwellings. */
export function offered({ places, no_dwelling: allowed }, kind) {
  return kind === "dislike" ? places.filter((place) => allowed.includes(place.group)) : places;
}

/** The places whose names hold what is typed, those that begin with it first. */
export function matching(places, asked) {
  const wanted = plain(asked);
  const fits = places.filter((place) => plain(place.name).includes(wanted));
  const begins = (place) => plain(place.name).startsWith(wanted);
  return [...fits.filter(begins), ...fits.filter((place) => !begins(place))].slice(0, MOST);
}

/** What else the server finds, as `{ places, hint }` without those that are known; null while it cannot be reached. */
export async function find(asked, { code, kind, language, known, accept }) {
  const query = new URLSearchParams({ q: asked, class: kind });
  let told;
  try {
    const answer = await fetch(`/api/v1/meetings/${encodeURIComponent(code)}/places?${query}`, {
      credentials: "omit",
      headers: { "Accept-Language": language },
    });
    told = answer.ok ? await answer.json() : {};
  } catch {
    return null;
  }
  const names = new Set(known.map((place) => place.name));
  const places = (told.places ?? []).filter((place) => !names.has(place.name) && accept(place));
  return { places: places.slice(0, MOST - known.length), hint: told.hint ?? "" };
}
