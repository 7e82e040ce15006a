/** The pass stands behind the hash of the link; it is kept here and taken out of the address. */
export async function passOfAddress(store, code) {
  const key = `tablet:${code}`;
  const shown = location.hash.slice(1);
  if (/^[0-9a-f]{32}$/.test(shown)) {
    await store.put("identity", { code: key, pass: shown });
  }
  history.replaceState(null, "", location.pathname);
  return (await store.get("identity", key))?.pass ?? null;
}
