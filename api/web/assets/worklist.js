// The worklist by keyboard, and what survives when the list brings itself up to date: ticks and where one stands.
const rows = () => [...document.querySelectorAll("#rows tr[data-row]")];
const tickOf = (row) => row?.querySelector("input[name=task]");
const ticks = () => rows().map(tickOf).filter(Boolean);
const here = () => document.activeElement?.closest?.("tr[data-row]");
const isTyping = (element) => element.matches("input:not([type=checkbox]), textarea, select");

function count() {
  const ticked = ticks().filter((tick) => tick.checked).length;
  const told = document.getElementById("ticked");
  if (told) told.textContent = ticked ? ` (${ticked})` : "";
}

function step(by) {
  const all = rows();
  const at = all.indexOf(here());
  const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))];
  next?.querySelector("a")?.focus();
}

function batch(act) {
  // Nothing ticked: it is meant for the task where one stands.
  if (!ticks().some((tick) => tick.checked)) {
    const tick = tickOf(here());
    if (!tick) return;
    tick.checked = true;
  }
  document.querySelector(`#batch button[value="${act}"]`)?.click();
}

function tickAll() {
  const all = ticks();
  const on = !all.every((tick) => tick.checked);
  for (const tick of all) tick.checked = on;
  count();
}

const deeds = {
  j: () => step(1),
  k: () => step(-1),
  x: () => tickOf(here())?.click(),
  a: tickAll,
  c: () => batch("claim"),
  r: () => batch("release"),
  b: () => batch("hand-over"),
  n: () => document.getElementById("more")?.click(),
  "/": () => document.querySelector("[data-key='/']")?.focus(),
  "?": () => document.getElementById("keys")?.toggleAttribute("open"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  const deed = deeds[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
});
document.addEventListener("change", (event) => event.target.matches("input[name=task]") && count());

// A morph keeps rows by their ids; a tick that somebody set by hand is put back where the row is still there.
let kept = null;
document.addEventListener("htmx:before:swap", () => {
  kept = { ticked: new Set(ticks().filter((tick) => tick.checked).map((tick) => tick.value)), at: document.activeElement?.id };
});
document.addEventListener("htmx:after:swap", () => {
  if (!kept) return;
  for (const tick of ticks()) tick.checked = kept.ticked.has(tick.value);
  if (kept.at && document.activeElement?.id !== kept.at) document.getElementById(kept.at)?.focus();
  kept = null;
  count();
});
count();
// Whoever comes back to the page sees at once what happened meanwhile.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) document.getElementById("rows")?.dispatchEvent(new Event("refresh"));
});
