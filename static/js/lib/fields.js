/** What a person did to a form since the server wrote it. */

/** Whether a field says something else than the server wrote into it; before a script begins, somebody was quicker. */
export function moved(field) {
  if (!field.matches("input:not([type=hidden]), select, textarea")) {
    return false;
  }
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  if (field.options) {
    const given = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
    return given !== undefined && !given.selected;
  }
  return field.value !== field.defaultValue;
}
