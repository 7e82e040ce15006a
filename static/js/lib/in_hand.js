/** What only this page knows yet: until it is in the outbox, leaving the page would lose it, and the browser asks first. */

export class InHand {
  constructor() {
    this.number = 0;
    addEventListener("beforeunload", (event) => this.number && event.preventDefault());
  }

  async during(work) {
    this.count(+1);
    try {
      await work();
    } finally {
      this.count(-1);
    }
  }

  count(more) {
    this.number += more;
    document.body.dataset.inHand = String(this.number);
  }
}
