/* Makes pages quicker under the hands. Everything works without it. */
(() => {
  "use strict";
  const KEYS_OFF = "noaber-toetsen-uit";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (target) => target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  const inControl = "a, button, input, select, textarea, label, summary, details";

  const way = "a[href], button[data-open]";
  const rows = () => all(".nb-table tbody tr").filter((row) => one(way, row));
  const current = () => document.activeElement.closest?.(".nb-table tbody tr");

  function move(step) {
    const list = rows();
    if (!list.length) return;
    const place = list.indexOf(current());
    const next = place < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(Math.max(place + step, 0), list.length - 1);
    one(way, list[next]).focus();
  }

  function choose() {
    const box = current() && one("input[type=checkbox]", current());
    if (!box) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  const next = () => one("[data-next]");
  const keysOn = () => !localStorage.getItem(KEYS_OFF);
  const help = () => one("#toetsen");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closePanels();
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !keysOn() || help()?.open) return;
    const act = {
      j: () => move(1),
      k: () => move(-1),
      x: choose,
      v: () => next()?.click(),
      "/": () => one("#zoek")?.select(),
      "?": () => help()?.showModal(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  function closePanels() {
    for (const panel of all("details[open]:is(.nb-why, .nb-menu)")) {
      const inside = panel.contains(document.activeElement);
      panel.open = false;
      if (inside) one("summary", panel).focus();
    }
  }

  document.addEventListener("click", (event) => {
    for (const menu of all(".nb-menu[open]")) if (!menu.contains(event.target)) menu.open = false;
    const row = event.target.closest?.("tr:is([data-href], [data-opens])");
    if (!row || event.target.closest(inControl) || String(getSelection())) return;
    if (!row.dataset.href) one("button[data-open]", row).click();
    else if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
    else location.assign(row.dataset.href);
  });

  document.addEventListener("change", (event) => {
    const row = event.target.matches("td input[type=checkbox]") && event.target.closest("tr");
    if (row) row.classList.toggle("nb-chosen", event.target.checked);
    const exact = event.target.form && one(`[data-exact="${event.target.name}"] [data-exact-value]`, event.target.form);
    if (exact) exact.textContent = event.target.value;
    if (event.target.matches("form[data-direct] :is(select, input[type=checkbox])")) event.target.form.requestSubmit();
  });

  let changed = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-guard]")) changed = true; });
  document.addEventListener("submit", (event) => { if (event.target.method === "post") changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  document.addEventListener("htmx:afterSettle", (event) => {
    const said = one(".nb-pages p, .nb-empty h2", event.target);
    if (said && one("#nb-said")) one("#nb-said").textContent = said.textContent;
  });

  const opener = one("[data-help]");
  if (opener && help()) {
    opener.hidden = false;
    opener.addEventListener("click", () => help().showModal());
    const box = one("[data-keys-on]");
    box.checked = keysOn();
    box.addEventListener("change", () => box.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1"));
  }

  const top = one(".nb-top");
  if (top && getComputedStyle(top).position === "sticky") {
    document.documentElement.style.setProperty("--nb-top-size", `${top.offsetHeight}px`);
  }
  one("#fouten")?.focus();
})();
