// An island on the page of a draft: pins findings on the diagram, centres one, and plays the way that leads to it.
// Everything it says stands in the page already; without it the walk is a numbered list.
import "./draft.css";

const STEP_MILLISECONDS = 900;
const MARKS = ["walked", "walking", "stuck"];
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

class Player {
  constructor(viewer, place) {
    this.canvas = viewer.get("canvas");
    this.elements = viewer.get("elementRegistry");
    this.place = place;
    this.said = place.querySelector("#player-said");
    this.button = place.querySelector('[data-do="play"]');
    const deeds = { back: () => this.step(-1), play: () => this.toggle(), next: () => this.step(1), close: () => this.close() };
    for (const button of place.querySelectorAll("[data-do]")) button.addEventListener("click", deeds[button.dataset.do]);
  }

  open(finding) {
    this.walk = [...finding.querySelectorAll("[data-step]")].map((item) => ({ id: item.dataset.step, name: item.textContent }));
    this.place.hidden = false;
    this.show(0);
    if (!still) this.start();
    this.button.focus({ preventScroll: true });
    document.querySelector("#draft-diagram").scrollIntoView({ block: "nearest" });
  }

  show(at) {
    this.at = at;
    this.clear();
    this.walk.forEach(({ id }, index) => {
      if (index > at || !this.elements.get(id)) return;
      const last = index === this.walk.length - 1;
      this.canvas.addMarker(id, index < at ? "walked" : last ? "stuck" : "walking");
    });
    const { id, name } = this.walk[at];
    const ended = at === this.walk.length - 1;
    centre(this.canvas, this.elements.get(id));
    const step = `${this.said.dataset.step} ${at + 1}/${this.walk.length}: ${name}`;
    this.said.textContent = ended ? `${step}. ${this.said.dataset.stuck}.` : step;
    if (ended) this.pause();
  }

  step(by) {
    this.pause();
    this.show(Math.min(Math.max(this.at + by, 0), this.walk.length - 1));
  }

  toggle() {
    if (this.timer) return this.pause();
    if (this.at === this.walk.length - 1) this.show(0);
    if (still) return this.step(1);
    this.start();
  }

  start() {
    this.pause();
    this.timer = setInterval(() => this.show(this.at + 1), STEP_MILLISECONDS);
    this.button.textContent = this.button.dataset.pause;
  }

  pause() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.button.textContent = this.button.dataset.play;
  }

  clear() {
    for (const element of this.elements.getAll()) for (const mark of MARKS) this.canvas.removeMarker(element, mark);
  }

  close() {
    this.pause();
    this.clear();
    this.place.hidden = true;
  }
}

// Moves the view only where the element is not well inside it, so that a small diagram stands still.
function centre(canvas, element) {
  if (!element) return;
  const view = canvas.viewbox();
  const x = element.waypoints ? element.waypoints[0].x : element.x + element.width / 2;
  const y = element.waypoints ? element.waypoints[0].y : element.y + element.height / 2;
  const inside = Math.abs(x - view.x - view.width / 2) < view.width * 0.48 && Math.abs(y - view.y - view.height / 2) < view.height * 0.48;
  if (inside && view.scale > 0.5) return;
  const scale = Math.max(view.scale, 0.8);
  const width = view.outer.width / scale;
  const height = view.outer.height / scale;
  canvas.viewbox({ x: x - width / 2, y: y - height / 2, width, height });
}

function pin(viewer, finding, moved) {
  const label = document.createElement("span");
  label.className = `pin pin-${finding.dataset.severity}`;
  label.textContent = finding.dataset.finding;
  const { left, top } = corner(viewer.get("elementRegistry").get(finding.dataset.element));
  viewer.get("overlays").add(finding.dataset.element, { position: { top, left: left + 26 * moved }, html: label });
  viewer.get("canvas").addMarker(finding.dataset.element, finding.dataset.severity);
  label.addEventListener("click", () => point(finding));
}

// A number stands where it hides no name: on the middle of a flow, under a gateway or event, at a corner of a step.
function corner(element) {
  if (element.waypoints) {
    const middle = element.waypoints[Math.floor(element.waypoints.length / 2)];
    const before = element.waypoints[Math.floor(element.waypoints.length / 2) - 1];
    return { left: (middle.x + before.x) / 2 - element.x - 12, top: (middle.y + before.y) / 2 - element.y - 12 };
  }
  const small = element.width <= 60;
  return small ? { left: element.width - 8, top: element.height - 8 } : { left: -12, top: -12 };
}

function point(finding) {
  for (const each of document.querySelectorAll("[data-finding]")) each.removeAttribute("aria-current");
  finding.setAttribute("aria-current", "true");
  finding.scrollIntoView({ block: "nearest" });
}

document.addEventListener("diagram-shown", ({ detail: viewer }) => {
  const canvas = viewer.get("canvas");
  const elements = viewer.get("elementRegistry");
  const player = new Player(viewer, document.querySelector("#player"));
  const pinned = new Map();
  for (const finding of document.querySelectorAll("[data-finding]")) {
    const id = finding.dataset.element;
    const walk = finding.querySelector("[data-walk]");
    if (walk) {
      walk.hidden = false;
      walk.addEventListener("click", () => {
        point(finding);
        player.open(finding);
      });
    }
    if (!id || !elements.get(id)) continue;
    pin(viewer, finding, pinned.get(id) ?? 0);
    pinned.set(id, (pinned.get(id) ?? 0) + 1);
    const button = finding.querySelector("[data-centre]");
    button.hidden = false;
    button.addEventListener("click", () => {
      point(finding);
      centre(canvas, elements.get(id));
      document.querySelector("#draft-diagram").scrollIntoView({ block: "nearest" });
    });
  }
});
