/** The numbers beside the map: people, rounded down to fives; a sign and a word for each class. */

import { fill, make, sign } from "./elements.js";

export class Counts {
  constructor(list, words) {
    this.list = list;
    this.words = words;
  }

  show({ people, numbers, small }) {
    this.list.hidden = small;
    const rows = [this.row(null, this.words.people, people)];
    for (const number of numbers) {
      rows.push(this.row(number.kind, this.words.kinds[number.kind], number.people));
    }
    this.list.replaceChildren(...rows);
  }

  row(kind, title, number) {
    const name = make("dt", {}, ...(kind ? [sign(kind)] : []), make("span", { textContent: title }));
    const text = number ? fill(this.words.more, { number }) : this.words.few;
    return make("div", {}, name, make("dd", { textContent: text }));
  }
}
