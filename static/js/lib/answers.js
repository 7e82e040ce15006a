/** What is asked besides marks: questions about the place, one at a time, and last the area of the home. */

import { Areas } from "./areas.js";
import { once } from "./once.js";
import { at, facts, press, say } from "./page.js";

export class Answers {
  constructor(phone) {
    this.phone = phone;
    press("answer-save", once(() => this.saveAnswer()));
    press("home-save", once(() => this.saveHome()));
    at("answer").addEventListener("input", () => this.typed());
  }

  stop() {
    this.areas?.stop();
  }

  get question() {
    return facts.identity.find(({ code }) => `ask:${code}` === this.phone.step);
  }

  openAnswer() {
    this.phone.progress("answer-progress");
    at("answer-question").textContent = this.question.question;
    at("answer").value = this.phone.flow.state.answers?.[this.phone.step] ?? "";
    at("answer-save").disabled = at("answer").value.trim() === "";
  }

  typed() {
    at("answer-save").disabled = at("answer").value.trim() === "";
    this.phone.flow.note({ answers: { ...this.phone.flow.state.answers, [this.phone.step]: at("answer").value } });
  }

  async saveAnswer() {
    const { code, question } = this.question;
    const { step } = this.phone;
    await this.phone.mine.answer(code, at("answer").value.trim(), { name: question });
    await this.phone.flow.note({ answers: { ...this.phone.flow.state.answers, [step]: "" } });
    await this.goOn(step);
    this.phone.tell(say.answer_kept);
  }

  /** On from a question, unless the person has gone on already. */
  async goOn(step) {
    await this.phone.refresh();
    if (this.phone.step === step) {
      await this.phone.next();
    }
  }

  listAreas() {
    this.phone.progress("home-progress");
    this.areas ??= new Areas({
      list: at("areas"),
      filter: at("area-filter"),
      map: at("area-map"),
      facts,
      leaflet: say.leaflet,
      chosen: (area) => {
        at("home-save").disabled = !area;
        at("area-chosen").textContent = area ? area.name : "";
        this.phone.flow.note({ area: area?.id ?? null });
      },
    });
    this.areas.show(this.phone.flow.state.area);
  }

  /** Only the id of an area leaves the page; a second answer takes the place of the first. */
  async saveHome() {
    const area = this.areas.answer;
    const { step } = this.phone;
    if (area) {
      for (const earlier of await this.phone.mine.list("home")) {
        await this.phone.mine.remove(earlier.uuid);
      }
      await this.phone.mine.place("home", { area_id: area.id }, { area: area.name });
      await this.goOn(step);
      this.phone.tell(say.home_saved);
    }
  }
}
