// The page of waiting signatures: look at one document after the other without a reload, and by keyboard.

const form = document.getElementById("signing");
const rows = [...document.querySelectorAll("#waiting > li")];
const preview = document.getElementById("preview");
const count = document.getElementById("count");
const whole = document.getElementById("whole");
const fetched = new Map();
let opened = Math.max(0, rows.findIndex((row) => row.getAttribute("aria-current") === "true"));

const tickOf = (row) => row.querySelector("input[type=checkbox]");
const recount = () => (count.textContent = form.querySelectorAll("input[name=task]:checked").length || "");

// The next document is fetched while this one is read.
function pages(row) {
  const address = row.dataset.view;
  if (!fetched.has(address)) {
    fetched.set(address, fetch(address, { headers: { "HX-Request": "true" } }).then((answer) => answer.text()));
  }
  return fetched.get(address);
}

async function open(index) {
  if (index < 0 || index >= rows.length) return;
  rows[opened].removeAttribute("aria-current");
  rows[opened].classList.remove("active-row");
  opened = index;
  const row = rows[opened];
  row.setAttribute("aria-current", "true");
  row.classList.add("active-row");
  row.scrollIntoView({ block: "nearest" });
  whole.textContent = row.dataset.dossier;
  whole.href = `/dossiers/${encodeURIComponent(row.dataset.dossier)}`;
  const html = await pages(row);
  if (rows[opened] !== row) return;
  preview.innerHTML = html;
  if (rows[opened + 1]) pages(rows[opened + 1]);
}

const keys = {
  j: () => open(opened + 1),
  ArrowDown: () => open(opened + 1),
  k: () => open(opened - 1),
  ArrowUp: () => open(opened - 1),
  x: () => tickOf(rows[opened]).click(),
  a: () => rows.map(tickOf).filter((tick) => !tick.disabled && !tick.checked).forEach((tick) => tick.click()),
  p: () => document.getElementById("passphrase").focus(),
};

if (form) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (typing || event.ctrlKey || event.altKey || event.metaKey || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
  form.addEventListener("click", (event) => {
    const look = event.target.closest("button[formaction]");
    if (!look) return;
    event.preventDefault();
    open(look.dataset.step ? opened + Number(look.dataset.step) : rows.findIndex((row) => row.contains(look)));
  });
  form.addEventListener("change", recount);
  recount();
  open(opened);
}
