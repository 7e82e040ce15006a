/** The map's library, fetched when a map is first wanted: the list works without it and comes at once. */

let coming = null;

function loaded(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", () => resolve());
    element.addEventListener("error", () => reject(new Error("no map")));
    document.head.append(element);
  });
}

/** Resolves when `L` is there; after a failure the next call tries again. */
export function leaflet({ js, css }) {
  coming ??= Promise.all([
    loaded(Object.assign(document.createElement("script"), { src: js })),
    loaded(Object.assign(document.createElement("link"), { rel: "stylesheet", href: css })),
  ]).catch((problem) => {
    coming = null;
    throw problem;
  });
  return coming;
}
