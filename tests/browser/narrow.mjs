// Whether a page is ever wider than the window. What scrolls inside its own box is all right. And
// whether the sidebar stands on the side where the book's language begins its lines.
import { addresses, each, scenario } from "./browser.mjs";

await scenario(async ({ input, open, fault }) => {
  await each(addresses(input), open, async (page, { address, url }) => {
    await page.goto(url);
    for (const width of [320, 390, 768, 1024, 1280, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(overflow);
      if (wide) fault(`${address} at ${width}: ${wide}`);
    }
    const side = await page.evaluate(sidebar);
    if (side && side !== (input.side ?? "left")) fault(`${address}: the sidebar is ${side}`);
  });
});

// Where the sidebar of a wide window is, if there is one.
function sidebar() {
  const box = document.querySelector(".side")?.getBoundingClientRect();
  return box && (box.left + box.right < innerWidth ? "left" : "right");
}

// How wide the page is, and what sticks out furthest, if anything does.
function overflow() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return null;
  const out = (it) => (({ left, right }) => Math.max(-left, right - innerWidth))(it.getBoundingClientRect());
  const furthest = Array.from(document.querySelectorAll("body *")).reduce((a, b) => (out(b) > out(a) ? b : a));
  return `${root.scrollWidth} for ${furthest.outerHTML.slice(0, 100)}`;
}
