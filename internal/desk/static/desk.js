// What a page can do more with script. Every page works without it.
"use strict";

// A record and its words light up together.
function light(id, on) {
  for (const e of document.querySelectorAll("[data-records]"))
    if (e.dataset.records.split(" ").includes(id)) e.classList.toggle("on", on);
  document.getElementById("record-" + id)?.classList.toggle("on", on);
}
for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]])
  for (const type of [start, end])
    document.addEventListener(type, (event) => {
      const near = event.target.closest?.("[data-records], .record[data-record]");
      if (!near) return;
      const ids = near.dataset.record ? [near.dataset.record] : near.dataset.records.split(" ");
      for (const id of ids) light(id, type === start);
    });

// A file dropped on the box goes into its file field.
for (const box of document.querySelectorAll(".drop")) {
  const file = box.querySelector("input[type=file]");
  if (!file) continue;
  box.addEventListener("dragover", (event) => { event.preventDefault(); box.classList.add("over"); });
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("over");
    if (event.dataTransfer.files.length) { file.files = event.dataTransfer.files; file.form.requestSubmit(); }
  });
}

// "/" goes to the search field.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const field = document.querySelector("header.top input[type=search]");
  if (field) { event.preventDefault(); field.focus(); }
});
