// The script that shows cards is loaded when somebody first comes near a link that may have one.
(function () {
  var source = document.currentScript.src, script;

  // Those of texts, and all of a page that has a source; lists are long enough without.
  archbook.linkOf = function (event) {
    return event.target.closest && event.target.closest(".prose a[href], article:has(> .made) a[href]");
  };
  function near(event) {
    archbook.near = event;
    if (script || event.pointerType === "touch" || !archbook.linkOf(event)) return;
    script = document.createElement("script");
    script.src = new URL("cards.js", source);
    document.head.append(script);
  }
  document.addEventListener("pointerover", near);
  document.addEventListener("focusin", near);
})();
