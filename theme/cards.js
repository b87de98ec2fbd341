// Cards: what a link leads to, beside the pointer or the focus, from what the page itself holds.
(function () {
  var cards, card, shown, wanted, waiting;

  function look() {
    var block = document.getElementById("page.cards");
    cards = block ? JSON.parse(block.textContent) : [];
    hide();
  }
  function put(into, name, kind, text) {
    var element = document.createElement(name);
    element.className = kind;
    element.textContent = text || "";
    into.append(element);
    return element;
  }
  function fill(data) {
    card.textContent = "";
    if (data.id || data.status) {
      var head = put(card, "div", "hd");
      put(head, "span", "id", data.id);
      if (data.status) {
        put(head, "span", "st " + data.status.tone, data.status.word)
          .insertAdjacentHTML("afterbegin", '<svg class="i" aria-hidden="true"><use href="' + data.status.icon + '"/></svg>');
      }
    }
    put(card, "strong", "", data.title);
    if (data.text) put(card, "p", "", data.text);
    put(card, "small", "", data.meta);
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
    archbookOver(function () { if (wanted === link) open(link, y); });
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
  function find(link) {
    var href = link.getAttribute("href");
    return cards.find(function (it) { return it.href === href; });
  }
  function linkOf(event) {
    var link = event.target.closest && event.target.closest("main a[href]");
    return link && find(link) ? link : null;
  }
  function later(then, time) {
    clearTimeout(waiting);
    waiting = setTimeout(then, time);
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    var link = linkOf(event), inside = card && card.contains(event.target);
    if (link === shown ? shown : inside) clearTimeout(waiting);
    else if (link) later(function () { show(link, event.clientY); }, 250);
    else if (shown) later(hide, 150);
    else clearTimeout(waiting);
  });
  document.addEventListener("focusin", function (event) {
    var link = linkOf(event);
    if (link && link.matches(":focus-visible")) show(link); else hide();
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("click", function (event) { if (!card || !card.contains(event.target)) hide(); });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") hide(); });
  document.addEventListener("archbook:swap", look);
  look();
})();
