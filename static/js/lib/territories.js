/** The territories of the map by name and their boxes, fetched when somebody first needs them. */

export class Territories {
  /** `url` gives names and boxes by layer; `card` is the address of a territory's page with `ID` in it. */
  constructor(url, card) {
    Object.assign(this, { url, card, asked: null });
  }

  /** `[{ id, title, territories: [[id, name, west, south, east, north]] }]`; asked once, again after a failure. */
  async layers() {
    this.asked ||= fetch(this.url).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))));
    try {
      return (await this.asked).layers;
    } catch (problem) {
      console.error(problem);
      this.asked = null;
      return [];
    }
  }

  /** The box of a territory as Leaflet takes it, or null when the map does not have it. */
  async boundsOf(id) {
    for (const layer of await this.layers()) {
      const found = layer.territories.find(([key]) => key === id);
      if (found) {
        const [, , west, south, east, north] = found;
        return [
          [south, west],
          [north, east],
        ];
      }
    }
    return null;
  }

  /** Fill `details` with links when it is first opened; `choose` gets the id of the territory that is clicked. */
  fill(details, choose) {
    const fillOnce = async () => {
      if (details.open && !details.querySelector("ul")) {
        const layers = await this.layers();
        const several = layers.filter((layer) => layer.territories.length).length > 1;
        // Opened, closed and opened while they came.
        if (!details.querySelector("ul")) {
          details.append(...layers.flatMap((layer) => this._listOf(layer, several, choose)));
        }
      }
    };
    details?.addEventListener("toggle", fillOnce);
    // Opened before this script came.
    if (details?.open) {
      fillOnce();
    }
  }

  _listOf({ title, territories }, several, choose) {
    const list = document.createElement("ul");
    list.append(...territories.map(([id, name]) => this._lineOf(id, name, choose)));
    if (!several || !territories.length) {
      return [list];
    }
    const heading = document.createElement("h3");
    heading.textContent = title[document.documentElement.lang] || title.lv;
    return [heading, list];
  }

  _lineOf(id, name, choose) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = this.card.replace("ID", encodeURIComponent(id));
    link.textContent = name;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      choose(id);
    });
    line.append(link);
    return line;
  }
}
