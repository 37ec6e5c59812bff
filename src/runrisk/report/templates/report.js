// What the page can do beyond plain HTML: filter by level and days, go to the runs of a finding, show values at once.
// Nothing is loaded, nothing is sent, nothing is kept. Without it the page shows everything.
"use strict";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const controls = document.querySelector("#controls");

// --- filter ---------------------------------------------------------------------------------------------------------

const RANKS = ["info", "caution", "warning"];

function filter() {
  const { level, from, to } = Object.fromEntries(new FormData(controls));
  const inDays = (element) =>
    (!from || element.dataset.last >= from) && (!to || element.dataset.first <= to);
  for (const row of all("tr[data-last]")) row.hidden = !inDays(row);
  const findings = all("[data-level]");
  for (const finding of findings) {
    const times = all("tr[data-last]", finding);
    const loud = RANKS.indexOf(finding.dataset.level) >= RANKS.indexOf(level);
    finding.hidden = !loud || (times.length > 0 && times.every((row) => row.hidden));
  }
  const shown = findings.filter((finding) => !finding.hidden).length;
  controls.querySelector("output").textContent = `${shown} of ${findings.length} patterns shown`;
}

function openAll(open) {
  for (const fold of all("main details")) fold.open = open;
}

if (controls) {
  controls.hidden = false;
  controls.addEventListener("input", filter);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", () => setTimeout(filter));
  controls.querySelector("#open-all").addEventListener("click", () => openAll(true));
  controls.querySelector("#close-all").addEventListener("click", () => openAll(false));
  filter();
}

// --- from a finding to its runs ---------------------------------------------------------------------------------------

for (const link of all("a[data-runs]")) {
  link.addEventListener("click", () => {
    for (const row of all("tr.found")) row.classList.remove("found");
    for (const id of link.dataset.runs.split(" ")) {
      const row = document.getElementById(`run-${id}`);
      row.hidden = false;
      row.classList.add("found");
      row.closest("details").open = true;
    }
  });
}

// --- values ---------------------------------------------------------------------------------------------------------

const tip = document.createElement("div");
tip.id = "tip";
tip.hidden = true;
tip.setAttribute("role", "status");
document.body.append(tip);

function show(hit) {
  const box = hit.getBoundingClientRect();
  tip.textContent = hit.dataset.says;
  tip.hidden = false;
  const left = box.left + box.width / 2 - tip.offsetWidth / 2;
  tip.style.left = `${Math.max(4, Math.min(left, innerWidth - tip.offsetWidth - 4))}px`;
  tip.style.top = `${Math.max(4, box.top - tip.offsetHeight - 4)}px`;
}

for (const chart of all(".chart")) {
  const hits = all(".hits > *", chart);
  for (const hit of hits) {
    const title = hit.querySelector("title");
    hit.dataset.says = title.textContent;
    title.remove(); // the browser's own tooltip, which comes late, would come as well
  }
  if (hits.length) chart.setAttribute("aria-label", "Chart: left and right arrow tell its values");
  let at = -1;
  const point = (number) => {
    if (at >= 0) hits[at].classList.remove("at");
    at = number;
    if (at < 0) tip.hidden = true;
    else {
      hits[at].classList.add("at");
      show(hits[at]);
    }
  };
  chart.addEventListener("pointermove", (event) => point(hits.indexOf(event.target.closest(".hits > *"))));
  chart.addEventListener("pointerleave", () => point(-1));
  chart.addEventListener("blur", () => point(-1));
  chart.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") point(-1);
    if (!step || !hits.length) return;
    event.preventDefault();
    point(Math.max(0, Math.min(hits.length - 1, at + step)));
  });
}
