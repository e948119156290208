// Forms: the server draws and judges; here only what keeps a person who is typing from being disturbed.

// Between the first key of a Vietnamese letter and the last (Telex: "aa" becomes "â") the browser composes. No part
// of a form is swapped then and no request starts: the change that ends the word sends it all.
let composing = false;
document.addEventListener("compositionstart", () => (composing = true));
document.addEventListener("compositionend", () => (composing = false));

document.addEventListener("htmx:config:request", (event) => {
  if (composing) event.preventDefault();
});

// What a person typed is never swapped for anything but the form itself: not for a sign-in page, not for an error.
document.addEventListener("htmx:before:swap", (event) => {
  const { target, text = "" } = event.detail.ctx;
  if (target?.id === "fields" && (composing || !text.includes('id="fields"'))) event.preventDefault();
});
