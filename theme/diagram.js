// Draws the diagrams of a page with the book's own copy of mermaid, in the colours of the theme, and
// again when those change. A drawing stands in a tree of its own with a style sheet of its own, since
// a strict policy lets no style into the page. What cannot be drawn stays as it was written.
(function () {
  var word = document.currentScript.dataset.source, count = 0;
  if (!window.mermaid) return;

  function colours() {
    var probe = document.body.appendChild(document.createElement("i"));
    function colour(name) {
      probe.style.color = "var(--" + name + ")";
      return getComputedStyle(probe).color;
    }
    var ink = colour("ink"), edge = colour("edge");
    var found = {
      background: colour("paper"), primaryColor: colour("soft"), primaryBorderColor: edge,
      primaryTextColor: ink, secondaryColor: colour("sunken"), tertiaryColor: colour("surface"),
      textColor: ink, titleColor: ink, lineColor: colour("ink2"), noteTextColor: ink,
      noteBkgColor: colour("draft-bg"), noteBorderColor: edge, edgeLabelBackground: colour("paper"),
      fontFamily: getComputedStyle(document.body).fontFamily, fontSize: "15px"
    };
    probe.remove();
    return found;
  }

  function place(figure) {
    var host = figure.querySelector(".drawing");
    if (host) return host;
    var source = figure.querySelector("pre"), details = document.createElement("details");
    var summary = details.appendChild(document.createElement("summary"));
    host = document.createElement("div");
    host.className = "drawing"; host.tabIndex = 0;
    host.setAttribute("role", "img");
    host.setAttribute("aria-label", source.getAttribute("aria-label"));
    summary.textContent = word;
    source.replaceWith(host, details);
    details.append(source);
    host.attachShadow({ mode: "open" });
    return host;
  }

  function show(figure, html) {
    var drawing = new DOMParser().parseFromString(html, "text/html").querySelector("svg");
    var sheet = new CSSStyleSheet(), rules = "svg{display:block;height:auto}";
    drawing.querySelectorAll("style").forEach(function (style) {
      rules += style.textContent;
      style.remove();
    });
    sheet.replaceSync(rules);
    [drawing].concat(Array.from(drawing.querySelectorAll("[style]"))).forEach(function (it) {
      var style = it.getAttribute("style") || "";
      it.removeAttribute("style");
      it.style.cssText = style;
    });
    var root = place(figure).shadowRoot;
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(drawing);
  }

  async function draw() {
    window.mermaid.initialize({
      startOnLoad: false, securityLevel: "strict", suppressErrorRendering: true, theme: "base",
      themeVariables: colours(), htmlLabels: false, flowchart: { htmlLabels: false }
    });
    for (var figure of document.querySelectorAll("figure.diagram")) {
      try {
        show(figure, (await window.mermaid.render("page-diagram-" + count++, figure.querySelector("code").textContent)).svg);
      } catch (error) {}
    }
  }

  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  document.addEventListener("archbook:swap", draw);
  draw();
})();
