/** A device that tries the network: asks once a second for half a minute and tells its slowest answer. */

const about = JSON.parse(document.getElementById("about").textContent);
const at = (id) => document.getElementById(id);
const until = performance.now() + about.seconds * 1000;
let slowest = 0;

async function ask() {
  const begun = performance.now();
  try {
    const answer = await fetch(about.address, { method: "POST", body: new URLSearchParams({ ms: slowest.toFixed(1) }) });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    slowest = Math.max(slowest, performance.now() - begun);
    at("lost").hidden = true;
  } catch {
    at("lost").hidden = false;
  }
  if (performance.now() < until) {
    setTimeout(ask, 1000);
  } else {
    at("left").hidden = true;
    at("done").hidden = false;
  }
}

ask();
