/** The form of columns: examples follow the chosen column, another purpose shows its own questions at once. */

const form = document.getElementById("purpose");
const show = document.getElementById("show");

if (show) {
  show.hidden = true;
}
form.addEventListener("change", ({ target }) => {
  if (target.name === "target") {
    form.requestSubmit(show);
  } else if (target.matches(".import-role select")) {
    const examples = target.closest(".import-role").querySelector(".help");
    examples.textContent = target.selectedOptions[0].dataset.examples ?? "";
  }
});
