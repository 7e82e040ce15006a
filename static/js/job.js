// Waits for a job: moves the bar, and loads the page again when there is something new to show.

const EVERY_MS = 700;
const box = document.querySelector("[data-job]");
const bar = box.querySelector("progress");

async function look() {
  const answer = await fetch(box.dataset.job, { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  const job = await answer.json();
  if (job.ended) {
    location.reload();
    return;
  }
  bar.value = job.progress;
  setTimeout(again, EVERY_MS);
}

function again() {
  look().catch(() => setTimeout(again, 5 * EVERY_MS));
}

box.querySelector("a.button").hidden = true;
again();
