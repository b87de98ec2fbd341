// What a search shows: a sheet over the page, or the page of the search itself.
(function (search) {
  const HITS = 10, RECENT = 6;
  const form = document.querySelector(".seek"), field = form.elements.q;
  const top = new URL("../", form.action);
  const scripts = new Map();
  search.load = (name) => {
    if (!scripts.has(name)) scripts.set(name, new Promise((done, fail) => {
      const script = make("script");
      script.src = new URL(name, form.action);
      script.onload = done;
      script.onerror = () => { scripts.delete(name); script.remove(); fail(new Error(name)); };
      document.head.append(script);
    }));
    return scripts.get(name);
  };
  const style = make("link");
  style.rel = "stylesheet";
  style.href = new URL("search.css", form.action);
  const styled = new Promise((done) => { style.onload = style.onerror = done; });
  document.head.append(style);

  function make(name, content, className) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...[content ?? []].flat());
    return element;
  }
  function button(content, act) {
    const element = make("button", content);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }
  function anchor(url, content) {
    const element = make("a", content);
    element.href = url;
    return element;
  }
  function marked(text, terms) {
    return search.marked(text, terms).map((it, at) => (at % 2 ? make("mark", it) : it));
  }
  function icon(name) {
    const svg = form.querySelector("svg").cloneNode(true);
    svg.firstChild.setAttribute("href", "#icon." + name);
    return svg;
  }

  // What was searched for before, the latest first; none where the reader does not want that kept.
  const RECENTS = "archbook-searches";
  const recents = {
    kept: () => { try { return JSON.parse(localStorage.getItem(RECENTS)) ?? []; } catch { return []; } },
    isOn: () => recents.kept() !== false,
    all: () => [recents.kept() || []].flat().filter((it) => typeof it === "string").slice(0, RECENT),
    keep: (it) => { try { localStorage.setItem(RECENTS, JSON.stringify(it)); } catch {} },
    add: (text) => { if (text && recents.isOn()) recents.keep([text, ...recents.all().filter((it) => it !== text)].slice(0, RECENT)); },
  };

  // A place for results under an input: each key stroke shows what is found so far.
  function results(input, into, { directory, words }) {
    const status = make("p", "", "answer-count"), list = make("ol", [], "hits"), notes = make("div", [], "answer-notes");
    status.setAttribute("role", "status");
    into.append(status, list, notes);
    // A page has the icons that it uses; the index has all.
    document.getElementById("page.icons").innerHTML = directory.icons;
    let asked = 0, shown = HITS;
    const phrase = (name, filled) => words[name].replace("{}", () => filled);
    const count = (name, number) => phrase(name + (number === 1 ? "-one" : "-many"), number.toLocaleString("en"));

    function entry([href, id, title, at, kind, text, headings], found, terms) {
      const url = new URL(href, top), item = make("li");
      const link = anchor(url, [id && make("span", marked(id, terms), "id"), " ", make("strong", marked(title, terms))]);
      const about = make("span", [], "hit-about");
      if (at >= 0) {
        const [tone, name, word] = directory.statuses[at];
        about.append(make("span", [icon(name), word], "st " + tone));
      }
      about.append(make("small", kind < 0 ? words.page : directory.kinds[kind]));
      item.append(link, about);
      if (text) item.append(make("p", marked(text, terms)));
      const sections = found.headings.map((it) => headings[it - 1]).filter(Boolean);
      if (sections.length) {
        item.append(make("ul", sections.map(([heading, at]) => make("li", anchor(new URL("#" + (at || heading.toLowerCase().replaceAll(" ", "-")), url), marked(heading, terms))))));
      }
      return item;
    }
    function again() {
      list.replaceChildren();
      notes.replaceChildren();
      status.textContent = "";
      const before = recents.all();
      if (before.length) {
        const again = (text) => button(text, () => { input.value = text; input.focus(); show(); });
        notes.append(make("h2", words.recent), make("ul", before.map((text) => make("li", again(text)))));
      }
      notes.append(make("p", words.hint));
      const box = make("input"), label = make("label", [box, " " + words.keep]);
      box.type = "checkbox";
      box.checked = recents.isOn();
      box.addEventListener("change", () => { recents.keep(box.checked ? [] : false); again(); });
      notes.append(label);
    }
    async function show() {
      const turn = ++asked, text = input.value.trim();
      if (!text) return again();
      let answer, entries;
      try {
        answer = await search.find(text);
        entries = await Promise.all(answer.found.slice(0, shown).map((it) => search.describe(it.document)));
      } catch {
        if (turn === asked) status.textContent = words.failed;
        return;
      }
      // A later key stroke has its own answer.
      if (turn !== asked) return;
      const { found, isPartial, wrong, terms } = answer;
      const told = [found.length ? count("found", found.length) : phrase("none", text)];
      if (isPartial && found.length) told.push(words.partial);
      for (const it of new Set(wrong)) told.push(phrase("not-here", it));
      status.textContent = told.map((it) => it.replace(/\.?$/, ".")).join(" ");
      notes.replaceChildren();
      list.replaceChildren(...entries.map((it, at) => entry(it, found[at], terms)));
      const rest = found.length - entries.length;
      if (rest > 0) {
        notes.append(button(count("more", rest), async () => {
          const at = shown;
          shown += HITS;
          await show();
          list.children[at]?.querySelector("a").focus();
        }));
      }
    }
    input.addEventListener("input", () => { shown = HITS; show(); });
    list.addEventListener("click", (event) => { if (event.target.closest("a")) recents.add(input.value.trim()); });
    // Arrows go from link to link and back to the field; Enter in the field opens the first.
    into.parentElement.addEventListener("keydown", (event) => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      const links = [...into.querySelectorAll("a, button")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "Enter" && event.target === input) {
        event.preventDefault();
        if (input.value.trim()) show().then(() => list.querySelector("a")?.click());
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const next = at + (event.key === "ArrowDown" ? 1 : -1);
        (next < 0 ? input : links[Math.min(next, links.length - 1)])?.focus();
      } else if (event.key.length === 1 && at >= 0 && event.key !== " ") input.focus();
    });
    show();
    return show;
  }

  let sheet;
  async function open() {
    if (sheet?.dialog.open) return;
    const directory = await search.directory().catch(() => null);
    // Without the index there is still the page that says what to do.
    if (!directory) return form.submit();
    await styled;
    if (!sheet) sheet = build({ directory, words: directory.words });
    const { dialog, input, show } = sheet;
    if (dialog.open) return;
    input.value = field.value;
    dialog.showModal();
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
    show();
  }
  function build(index) {
    const { words } = index;
    const dialog = make("dialog", [], "seek-sheet"), body = make("div", [], "answer"), head = make("div", [], "seek-head");
    const input = make("input"), close = button(words.close, () => dialog.close());
    dialog.setAttribute("aria-label", words.label);
    dialog.setAttribute("closedby", "any");
    input.type = "search";
    input.autocomplete = "off";
    input.placeholder = words.label;
    input.setAttribute("aria-label", words.label);
    // A search field would keep the first Esc to itself.
    input.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); dialog.close(); } });
    head.append(icon("search"), input, close);
    dialog.append(head, body, make("p", words.keys, "seek-foot"));
    document.body.append(dialog);
    dialog.addEventListener("close", () => { field.value = input.value; });
    body.addEventListener("click", (event) => { if (event.target.closest("a")) dialog.close(); });
    return { dialog, input, show: results(input, body, index) };
  }

  // The page of the search: its field is the one it has, and its address says what is asked.
  async function page(into) {
    const directory = await search.directory();
    await styled;
    const { words } = directory;
    const input = make("input"), body = make("div", [], "answer"), own = make("search", [input, body], "seek-page");
    input.type = "search";
    input.setAttribute("aria-label", words.label);
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    into.replaceChildren(own);
    results(input, body, { directory, words });
    input.addEventListener("input", () => {
      const url = new URL(location);
      input.value ? url.searchParams.set("q", input.value) : url.searchParams.delete("q");
      // Pages on the disk may not change their address in every browser.
      try { history.replaceState(null, "", url); } catch {}
    });
    input.focus();
  }

  form.addEventListener("seek", open);
  const into = document.getElementById("page.search");
  if (into) page(into).catch(() => {});
  if ("wanted" in form.dataset) open();
})(archbookSearch);
