/** Has the person gone? After 90 seconds without a touch the page asks, after 120 it begins anew. */

const ASK_S = 90;
const OVER_S = 120;

export class Idle {
  /**
   * @param {object} options
   * @param {(seconds: number) => void} options.asks called every second once the person is asked, with what is left
   * @param {() => void} options.over the person has gone
   * @param {() => void} options.stays the person has answered
   */
  constructor({ asks, over, stays }) {
    Object.assign(this, { asks, over, stays });
    this.timer = null;
    this.asked = false;
    // A tablet that slept has no seconds of its own: what counts is the clock.
    document.addEventListener("visibilitychange", () => document.hidden || this.tick());
  }

  watch() {
    this.rest();
    this.last = Date.now();
    this.timer = setInterval(() => this.tick(), 1000);
  }

  rest() {
    clearInterval(this.timer);
    this.timer = null;
    this.asked = false;
  }

  /** Any touch keeps the page, but once it asks only the answer does: it may be the next person who touches it. */
  touched() {
    if (!this.asked) {
      this.last = Date.now();
    }
  }

  stay() {
    this.asked = false;
    this.last = Date.now();
    this.stays();
  }

  tick() {
    if (this.timer === null) {
      return;
    }
    const quiet = Math.floor((Date.now() - this.last) / 1000);
    if (quiet >= OVER_S || quiet < 0) {
      this.over();
    } else if (quiet >= ASK_S) {
      this.asked = true;
      this.asks(OVER_S - quiet);
    }
  }
}
