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

  // Keys of one character, unless the person has switched them off or is writing.
  const SHORTCUTS = "pacte-raccourcis";
  const shortcutsOn = () => {
    try { return localStorage.getItem(SHORTCUTS) !== "non"; } catch { return true; }
  };
  function showShortcuts() {
    const hint = (on) => all(".search kbd, .room kbd").forEach((key) => { key.hidden = !on; });
    hint(shortcutsOn());
    all("[data-shortcuts]").forEach((line) => {
      line.hidden = false;
      const box = one("input", line);
      box.checked = shortcutsOn();
      box.addEventListener("change", () => {
        hint(box.checked);
        try { localStorage.setItem(SHORTCUTS, box.checked ? "oui" : "non"); } catch { /* kept for this page only */ }
      });
    });
  }
  const writing = (element) => element.matches?.("input, textarea, select, [contenteditable]");

  // "/" goes to the search field.
  function search() {
    const field = one("#q, input[type=search]");
    if (!field?.offsetParent) return false;
    field.focus();
    field.select();
    return true;
  }
  // "j" and "k" go from one line to the next in what is listed, "x" ticks the line. What is folded is passed over.
  const LINES = "tbody tr:not(.edit), .lane-card, :is(.list, .timeline, .acts) > li, li.card, .msg, .tree summary";
  const stop = (line) => (line.matches("summary") ? line : one("a.t, a, summary", line));
  function move(step) {
    const lines = all(LINES, one("dialog[open]") ?? one("main")).filter((line) => stop(line) && (stop(line).checkVisibility?.() ?? true));
    // Where nothing has the focus, one starts from what is looked at.
    const focus = document.activeElement === document.body ? one("li > div > [aria-current=true]") : document.activeElement;
    const here = lines.findLastIndex((line) => line.contains(focus));
    const next = lines[here < 0 && step < 0 ? lines.length - 1 : here + step];
    if (!next) return false;
    stop(next).focus();
    return true;
  }
  function tick() {
    const box = one("tr:focus-within [type=checkbox]");
    if (!box) return false;
    box.click();
    announce(box.checked ? "Ligne cochée" : "Ligne décochée");
    return true;
  }
  // "e" follows the link that corrects what is looked at.
  function edit() {
    const link = one("main [data-touche=e]");
    link?.click();
    return Boolean(link);
  }
  // "?" opens the page of keys.
  function keys() {
    const place = one("a[data-aller]");
    if (place) location.assign(`${place.getAttribute("href")}#h-touches`);
    return Boolean(place);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || !shortcutsOn()) return;
    const does = { "/": search, "?": keys, j: () => move(1), k: () => move(-1), x: tick, e: edit }[event.key];
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
      palette.addEventListener("keydown", (event) => keyInPalette(event, address));
    }
    palette.showModal();
    fillPalette(address, "");
  }
  async function fillPalette(address, words) {
    const answer = await fetch(`${address}?${new URLSearchParams({ q: words })}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = one("#resultats", page);
    const field = one("input", palette);
    if (!found || (field && field.value !== words)) return;
    const inside = palette.firstElementChild;
    if (field) one("#resultats", inside).replaceWith(found);
    else inside.replaceChildren(one("[data-aller-form]", page), found);
    found.dataset.of = words;
    announce(found.dataset.annonce);
    // Whoever is among the answers by now stays there, unless they are gone.
    if (!inside.contains(document.activeElement)) one("input", inside).focus();
  }
  // Arrows go through the answers and back up to the field; Enter in it opens the first.
  async function keyInPalette(event, address) {
    const field = one("input", palette);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (!move(step) && step < 0) field.focus();
    } else if (event.key === "Enter" && event.target === field) {
      event.preventDefault();
      const words = field.value;
      if (one("#resultats", palette).dataset.of !== words) await fillPalette(address, words);
      // What was typed since then has its own answers: none is opened that was not asked for.
      if (field.value === words) (one("#resultats li a", palette) ?? one("button", palette)).click();
    }
  }
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    const place = one("a[data-aller]");
    if (!place || !window.HTMLDialogElement) return;
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

  // A part of the page that renews itself gives the focus back to what held it, and what was being typed there.
  let held = "";
  let typed = [];
  document.addEventListener("htmx:before:swap", () => {
    held = document.activeElement?.id ?? "";
    typed = all('[hx-trigger^="every "] input[type=search]').map((field) => [field.id, field.value]);
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
    // The filters that are folded say how many of them are active.
    const told = one("[data-filtres]", root.parentElement ?? root)?.dataset.filtres;
    if (told !== undefined) all(".filters-fold .told").forEach((words) => { words.textContent = told; });
    // A part that renews itself says only what is new.
    const renews = spoken?.getAttribute("hx-trigger")?.startsWith("every ");
    if (renews) typed.forEach(([id, value]) => Object.assign(document.getElementById(id) ?? {}, { value }));
    if (renews && held && document.activeElement === document.body) document.getElementById(held)?.focus();
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
      const show = (shown) => {
        panel.hidden = !shown;
        button.setAttribute("aria-expanded", String(shown));
      };
      show(false);
      button.addEventListener("click", () => show(panel.hidden));
    });
  }

  // Filters that fold on a phone stand open on a wide screen; browsers that cannot say so in their styles are told here.
  function unfold() {
    if (CSS.supports("selector(::details-content)") || !matchMedia("(min-width: 48.01rem)").matches) return;
    all("details.filters-fold").forEach((fold) => { fold.open = true; });
  }

  function start() {
    unfold();
    showShortcuts();
    showPrint();
    openWithoutPopover();
    one(".err-summary[autofocus]")?.focus();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
