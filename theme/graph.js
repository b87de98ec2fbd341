// Dims what a record in a graph has nothing to do with, while somebody points at it or has it in
// focus. What is drawn is the same without it.
for (const drawing of document.querySelectorAll(".graph svg")) {
  const boxes = [...drawing.querySelectorAll("a")];
  const ways = [...drawing.querySelectorAll("[data-ends]")];
  const look = (event) => {
    const at = boxes.indexOf(event.target.closest("a"));
    const near = new Set([at]);
    for (const way of ways) {
      const ends = way.dataset.ends.split(" ").map(Number);
      const joined = at >= 0 && ends.includes(at);
      way.classList.toggle("near", joined);
      if (joined) ends.forEach((it) => near.add(it));
    }
    boxes.forEach((box, it) => box.classList.toggle("near", near.has(it)));
    drawing.classList.toggle("looked", at >= 0);
  };
  const leave = () => drawing.classList.remove("looked");
  drawing.addEventListener("pointerover", look);
  drawing.addEventListener("focusin", look);
  drawing.addEventListener("pointerleave", leave);
  drawing.addEventListener("focusout", leave);
}
