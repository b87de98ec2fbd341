// The contents follow the reader.
(function () {
  var root = document.documentElement, links = [], headings = [], waiting = false;

  function follow() {
    waiting = false;
    var current = 0, line = innerHeight / 4;
    headings.forEach(function (heading, at) { if (heading && heading.getBoundingClientRect().top < line) current = at; });
    if (innerHeight + scrollY >= root.scrollHeight - 2 && scrollY > 0) current = links.length - 1;
    links.forEach(function (link, at) {
      at === current ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
    });
  }
  function look() {
    links = Array.from(document.querySelectorAll(".toc a"));
    headings = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
    follow();
  }
  addEventListener("scroll", function () { if (!waiting) { waiting = true; requestAnimationFrame(follow); } }, { passive: true });
  document.addEventListener("archbook:swap", look);
  look();
})();
