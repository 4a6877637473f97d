// Comforts only: every page works without this.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What is wrong is read out first.
document.getElementById("faults")?.focus();

// Files can be dropped anywhere in the form; too many are told before they are sent.
const files = document.querySelector("input[type=file][data-most]");
if (files) {
  const form = files.form;
  const tell = () => {
    const most = Number(files.dataset.most);
    const sum = [...files.files].reduce((all, file) => all + file.size, 0);
    files.setCustomValidity(sum > most ? document.getElementById("files-hint").textContent : "");
    files.reportValidity();
  };
  files.addEventListener("change", tell);
  form.addEventListener("submit", event => {
    if (!files.checkValidity()) {
      event.preventDefault();
      files.reportValidity();
    }
  });
  form.addEventListener("dragover", event => {
    event.preventDefault();
    form.classList.add("dropping");
  });
  form.addEventListener("dragleave", () => form.classList.remove("dropping"));
  form.addEventListener("drop", event => {
    event.preventDefault();
    form.classList.remove("dropping");
    if (event.dataTransfer.files.length > 0) {
      files.files = event.dataTransfer.files;
      tell();
    }
  });
}

// A message on its way shows new events by itself, and nothing else of the page changes under the reader's hands.
const timeline = document.querySelector("[data-refresh]");
if (timeline) {
  let wait = Number(timeline.dataset.refresh);
  const refresh = async () => {
    if (document.visibilityState === "visible") {
      try {
        const answer = await fetch(location.pathname, { headers: { "Accept": "text/html", "Console-Refresh": "1" } });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = page.getElementById("timeline");
        if (now && now.innerHTML !== timeline.innerHTML) {
          timeline.replaceChildren(...now.childNodes);
          for (const live of ["state", "conversation"]) {
            const fresh = page.getElementById(live);
            if (fresh) {
              document.getElementById(live)?.replaceChildren(...fresh.childNodes);
            }
          }
        }
        if (now && !now.dataset.refresh) {
          return;
        }
      } catch {
        // The node is away for a moment; the next look tries again.
      }
    }
    wait = Math.min(wait * 1.5, 120);
    setTimeout(refresh, wait * 1000);
  };
  document.getElementById("state")?.setAttribute("aria-live", "polite");
  setTimeout(refresh, wait * 1000);
}
