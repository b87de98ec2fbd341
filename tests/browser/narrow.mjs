// Whether a page is ever wider than the window. What scrolls inside its own box is all right.
import { addresses, each, scenario } from "./browser.mjs";

await scenario(async ({ input, open, fault }) => {
  await each(addresses(input), open, async (page, { address, url }) => {
    await page.goto(url);
    for (const width of [320, 390, 768, 1024, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(overflow);
      if (wide) fault(`${address} at ${width}: ${wide}`);
    }
  });
});

// How wide the page is, and what sticks out furthest, if anything does.
function overflow() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return null;
  const right = (it) => it.getBoundingClientRect().right;
  const furthest = Array.from(document.querySelectorAll("body *")).reduce((a, b) => (right(b) > right(a) ? b : a));
  return `${root.scrollWidth} for ${furthest.outerHTML.slice(0, 100)}`;
}
