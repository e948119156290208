// An island: shows a diagram with what is done, current and late. The data stand in the page; nothing is fetched
// but the diagram itself. The bpmn.io mark stays visible, as its licence asks.
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn.css";
import "./diagram.css";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer.js";

// Below this a person cannot read the names; a long diagram then opens where the dossier stands.
const READABLE = 0.7;

async function show(place) {
  const viewer = new NavigatedViewer({ container: place });
  const answer = await fetch(place.dataset.diagram, { headers: { accept: "application/xml" } });
  await viewer.importXML(await answer.text());
  const canvas = viewer.get("canvas");
  canvas.zoom("fit-viewport");
  const marked = JSON.parse(place.dataset.marks || "{}");
  for (const [element, marks] of Object.entries(marked)) {
    for (const mark of [marks].flat()) canvas.addMarker(element, mark);
  }
  const waiting = Object.keys(marked).find((element) => ["current", "late"].includes(marked[element]));
  if (waiting && canvas.zoom() < READABLE) {
    canvas.zoom(READABLE);
    canvas.scrollToElement(waiting, 120);
  }
  place.dispatchEvent(new CustomEvent("diagram-shown", { detail: viewer, bubbles: true }));
}

for (const place of document.querySelectorAll("[data-diagram]")) show(place);
