/** Popups made of elements and text; nothing a person wrote is ever read as markup. */

/**
 * Return the content of a popup.
 *
 * `fields` are the layer's `{name, label}`; `labels` the words of codes by field, for example `labels.kind.library`.
 */
export function popupOf(properties, { fields, labels, link }) {
  const box = document.createElement("div");
  box.className = "popup";
  const title = document.createElement("h3");
  title.textContent = properties.name || "";
  if (properties.name) {
    box.append(title);
  }
  for (const field of fields) {
    const value = properties[field.name];
    const quiet = field.name === "precision" && value === "exact";
    if (field.name !== "name" && value !== undefined && value !== null && value !== "" && !quiet) {
      box.append(lineOf(field, labels[field.name]?.[value] ?? value));
    }
  }
  if (link) {
    const more = document.createElement("a");
    more.href = link.href;
    more.textContent = link.text;
    box.append(more);
  }
  return box;
}

function lineOf(field, value) {
  const line = document.createElement("p");
  line.className = `popup-${field.name}`;
  if (field.label) {
    const label = document.createElement("span");
    label.className = "popup-label";
    label.textContent = `${field.label}: `;
    line.append(label);
  }
  line.append(document.createTextNode(String(value)));
  return line;
}
