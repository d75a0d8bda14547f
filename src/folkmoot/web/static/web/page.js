// Everything here is an extra: every page works without it.
"use strict";
(() => {
  const announcer = () => document.getElementById("announcer");
  const said = announcer()?.dataset ?? {}; // said in the language of the page
  function announce(told) {
    const place = announcer();
    if (!place) return;
    place.textContent = "";
    setTimeout(() => { place.textContent = told; }, 50);
  }

  // Errors take the focus, whether they came with the page or were swapped in.
  function focusErrors(within) {
    const summary = within.matches?.(".error-summary") ? within : within.querySelector?.(".error-summary");
    if (summary) summary.focus();
  }

  // Without a network the browser would put its own error in place of the page.
  document.addEventListener("submit", (event) => {
    if (navigator.onLine || event.target.method !== "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    failed();
  }, true);

  // Drafts: what was being written stays on this device until it is sent, seven days at most.
  // Those of staff are their writer's: a page drawn for a colleague drops them.
  const PREFIX = "draft:";
  const STAFF = `${PREFIX}@`;
  const OWN = document.body.dataset.writer ? `${STAFF}${document.body.dataset.writer}:` : PREFIX;
  const DAYS = 7 * 24 * 60 * 60 * 1000;
  const store = (() => {
    try { localStorage.setItem(PREFIX, ""); localStorage.removeItem(PREFIX); return localStorage; } catch { return null; }
  })();
  const writable = (form) => [...form.elements].filter(
    (e) => e.name && (e.tagName === "TEXTAREA" || (e.tagName === "INPUT" && e.type === "text")),
  );
  const draftForm = (element) => element?.closest?.("form[data-draft]");
  // What a voice writes is kept under its mark: the next person in this browser does not find it.
  const voiceOf = (form) => form.elements.namedItem("voice")?.value;
  const keyOf = (form) => (voiceOf(form) ? `${PREFIX}${voiceOf(form)}:` : OWN) + form.dataset.draft;

  function saveDraft(form) {
    const words = Object.fromEntries(writable(form).map((e) => [e.name, e.value]));
    if (Object.values(words).some((w) => w.trim())) store.setItem(keyOf(form), JSON.stringify({ at: Date.now(), words }));
    else store.removeItem(keyOf(form));
  }

  function restoreDraft(form) {
    let kept = null;
    try { kept = JSON.parse(store.getItem(keyOf(form))); } catch { store.removeItem(keyOf(form)); }
    if (!kept) return;
    if (Date.now() - kept.at > DAYS) { store.removeItem(keyOf(form)); return; }
    let restored = false;
    for (const e of writable(form)) {
      if (!e.value && kept.words[e.name]) { e.value = kept.words[e.name]; restored = true; }
    }
    if (restored) announce(said.kept);
  }

  function forgetDrafts(isGone) {
    Object.keys(store).filter((k) => k.startsWith(PREFIX) && isGone(k)).forEach((k) => store.removeItem(k));
  }

  function isOld(key) {
    try { return !(Date.now() - JSON.parse(store.getItem(key)).at <= DAYS); } catch { return true; }
  }

  if (store) {
    const sent = sessionStorage.getItem("draft-sent");
    sessionStorage.removeItem("draft-sent");
    // A page that came back with errors has not taken the words in; nor has one that somebody
    // found the way back to, after the network failed, by the Back button or the address.
    const arrival = performance.getEntriesByType("navigation")[0]?.type;
    const wasTaken = (arrival === "navigate" && document.referrer) || arrival === "reload";
    if (sent && wasTaken && !document.querySelector(".error-summary, [data-failed]")) store.removeItem(sent);
    forgetDrafts((key) => isOld(key) || (OWN !== PREFIX && key.startsWith(STAFF) && !key.startsWith(OWN)));
    document.querySelectorAll("form[data-draft]").forEach(restoreDraft);
    document.addEventListener("input", (event) => {
      const form = draftForm(event.target);
      if (form) saveDraft(form);
    });
    document.addEventListener("submit", (event) => {
      const leaving = [event.submitter, event.target].find((e) => e?.matches("[data-forget-drafts]"));
      if (leaving) forgetDrafts((key) => leaving.dataset.forgetDrafts !== "staff" || key.startsWith(STAFF));
      // Words handed back and sent after all: their draft goes as it would have gone.
      if (sent && event.target.matches("[data-again]")) sessionStorage.setItem("draft-sent", sent);
      const form = draftForm(event.target);
      if (form && !form.hasAttribute("hx-post")) sessionStorage.setItem("draft-sent", keyOf(form));
    });
    document.addEventListener("htmx:load", (event) => {
      event.target.querySelectorAll?.("form[data-draft]").forEach(restoreDraft);
      if (event.target.matches?.("form[data-draft]")) restoreDraft(event.target);
    });
    document.addEventListener("htmx:beforeSwap", (event) => {
      // Only when the form itself was sent, not a part of it that looked something up.
      const form = event.detail.requestConfig?.elt;
      if (form?.matches?.("form[data-draft]") && event.detail.xhr.status < 300) store.removeItem(keyOf(form));
    });
  }

  // One press is one act: a second press of the same form within four seconds is let go.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    const now = Date.now();
    if (now - Number(form.dataset.sentAt || 0) < 4000) event.preventDefault();
    else form.dataset.sentAt = now;
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach((f) => delete f.dataset.sentAt));

  // A page that answered a form cannot be shown again: once left, "Back" leads to one that can.
  const answered = document.querySelector("[data-way-back]");
  if (answered) {
    const leave = (event) => {
      if (!event.defaultPrevented) history.replaceState(null, "", answered.dataset.wayBack);
    };
    document.addEventListener("submit", leave);
    document.addEventListener("click", (event) => { if (event.target.closest?.("a[href]:not([href^='#'])")) leave(event); });
  }

  // When the network or the server fails, nothing is lost and we say so.
  function failed() {
    announce(said.notSent);
    let notice = document.getElementById("failed-notice");
    if (!notice) {
      notice = document.createElement("p");
      notice.id = "failed-notice";
      notice.className = "notice notice--error failed-notice";
      document.body.append(notice);
    }
    notice.textContent = said.nothingLost;
  }
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:timeout", failed);
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.successful) document.getElementById("failed-notice")?.remove();
  });
  document.addEventListener("htmx:afterSettle", (event) => focusErrors(event.target));

  // Paper shows what a fold hides.
  window.addEventListener("beforeprint", () => document.querySelectorAll("details:not([open])").forEach((d) => {
    d.open = true; d.dataset.openedToPrint = "";
  }));
  window.addEventListener("afterprint", () => document.querySelectorAll("details[data-opened-to-print]").forEach((d) => {
    d.open = false; delete d.dataset.openedToPrint;
  }));

  focusErrors(document);
})();
