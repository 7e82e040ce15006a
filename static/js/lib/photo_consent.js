/** Before the first picture a person is asked whether they agree: once, apart from everything else. */

const at = (id) => document.getElementById(id);

/** What the person has said; without a store it does not outlive the page. */
export class PhotoConsent {
  constructor(store) {
    this.store = store;
  }

  async given() {
    this.agreed ??= await this.store?.get("flow", "photo-consent");
    return Boolean(this.agreed);
  }

  async keep() {
    this.agreed = { code: "photo-consent", given: true };
    await this.store?.put("flow", this.agreed);
  }
}

/** A button that opens a field for files, and the question that stands in between; their ids begin with `name`. */
export class PhotoButton {
  constructor(name, consent, field) {
    Object.assign(this, { name, consent, field });
    this.part("yes").addEventListener("click", () => this.agree());
    this.part("no").addEventListener("click", () => this.ask(false));
  }

  part(what) {
    return at(`${this.name}-${what}`);
  }

  async press() {
    if (await this.consent.given()) {
      this.field.click();
    } else {
      this.ask(true);
      this.part("consent-words").focus();
    }
  }

  ask(asked) {
    this.part("consent").hidden = !asked;
  }

  async agree() {
    this.ask(false);
    this.field.click();
    await this.consent.keep();
    this.part("add").focus();
  }
}
