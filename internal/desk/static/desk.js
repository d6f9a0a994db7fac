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
  const field = document.querySelector("form[role=search] input[type=search]");
  if (field) { event.preventDefault(); field.focus(); }
});

// With script, a citation is copied with one click.
function citations(root) {
  for (const cite of root.querySelectorAll("details.cite")) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: "Copy citation" });
    button.addEventListener("click", async () => {
      const text = cite.querySelector("textarea");
      try {
        await navigator.clipboard.writeText(text.value);
      } catch { // an old browser, or one that asks first
        cite.hidden = false;
        cite.open = true;
        text.select();
        document.execCommand("copy");
      }
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy citation"; }, 2000);
    });
    cite.hidden = true;
    (cite.parentElement.querySelector("p.facts:last-of-type") ?? cite.parentElement).append(" · ", button);
  }
}
citations(document);

// The bar for what is ticked stays in sight while something is.
document.addEventListener("change", (event) => {
  if (event.target.name !== "record") return;
  const bar = document.getElementById("tick");
  const n = document.querySelectorAll("input[name=record]:checked").length;
  bar?.classList.toggle("some", n > 0);
  const button = bar?.querySelector("button");
  if (button) button.textContent = n ? `Note of ${n} ticked` : "Note of what is ticked";
});

// Parts of a page that come later: more of a list, and answers to a search while it is typed.
async function part(address, id, signal) {
  const answer = await fetch(address, { signal, credentials: "same-origin" });
  return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id) ?? null;
}

// "Older" adds to the list it stands below.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.(".hits .pager a[rel=next]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const more = (await part(link.href, "found")).querySelector(".hits");
    more.querySelector("h2").remove();
    citations(more);
    link.closest(".pager").replaceWith(...more.childNodes);
  } catch { location.href = link.href; }
});

// A search answers while it is typed, after a pause.
for (const field of document.querySelectorAll("input[data-live]")) {
  let wait, under;
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(async () => {
      under?.abort();
      under = new AbortController();
      const asked = new URLSearchParams([...new FormData(field.form)].filter(([, value]) => value));
      const address = "/search?" + asked;
      try {
        const found = await part(address, "found", under.signal);
        citations(found);
        document.getElementById("found").replaceWith(found);
        history.replaceState(null, "", address);
      } catch { /* the next letter asks again */ }
    }, 350);
  });
}
