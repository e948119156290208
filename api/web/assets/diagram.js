// An island: shows a diagram with what is done, current and late. The data stand in the page; nothing is fetched
// but the diagram itself. The bpmn.io mark stays visible, as its licence asks.
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn.css";
import "./diagram.css";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer.js";

async function show(place) {
  const viewer = new NavigatedViewer({ container: place });
  const answer = await fetch(place.dataset.diagram, { headers: { accept: "application/xml" } });
  await viewer.importXML(await answer.text());
  const canvas = viewer.get("canvas");
  canvas.zoom("fit-viewport");
  for (const [element, marks] of Object.entries(JSON.parse(place.dataset.marks || "{}"))) {
    for (const mark of [marks].flat()) canvas.addMarker(element, mark);
  }
  place.dispatchEvent(new CustomEvent("diagram-shown", { detail: viewer, bubbles: true }));
}

for (const place of document.querySelectorAll("[data-diagram]")) show(place);
