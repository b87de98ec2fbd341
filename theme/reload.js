// The preview's reload: shows a newer build without taking the reader's place away.
// Served by `archbook serve` only; never part of a published site.
(function () {
  "use strict";

  // The build that this page came with. It grows, even when the server is started again.
  let build = Number(document.currentScript.dataset.build);
  let newest = build;
  let line = null;
  let isBusy = false;

  // What a build may change without a full reload; the rest must be the same.
  const PARTS = "#page\\.icons, main, .toc, .side, #archbook-notices";

  // Browsers keep to six connections per site, so a hidden tab hangs up.
  function listen() {
    if (line || document.hidden) return;
    line = new EventSource("/_/events");
    line.addEventListener("reload", (event) => hear(JSON.parse(event.data).build));
    line.addEventListener("error", () => {
      // Most browsers try again by themselves; some give up when nobody answers.
      if (line && line.readyState === EventSource.CLOSED) {
        hangUp();
        setTimeout(listen, 1000);
      }
    });
  }

  function hangUp() {
    if (line) line.close();
    line = null;
  }

  // Also told on connecting, so that nothing is missed while the line was down.
  function hear(number) {
    newest = number;
    if (!isBusy) refresh();
  }

  async function refresh() {
    isBusy = true;
    try {
      while (newest > build) {
        const before = await known;
        const now = await look();
        // Another frame around the parts, or no page to compare with: start afresh.
        if (!before || before.build !== build || !swap(before, now)) return location.reload();
        build = now.build;
        known = now;
      }
    } catch (error) {
      // The server went away in between. The line will be back, and tell again.
    } finally {
      isBusy = false;
    }
  }

  // The page as the server has it: its parts, what is around them, and what it is drawn with.
  async function look() {
    const page = new DOMParser().parseFromString(await text(location.href), "text/html");
    const parts = outermost(page).map((part) => part.outerHTML);
    const notices = page.getElementById("archbook-notices");
    const title = page.title;
    const script = page.querySelector("script[data-build]");
    const number = Number(script.dataset.build);
    script.removeAttribute("data-build");
    const links = page.querySelectorAll('link[rel~="stylesheet"][href], script[src]');
    const files = await Promise.all(Array.from(links, (it) => file(it.href || it.src)));
    const isStyle = (it, index) => links[index].localName === "link";
    if (notices) notices.remove();
    outermost(page).forEach((part) => part.replaceWith(page.createElement("hr")));
    page.title = "";
    page.querySelectorAll('meta[name="description"], meta[property^="og:"]').forEach((it) => it.remove());
    const scripts = files.filter((it, index) => !isStyle(it, index));
    const frame = page.documentElement.outerHTML + scripts.join("");
    return { build: number, parts, title, frame, styles: files.filter(isStyle) };
  }

  async function text(url) {
    return (await fetch(url, { cache: "no-store" })).text();
  }

  async function file(url) {
    return new URL(url).origin === location.origin ? url + "\n" + (await text(url)) : url;
  }

  // The parts of a page that are not inside another; the notices come last.
  function outermost(page) {
    const all = Array.from(page.querySelectorAll(PARTS));
    return all.filter((it) => !it.parentElement.closest(PARTS));
  }

  // Puts in what differs and leaves the rest alone, with everything the reader did to it. Whether
  // that could be done: scripts only run in a page that is loaded.
  function swap(before, now) {
    const isNotices = (it) => it.startsWith('<aside id="archbook-notices"');
    const isPart = (it) => !isNotices(it);
    const [old, next] = [before.parts.filter(isPart), now.parts.filter(isPart)];
    const live = outermost(document).filter((it) => it.id !== "archbook-notices");
    const changed = next.map((html, index) => index).filter((it) => next[it] !== old[it]);
    if (before.frame !== now.frame || live.length !== next.length) return false;
    if (changed.some((it) => /<script(?! type="application\/json")/.test(next[it]))) return false;

    const [left, top, focus] = [scrollX, scrollY, remember(document.activeElement)];
    document.title = now.title;
    changed.forEach((it) => replace(live[it], next[it]));
    const panel = now.parts.find(isNotices);
    if (panel !== before.parts.find(isNotices)) {
      const shown = document.getElementById("archbook-notices");
      if (shown) shown.remove();
      if (panel) document.body.append(element(panel));
    }
    restyle(before.styles, now.styles);
    redraw(now.build);
    scrollTo({ left, top, behavior: "instant" });
    focus();
    // For scripts that have to look at the page again.
    document.dispatchEvent(new CustomEvent("archbook:swap"));
    return true;
  }

  function replace(part, html) {
    const next = element(html);
    const top = part.scrollTop;
    const open = Array.from(part.querySelectorAll("details"), (it) => it.open);
    part.replaceWith(next);
    const details = next.querySelectorAll("details");
    if (details.length === open.length) details.forEach((it, index) => (it.open = open[index]));
    next.scrollTop = top;
  }

  function element(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content.firstElementChild;
  }

  // Styles that changed are loaded beside the old ones, which leave when the new ones are there.
  function restyle(before, now) {
    const links = document.querySelectorAll('link[rel~="stylesheet"][href]:not([data-leaving])');
    now.forEach((style, index) => {
      const old = links[index];
      if (style === before[index] || !old) return;
      const next = old.cloneNode();
      next.href = fresh(old.href, Date.now());
      old.dataset.leaving = "";
      next.addEventListener("load", () => old.remove());
      old.after(next);
    });
  }

  // Pictures of the book may have changed too; the browser keeps the old ones until it knows.
  function redraw(number) {
    document.querySelectorAll("img[src]").forEach((it) => {
      if (new URL(it.src).origin === location.origin) it.src = fresh(it.src, number);
    });
  }

  function fresh(url, number) {
    const next = new URL(url);
    next.searchParams.set("build", number);
    return next.href;
  }

  // Gives the focus back to the element with the same id, or to the same one in the same part.
  function remember(active) {
    const part = active && active.closest(PARTS);
    if (!part) return () => {};
    const at = outermost(document).indexOf(part);
    const nth = Array.from(part.querySelectorAll(active.localName)).indexOf(active);
    return () => {
      if (active.isConnected) return;
      const next = outermost(document)[at];
      const same = active.id && document.getElementById(active.id);
      const found = same || (next && next.querySelectorAll(active.localName)[nth]);
      if (found) found.focus({ preventScroll: true });
    };
  }

  let known = look().catch(() => null);
  document.addEventListener("visibilitychange", () => (document.hidden ? hangUp() : listen()));
  addEventListener("pagehide", hangUp);
  addEventListener("pageshow", listen);
  listen();
})();
