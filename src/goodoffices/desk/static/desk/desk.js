// Progressive enhancement only: without this file every form shows the readers of each choice.
"use strict";

// "Who will see this" shows the readers of the audience that is chosen.
for (const select of document.querySelectorAll("select[name=audience]")) {
  const readers = select.form.querySelectorAll("[data-audience]");
  const show = () => {
    for (const line of readers) line.hidden = line.dataset.audience !== select.value;
  };
  select.addEventListener("change", show);
  show();
}

// What was typed is not lost by walking away.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let changed = form.dataset.keep === "changed";
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
