// Pacte: what a page can do better with a script. Without it, everything works: forms send, links lead.
"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Announces a sentence to those who listen to the page.
  function announce(sentence) {
    const region = one("#annonce");
    if (!region || !sentence) return;
    region.textContent = "";
    requestAnimationFrame(() => { region.textContent = sentence; });
  }

  // "/" goes to the search field, unless the person has switched it off or is writing.
  const SHORTCUTS = "pacte-raccourcis";
  const shortcutsOn = () => {
    try { return localStorage.getItem(SHORTCUTS) !== "non"; } catch { return true; }
  };
  function rememberShortcuts(on) {
    try { localStorage.setItem(SHORTCUTS, on ? "oui" : "non"); } catch { /* kept for this page only */ }
  }
  function showShortcuts() {
    const on = shortcutsOn();
    all(".search kbd").forEach((hint) => { hint.hidden = !on; });
    all("[data-shortcuts]").forEach((line) => {
      line.hidden = false;
      const box = one("input", line);
      box.checked = on;
      box.addEventListener("change", () => {
        rememberShortcuts(box.checked);
        all(".search kbd").forEach((hint) => { hint.hidden = !box.checked; });
      });
    });
  }
  const writing = (element) =>
    element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (writing(event.target) || !shortcutsOn()) return;
    const field = one("#q") ?? one("input[type=search]");
    if (!field || field.offsetParent === null) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  // "j" and "k" go from one line to the next in a table or on the board, "x" ticks the line.
  const lines = () => all("main .table tbody tr:not(.edit), main .lane-card").filter((line) => one("a", line));
  function move(step) {
    const every = lines();
    const here = every.findIndex((line) => line.contains(document.activeElement));
    const next = every[here < 0 ? (step > 0 ? 0 : every.length - 1) : here + step];
    if (!next) return false;
    one("a.t, a", next).focus();
    return true;
  }
  function tick() {
    const box = one("input[type=checkbox]", document.activeElement?.closest("tr") ?? document.createElement("p"));
    if (!box) return false;
    box.click();
    announce(box.checked ? "Ligne cochée" : "Ligne décochée");
    return true;
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || !shortcutsOn()) return;
    const does = { j: () => move(1), k: () => move(-1), x: tick }[event.key];
    if (does?.()) event.preventDefault();
  });

  // Ctrl+K opens the page where one goes by typing over the present one: its search, and the links it answers.
  let palette;
  function openPalette(address) {
    if (!palette) {
      palette = document.createElement("dialog");
      palette.setAttribute("aria-label", "Aller à");
      palette.append(document.createElement("div"));
      document.body.append(palette);
      palette.addEventListener("input", () => fillPalette(address, one("input", palette).value));
    }
    palette.showModal();
    fillPalette(address, "");
  }
  async function fillPalette(address, words) {
    const answer = await fetch(`${address}?${new URLSearchParams({ q: words })}`);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const field = one("input", palette);
    if (field && field.value !== words) return;
    const inside = palette.firstElementChild;
    if (!field) inside.replaceChildren(one("[data-aller-form]", page), one("#resultats", page));
    else one("#resultats", inside).replaceWith(one("#resultats", page));
    announce(one("#resultats", inside).dataset.annonce);
    one("input", inside).focus();
  }
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    const place = one("a[data-aller]");
    if (!place || typeof HTMLDialogElement === "undefined") return;
    event.preventDefault();
    openPalette(place.getAttribute("href"));
  });

  // Filters apply as they are chosen; their button stays, and is what works without a script.
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLSelectElement || field?.type === "checkbox" || field?.type === "radio")) return;
    field.form?.matches("[data-auto]") && field.form.requestSubmit();
  });

  // Files that are too heavy together are told before they leave.
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field?.type !== "file" || !field.dataset.most) return;
    const weight = [...field.files].reduce((sum, file) => sum + file.size, 0);
    field.setCustomValidity(weight > Number(field.dataset.most) ? field.dataset.tooMuch : "");
    field.reportValidity();
  });

  // After a part of the page is replaced: the errors take the focus, or the new content is announced.
  document.addEventListener("htmx:after:swap", (event) => {
    // A target replaced whole is no longer in the page: the part that took its place is looked at.
    const target = event.detail?.ctx?.target;
    const root = (target?.isConnected ? target : document.getElementById(target?.id)) ?? document;
    const errors = one(".err-summary", root);
    if (errors) {
      errors.focus();
      return;
    }
    const spoken = root.matches?.("[data-annonce]") ? root : one("[data-annonce]", root);
    const sentence = spoken?.dataset.annonce;
    // A part that renews itself says only what is new.
    const renews = spoken?.getAttribute("hx-trigger")?.startsWith("every ");
    if (!(renews && one("#annonce")?.textContent === sentence)) announce(sentence);
  });
  document.addEventListener("htmx:error", () => {
    announce("Le serveur ne répond pas. Rechargez la page.");
  });

  // Printing needs a script: its button appears with it.
  function showPrint() {
    all("button.js-print").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
  }

  // Browsers older than the popover attribute: the same buttons show and hide.
  function openWithoutPopover() {
    if ("popover" in HTMLElement.prototype) return;
    all("[popovertarget]").forEach((button) => {
      const panel = document.getElementById(button.getAttribute("popovertarget"));
      if (!panel) return;
      panel.hidden = true;
      button.setAttribute("aria-expanded", "false");
      button.addEventListener("click", () => {
        panel.hidden = !panel.hidden;
        button.setAttribute("aria-expanded", String(!panel.hidden));
      });
    });
  }

  function start() {
    showShortcuts();
    showPrint();
    openWithoutPopover();
    one(".err-summary[autofocus]")?.focus();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
