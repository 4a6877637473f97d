// Comforts only: every page works without this.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What is wrong is read out first.
document.getElementById("faults")?.focus();

// Whoever writes a message: files can be dropped anywhere in the form, too many are told before they are sent, and how far they have come
// meanwhile. What was typed is saved by itself after a pause, without files; a draft that has changed elsewhere is left for its buttons to tell.
const files = document.querySelector("input[type=file][data-most]");
if (files) {
  const form = files.form;
  const saved = document.getElementById("saved");
  let pause;
  let saving = null;
  let leaving = false;
  let changedElsewhere = false;

  const tell = () => {
    const most = Number(files.dataset.most);
    const sum = [...files.files].reduce((all, file) => all + file.size, 0);
    files.setCustomValidity(sum > most ? document.getElementById("files-hint").textContent : "");
    files.reportValidity();
  };
  files.addEventListener("change", tell);
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

  // Forms of this script are answered with where to go and the draft's number, not with a page that is loaded twice.
  const headers = { "Console-Form": "1" };
  const pageOf = text => new DOMParser().parseFromString(text, "text/html");
  const say = text => {
    if (saved.textContent !== text) {
      saved.textContent = text;
    }
  };
  const save = async () => {
    const data = new FormData(form);
    data.delete("files");
    data.append("do", "save");
    const answer = await fetch(form.action, { method: "POST", body: data, headers });
    const version = answer.headers.get("Console-Version");
    if (version) {
      form.elements.version.value = version;
      say(`${saved.dataset.text} ${new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}`);
      return;
    }
    say(saved.dataset.failed);
    changedElsewhere = answer.ok && !answer.redirected && pageOf(await answer.text()).getElementById("faults") !== null;
    wait(Number(saved.dataset.again));
  };
  const wait = seconds => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      if (leaving || changedElsewhere) {
        return;
      }
      if (saving) {
        wait(seconds);
        return;
      }
      saving = save().catch(() => {
        say(saved.dataset.failed);
        wait(Number(saved.dataset.again));
      }).finally(() => { saving = null; });
    }, seconds * 1000);
  };
  form.addEventListener("input", event => {
    if (event.target !== files) {
      wait(Number(saved.dataset.pause));
    }
  });

  let waits = false;
  let isOwn = false;
  form.addEventListener("submit", event => {
    if (isOwn) {
      return;
    }
    if (waits) {
      event.preventDefault();
      return;
    }
    if (!files.checkValidity()) {
      event.preventDefault();
      files.reportValidity();
      return;
    }
    const button = event.submitter;
    leaving = true;
    clearTimeout(pause);
    if (button && (saving || files.files.length > 0)) {
      // The number of the draft that comes back from a saving under way is waited for.
      event.preventDefault();
      waits = true;
      Promise.resolve(saving).finally(() => files.files.length > 0 ? upload(button) : submit(button));
    }
  });

  const submit = button => {
    isOwn = true;
    form.requestSubmit(button);
  };

  const upload = button => {
    const progress = document.getElementById("progress");
    const buttons = form.querySelectorAll("button");
    const request = new XMLHttpRequest();
    const data = new FormData(form, button);
    const busy = is => {
      progress.parentElement.hidden = !is;
      buttons.forEach(each => { each.disabled = is; });
    };
    request.upload.addEventListener("progress", event => { progress.value = event.lengthComputable ? event.loaded / event.total : 0; });
    request.addEventListener("error", () => {
      // The browser's own way is left, which tells what is wrong.
      busy(false);
      submit(button);
    });
    request.addEventListener("load", () => {
      const there = request.getResponseHeader("Console-Location");
      if (there) {
        location.assign(there);
        return;
      }
      const answer = pageOf(request.responseText);
      const fault = answer.getElementById("faults");
      const version = answer.querySelector("[name=version]");
      busy(false);
      if (!fault || !version) {
        submit(button);
        return;
      }
      // What was typed is saved, and the files too unless something is wrong with them: the page shows those that are.
      waits = false;
      leaving = false;
      files.value = "";
      form.elements.version.value = version.value;
      for (const part of ["attached", "files-hint"]) {
        document.getElementById(part).replaceChildren(...answer.getElementById(part).childNodes);
      }
      document.querySelectorAll("main > .notice").forEach(old => old.remove());
      form.before(fault);
      fault.focus();
    });
    request.open("POST", form.action);
    request.setRequestHeader("Console-Form", "1");
    request.send(data);
    busy(true);
  };
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
