/** A button that copies a field, also where the page came over plain HTTP and there is no clipboard to ask for. */

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const told = document.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", () => {
    field.focus();
    field.select();
    // Deprecated, but the only way without a secure context; every browser still has it.
    const copied = document.execCommand("copy");
    told.textContent = copied ? told.dataset.copied : told.dataset.failed;
  });
}
