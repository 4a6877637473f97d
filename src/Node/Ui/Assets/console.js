// Comforts only: every page works without this.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What is wrong is read out first.
document.getElementById("faults")?.focus();

// Whoever writes a message: files can be dropped anywhere in the form, what cannot be taken is told before it is sent, and how far they have
// come meanwhile. What was typed is saved by itself after a pause, without files, and before any button leaves the page: what cannot be saved
// stays where it was typed. A draft that has changed elsewhere is left for its buttons to tell.
const files = document.querySelector("input[type=file][data-most]");
if (files) {
  const form = files.form;
  const saved = document.getElementById("saved");
  const signedOut = document.getElementById("signed-out");
  let pause;
  let saving = null;
  let typed = false;
  let leaving = false;
  let changedElsewhere = false;
  let unsaved = false;

  const isOf = (type, known) => known === "*/*" || (known.endsWith("/*") ? type.startsWith(known.slice(0, -1)) : type === known);
  const tell = () => {
    const chosen = [...files.files];
    const types = files.dataset.types.split(" ").filter(known => known);
    const unwanted = types.length > 0 && chosen.find(file => !types.some(known => isOf((file.type || "application/octet-stream").toLowerCase(), known)));
    const tooLarge = chosen.reduce((all, file) => all + file.size, 0) > Number(files.dataset.most);
    files.setCustomValidity(tooLarge ? document.getElementById("files-hint").textContent : unwanted ? `${unwanted.name}: ${files.dataset.unwanted}` : "");
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
  // Saves what was typed, and says whether that is done, or what is in its way.
  const post = async keepalive => {
    const body = new FormData(form);
    body.delete("files");
    body.append("do", "save");
    typed = false;
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers, keepalive, signal: AbortSignal.timeout(30_000) });
      const version = answer.headers.get("Console-Version");
      if (version) {
        form.elements.version.value = version;
        return "saved";
      }
      return answer.redirected ? "signed-out"
        : answer.status >= 400 && answer.status < 500 ? "refused"
        : answer.ok && pageOf(await answer.text()).getElementById("faults") ? "elsewhere" : "failed";
    } catch {
      return "failed";
    }
  };
  const save = async (keepalive = false) => {
    const state = await post(keepalive);
    unsaved = state !== "saved";
    typed ||= unsaved;
    changedElsewhere = state === "elsewhere" || state === "refused";
    signedOut.hidden = state !== "signed-out";
    say(state === "saved" ? `${saved.dataset.text} ${new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}`
      : state === "elsewhere" ? saved.dataset.elsewhere : state === "refused" ? saved.dataset.refused : saved.dataset.failed);
    if (state === "failed" || state === "signed-out") {
      wait(Number(saved.dataset.again));
    }
    return state;
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
      saving = save().finally(() => { saving = null; });
    }, seconds * 1000);
  };
  form.addEventListener("input", event => {
    if (event.target !== files) {
      typed = true;
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
    leaving = true;
    clearTimeout(pause);
    if (event.submitter && (saving || typed || files.files.length > 0)) {
      event.preventDefault();
      waits = true;
      leave(event.submitter);
    }
  });

  // The number of the draft that comes back from a saving under way is waited for.
  const leave = async button => {
    say(saved.dataset.saving);
    await saving;
    if (button.value === "discard") {
      files.value = "";
      submit(button);
      return;
    }
    const state = typed || files.files.length > 0 ? await save() : "saved";
    if (state === "failed" || state === "signed-out" || state === "refused") {
      stay();
      (signedOut.hidden ? saved : signedOut).scrollIntoView({ block: "nearest" });
    } else if (files.files.length > 0) {
      upload(button);
    } else {
      submit(button);
    }
  };

  const stay = () => {
    waits = false;
    leaving = false;
  };

  // Whoever goes on by a link leaves nothing behind that was just typed, and is asked where it cannot be saved.
  addEventListener("beforeunload", event => {
    if (!typed || leaving) {
      return;
    }
    if (unsaved) {
      event.preventDefault();
    }
    if (!saving && !changedElsewhere) {
      saving = save(true).finally(() => { saving = null; });
    }
  });

  const submit = button => {
    isOwn = true;
    form.requestSubmit(button);
  };

  // To an address that differs in what follows # alone a browser only scrolls.
  const goTo = there => {
    if (there.pathname + there.search === location.pathname + location.search) {
      location.hash = there.hash;
      location.reload();
    } else {
      location.assign(there);
    }
  };

  const upload = button => {
    const progress = document.getElementById("progress");
    const fields = [...form.elements];
    const request = new XMLHttpRequest();
    const data = new FormData(form, button);
    const busy = is => {
      progress.parentElement.hidden = !is;
      fields.forEach(each => { each.disabled = is; });
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
        goTo(new URL(there, location.href));
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
      stay();
      files.value = "";
      files.dataset.most = answer.getElementById("files").dataset.most;
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
