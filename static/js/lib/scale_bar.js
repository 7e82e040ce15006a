/** The scale bar of a map, its metres and kilometres written as the page's language writes them. */

const written = (unit) => new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit });
const METRES = written("meter");
const KILOMETRES = written("kilometer");

const ScaleBar = L.Control.Scale.extend({
  _updateMetric(most) {
    const metres = this._getRoundNum(most);
    const label = metres < 1000 ? METRES.format(metres) : KILOMETRES.format(metres / 1000);
    this._updateScale(this._mScale, label, metres / most);
  },
});

/** Return Leaflet's metric scale bar with a label in the language of the page. */
export function scaleBar(options) {
  return new ScaleBar({ imperial: false, ...options });
}
