/** The form of a work area: one more line of support, copied from the empty one at the end. */

const box = document.querySelector("#supports");
const button = document.querySelector("#more-support");
const LIMIT = 20;

function more() {
  const lines = box.querySelectorAll("[data-support]");
  const copy = lines[lines.length - 1].cloneNode(true);
  const number = lines.length;
  for (const field of copy.querySelectorAll("[name]")) {
    field.name = field.name.replace(/^support\.\d+/, `support.${number}`);
    field.id = field.id.replace(/^support-\d+/, `support-${number}`);
    if (field.tagName !== "SELECT") {
      field.value = "";
    }
  }
  for (const label of copy.querySelectorAll("label")) {
    label.htmlFor = label.htmlFor.replace(/^support-\d+/, `support-${number}`);
  }
  copy.classList.remove("wrong");
  copy.querySelector(".error")?.remove();
  box.append(copy);
  copy.querySelector("select").focus();
  button.hidden = box.querySelectorAll("[data-support]").length >= LIMIT;
}

if (box && button && !box.closest("fieldset:disabled")) {
  button.hidden = false;
  button.addEventListener("click", more);
}
