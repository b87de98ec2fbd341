// The sidebar begins where the reader is, also when it opens on a telephone.
(function () {
  var side = document.getElementById("page.side");

  function begin() {
    var here = side.querySelector("[aria-current=page]");
    if (here) side.scrollTop += here.getBoundingClientRect().top - side.getBoundingClientRect().top - side.clientHeight / 3;
  }
  if (!side) return;
  side.addEventListener("toggle", function (event) { if (event.newState === "open") begin(); });
  begin();
})();
