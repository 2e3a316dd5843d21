// Keys for deciding drafts: j and k go to the next and the one before, y confirms, n discards,
// e corrects, a confirms as an account of the act of the record that stands on the draft. Every one of them presses a button or follows a link that stands on the page.
"use strict";

{
  const room = document.querySelector(".drafts");
  const drafts = [...room.querySelectorAll(".draft.open")];
  const words = [...document.querySelectorAll(".drafted")];
  let current = null;

  const choose = (draft, { focus }) => {
    current = draft;
    for (const one of drafts) one.classList.toggle("current", one === draft);
    for (const one of words) {
      const here = one.dataset.drafts.split(" ").includes(draft.id);
      one.classList.toggle("current", here);
      if (here && focus) one.scrollIntoView({ block: "nearest" });
    }
    if (focus) draft.focus();
  };
  const step = (by) => {
    if (!drafts.length) return;
    const at = current ? drafts.indexOf(current) + by : 0;
    choose(drafts[Math.max(0, Math.min(drafts.length - 1, at))], { focus: true });
  };

  // Single keys can be switched off, for those whose speech or switch types letters.
  const note = document.createElement("p");
  note.className = "keys";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  let on = localStorage.getItem("keys") !== "off";
  const say = () => {
    const told = room.dataset;
    note.firstChild.textContent = `${on ? told.keys : told.noKeys} `;
    button.textContent = on ? told.switchOff : told.switchOn;
    for (const key of room.querySelectorAll("kbd")) key.hidden = !on;
  };
  button.addEventListener("click", () => {
    on = !on;
    localStorage.setItem("keys", on ? "on" : "off");
    say();
  });
  if (drafts.length) {
    note.append("", button);
    room.querySelector("h2").after(note);
    say();
  }

  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (current) current.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
  });
  room.addEventListener("focusin", (event) => {
    const draft = event.target.closest(".draft.open");
    if (draft) choose(draft, { focus: false });
  });
  const follow = () => {
    const draft = drafts.find((one) => `#${one.id}` === location.hash);
    if (draft) choose(draft, { focus: true });
  };
  window.addEventListener("hashchange", follow);
  follow();
}

// Words selected in the report go into the form that makes a draft of them, with a few words that
// stand before them, so that the place is found although the same words stand elsewhere too.
{
  const form = document.querySelector(".marking");
  const text = document.querySelector(".text");
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!form || chosen.isCollapsed || !text.contains(chosen.anchorNode)) return;
    const words = chosen.toString().trim();
    if (!words) return;
    const range = chosen.getRangeAt(0);
    const lead = document.createRange();
    lead.setStart(range.startContainer.parentElement.closest("p") ?? text, 0);
    lead.setEnd(range.startContainer, range.startOffset);
    const before = lead.cloneContents();
    for (const number of before.querySelectorAll("sup")) number.remove();
    form.closest("details").open = true;
    form.elements.words.value = words;
    form.elements.before.value = before.textContent.trim().split(/\s+/).slice(-5).join(" ");
  });
}
