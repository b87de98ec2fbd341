// Cards: what a link leads to, beside the pointer or the focus. They are in files of the site, each
// with those of some pages, which are loaded when somebody comes near a link to one. So is this.
var archbookCards = (function () {
  var source = document.currentScript.src, top = new URL("..", source).href;
  var files = {}, asked = {}, swaps = 0, arrived, anchor = document.createElement("a");
  var card, shown, wanted, waiting;

  // The page that a link leads to and the place, as the files name them.
  function way(href) {
    anchor.href = href;
    var parts = anchor.href.split("#"), page = parts[0].split("?")[0];
    if (!page.startsWith(top)) return null;
    page = page.slice(top.length).replace(/(^|\/)index\.html$|\.html$/, "$1");
    return { page: page, key: parts[1] ? page + "#" + parts[1] : page, file: fileOf(page) };
  }
  // By the hash of Fowler, Noll and Vo, as the files were made.
  function fileOf(page) {
    var hash = 0x811c9dc5;
    for (var at = 0; at < page.length; at++) hash = Math.imul(hash ^ page.charCodeAt(at), 0x1000193);
    return (hash >>> 0) % archbook.cards;
  }
  function load(file, then) {
    if (files[file]) return then();
    if (asked[file]) return asked[file].push(then);
    var callers = asked[file] = [then], script = document.createElement("script");
    script.src = new URL("cards/" + file + ".js" + (swaps ? "?" + swaps : ""), source);
    script.onload = script.onerror = function (event) {
      script.remove();
      // What was asked for before a swap says what was so then.
      if (asked[file] !== callers) return;
      delete asked[file];
      if (event.type === "error") return;
      files[file] = arrived;
      callers.forEach(function (it) { it(); });
    };
    document.head.append(script);
  }
  // What the card of a link says; none where it has none, leads to the page itself, or where that is
  // not known yet.
  function find(link) {
    var to = way(link.getAttribute("href")), here = way(location.href), file = files[to.file];
    var row = file && file.cards[to.key], own = file && file.cards[to.page];
    var isOwn = here && here.page === to.page && own && row && own[0] === row[0] && own[1] === row[1];
    return row && !isOwn ? { row: row, status: file.statuses[row[2]] } : null;
  }
  function put(into, name, kind, text) {
    var element = document.createElement(name);
    element.className = kind;
    element.textContent = text || "";
    into.append(element);
    return element;
  }
  function fill(data) {
    var row = data.row, status = data.status;
    card.textContent = "";
    if (row[1] || status) {
      var head = put(card, "div", "hd");
      put(head, "span", "id", row[1]);
      if (status) {
        put(head, "span", "st " + status[1], status[0])
          .insertAdjacentHTML("afterbegin", '<svg class="i" aria-hidden="true">' + status[2] + "</svg>");
      }
    }
    put(card, "strong", "", row[0]);
    if (row[3]) put(card, "p", "", row[3]);
    put(card, "small", "", row[4]);
  }
  // Below the line of the link that was meant, or above it where the window ends.
  function place(link, y) {
    var lines = Array.from(link.getClientRects()), root = document.documentElement;
    var line = lines.find(function (it) { return y >= it.top && y <= it.bottom; }) || lines[0];
    if (!line) return;
    var left = Math.max(16, Math.min(line.left, root.clientWidth - card.offsetWidth - 16));
    var below = line.bottom + 6, above = line.top - card.offsetHeight - 6;
    card.style.left = left + scrollX + "px";
    card.style.top = (below + card.offsetHeight > innerHeight && above > 0 ? above : below) + scrollY + "px";
  }
  function show(link, y) {
    hide();
    wanted = link;
    load(way(link.getAttribute("href")).file, function () {
      if (wanted === link && find(link)) archbookOver(function () { if (wanted === link) open(link, y); });
    });
  }
  function open(link, y) {
    var data = find(link);
    if (!link.isConnected || !data) return;
    if (!card || !card.isConnected) {
      card = put(document.querySelector("main"), "div", "card");
      card.id = "page.card";
      card.setAttribute("role", "tooltip");
    }
    card.hidden = false;
    fill(data);
    place(link, y);
    // What the card says need not be said twice.
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", card.id);
    shown = link;
  }
  function hide() {
    clearTimeout(waiting);
    wanted = null;
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    card.hidden = true;
    shown = null;
  }
  function linkOf(event) {
    var link = archbook.linkOf(event), to = link && way(link.getAttribute("href"));
    return to && !to.page.startsWith("_/") && (!files[to.file] || find(link)) ? link : null;
  }
  function later(then, time) {
    clearTimeout(waiting);
    waiting = setTimeout(then, time);
  }

  function over(event) {
    if (event.pointerType === "touch") return;
    var link = linkOf(event), inside = card && card.contains(event.target);
    if (link) load(way(link.getAttribute("href")).file, function () {});
    if (link === shown ? shown : inside) clearTimeout(waiting);
    else if (link) later(function () { show(link, event.clientY); }, 250);
    else if (shown) later(hide, 150);
    else clearTimeout(waiting);
  }
  function focus(event) {
    var link = linkOf(event);
    if (link && link.matches(":focus-visible")) show(link); else hide();
  }
  document.addEventListener("pointerover", over);
  document.addEventListener("focusin", focus);
  document.addEventListener("focusout", hide);
  document.addEventListener("click", function (event) { if (!card || !card.contains(event.target)) hide(); });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
  // What was saved may say something else, whatever the browser kept.
  document.addEventListener("archbook:swap", function () {
    hide();
    files = {};
    asked = {};
    swaps = Date.now();
  });
  // What it was loaded for.
  archbook.near.type === "focusin" ? focus(archbook.near) : over(archbook.near);

  return function (file) { arrived = file; };
})();
