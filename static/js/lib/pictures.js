/** Layers that come as pictures: a grid of people, a photograph from above, an old map. */

/** Above the ground (200), below the names (350): a photograph lies lower than a grid. */
const PANES = { picture: 210, grid: 300 };

export class Pictures {
  /** `group` is the Leaflet group that the page's script made, with its note in `group.karte`. */
  constructor(map, group, { on }) {
    Object.assign(this, { map, group, on, note: group.karte, covers: null, tiles: null });
  }

  get id() {
    return this.note.id;
  }

  get shown() {
    return this.map.hasLayer(this.group);
  }

  show(yes) {
    if (yes && !this.shown) {
      this.tiles ||= this._tiles();
      this.group.addLayer(this.tiles);
      this.group.addTo(this.map);
    } else if (!yes && this.shown) {
      this.map.removeLayer(this.group);
    }
  }

  update() {}

  spots() {
    return [];
  }

  _tiles() {
    const { role } = this.note;
    if (!this.map.getPane(role)) {
      Object.assign(this.map.createPane(role).style, { zIndex: PANES[role], pointerEvents: "none" });
    }
    const tiles = L.tileLayer(this.note.url, {
      pane: role,
      tileSize: 512,
      zoomOffset: -1,
      maxNativeZoom: 19,
      minZoom: this.note.style.minZoom,
      updateWhenZooming: false,
      className: `tile-${role}`,
    });
    tiles.on("load", () => {
      this.covers = true;
      this.on.loaded?.(this);
    });
    tiles.on("tileerror", () => this.on.failed?.(this));
    return tiles;
  }
}
