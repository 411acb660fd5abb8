/* A tap that does not arrive is said out loud. Without it every form is an ordinary form. */
(() => {
  "use strict";
  const LONGEST = 20000;
  const bar = document.querySelector("[data-offline]");
  const show = () => { if (bar) bar.hidden = navigator.onLine; };
  addEventListener("offline", show);
  addEventListener("online", show);
  show();

  function notSaved(form, why) {
    const said = form.querySelector("[data-not-saved]");
    said.querySelector("[data-why]").textContent = why;
    said.hidden = false;
    said.focus();
  }

  async function send(form, button) {
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), LONGEST);
    try {
      return await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual", signal: stop.signal });
    } catch {
      notSaved(form, stop.signal.aborted ? "Er kwam geen antwoord, dus het is niet zeker." : "Er is geen verbinding.");
      return null;
    } finally {
      clearTimeout(clock);
      button.removeAttribute("aria-busy");
    }
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-online]")) return;
    event.preventDefault();
    const button = form.querySelector("button[type=submit]");
    if (button.hasAttribute("aria-busy")) return;
    form.querySelector("[data-not-saved]").hidden = true;
    button.setAttribute("aria-busy", "true");
    const answer = await send(form, button);
    if (!answer) return;
    if (answer.type === "opaqueredirect") {
      location.assign(new URL("../", form.action));
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("main");
    if (!main) {
      notSaved(form, "Er ging iets mis.");
      return;
    }
    document.title = page.title;
    document.querySelector("main").replaceWith(main);
    (main.querySelector("[role=alert]:not([hidden])") || main).scrollIntoView();
    main.focus();
  });
})();
