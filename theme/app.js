// What a page can do beyond being read. Everything here is an addition: without it nothing is lost.
(function () {
  var d = document, root = d.documentElement, words = d.currentScript.dataset;

  // The colour theme: as the system has it, light, dark.
  var button = d.getElementById("page.theme"), order = ["", "light", "dark"];
  function show() {
    var chosen = root.dataset.theme || "";
    button.setAttribute("aria-label", button.dataset.label + ": " + button.dataset[chosen || "system"]);
    button.title = button.getAttribute("aria-label");
  }
  if (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var next = order[(order.indexOf(root.dataset.theme || "") + 1) % 3];
      if (next) root.dataset.theme = next; else delete root.dataset.theme;
      try { next ? localStorage.setItem("archbook-theme", next) : localStorage.removeItem("archbook-theme"); } catch (e) {}
      show();
    });
    show();
  }

  // A button that copies the code beside it.
  function offerCopies() {
    if (navigator.clipboard) d.querySelectorAll("figure.code:not(:has(> .copy))").forEach(function (figure) {
      var copy = d.createElement("button");
      copy.type = "button"; copy.className = "copy"; copy.textContent = words.copy;
      copy.addEventListener("click", function () {
        navigator.clipboard.writeText(figure.querySelector("code").textContent).then(function () {
          copy.textContent = words.copied;
          setTimeout(function () { copy.textContent = words.copy; }, 1600);
        }, function () {});
      });
      figure.append(copy);
    });
  }

  // The contents follow the reader.
  var links = [], headings = [], waiting = false;
  function follow() {
    waiting = false;
    var current = 0, line = innerHeight / 4;
    headings.forEach(function (heading, at) { if (heading && heading.getBoundingClientRect().top < line) current = at; });
    if (innerHeight + scrollY >= root.scrollHeight - 2 && scrollY > 0) current = links.length - 1;
    links.forEach(function (link, at) {
      at === current ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
    });
  }
  addEventListener("scroll", function () { if (!waiting) { waiting = true; requestAnimationFrame(follow); } }, { passive: true });

  // What depends on the text, now and whenever the preview has put in another.
  function look() {
    offerCopies();
    links = Array.from(d.querySelectorAll(".toc a"));
    headings = links.map(function (link) { return d.getElementById(decodeURIComponent(link.hash.slice(1))); });
    follow();
  }
  d.addEventListener("archbook:swap", look);
  look();

  // The sidebar begins where the reader is, also when it opens on a telephone.
  function begin(side) {
    var here = side && side.querySelector("[aria-current=page]");
    if (here) side.scrollTop += here.getBoundingClientRect().top - side.getBoundingClientRect().top - side.clientHeight / 3;
  }
  begin(d.getElementById("page.side"));
  d.addEventListener("toggle", function (event) { if (event.target.id === "page.side" && event.newState === "open") begin(event.target); }, true);
})();
