/** Choosing a file: drop it anywhere on the card, see how much of it was sent. Without this script the form just sends. */

const form = document.getElementById("bring");
const input = form.querySelector("input[type=file]");
const button = form.querySelector("button[type=submit]");
const bar = form.querySelector("progress");
const sending = document.getElementById("sending");
const refused = document.getElementById("refused");

for (const name of ["dragenter", "dragover"]) {
  form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) {
  form.addEventListener(name, () => form.classList.remove("over"));
}
form.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length) {
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  }
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  send(new FormData(form));
});

function send(content) {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.responseType = "document";
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.value = total ? loaded / total : 0;
  });
  request.addEventListener("load", () => {
    if (request.status === 200 && request.responseURL !== form.action) {
      location.assign(request.responseURL);
      return;
    }
    const page = request.response;
    const said = page?.querySelector("[role=alert]:not([hidden])") ?? page?.querySelector("main p");
    refuse(said?.textContent.trim() || refused.dataset.failed);
  });
  request.addEventListener("error", () => refuse(refused.dataset.failed));
  wait(true);
  request.send(content);
}

function wait(yes) {
  bar.hidden = !yes;
  sending.hidden = !yes;
  button.disabled = yes;
  refused.hidden = true;
}

function refuse(text) {
  wait(false);
  refused.textContent = text;
  refused.hidden = false;
}
