// Whether a page can be used without a mouse.
import { scenario } from "./browser.mjs";

await scenario(async ({ input, open, fault }) => {
  // Without smooth scrolling, what has the focus is in the window at once.
  const page = await open({ reducedMotion: "reduce" });
  await page.goto(input.base + "decisions/0002-write-to-a-log.html");

  const seen = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(focused);
    if (!now || seen.length > 500) break;
    seen.push(now.name);
    if (!now.isSeen) fault(`nobody sees that ${now.name} has the focus`);
  }
  if (seen[0] !== "Skip to content") fault(`the first Tab reaches ${seen[0]}`);
  const links = await page.evaluate(visibleLinks);
  for (const link of links) if (!seen.includes(link)) fault(`no Tab reaches ${link}`);
  const stages = ["Research", "Implement", "Iterate"];
  const rail = seen.filter((it) => stages.some((stage) => it.endsWith(stage)));
  if (rail.length < stages.length) fault(`Tab reaches ${rail} of the stages`);

  await page.reload();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const there = await page.evaluate(() => document.activeElement.localName);
  if (there !== "main") fault(`the skip link leads to ${there}`);
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => document.activeElement.closest("main") !== null);
  if (!inside) fault("the Tab after the skip link leaves the content");
});

// What has the focus, and whether it can be seen: outlined, and in the window.
function focused() {
  const it = document.activeElement;
  if (it === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(it);
  const box = it.getBoundingClientRect();
  const isInside = box.bottom > 0 && box.top < innerHeight && box.width > 1;
  const head = document.querySelector("header").getBoundingClientRect();
  const isCovered = !it.closest("header, .skip") && box.bottom <= head.bottom;
  const isSeen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && isInside && !isCovered;
  return { name: it.textContent.trim() || it.getAttribute("aria-label"), isSeen };
}

function visibleLinks() {
  const links = Array.from(document.querySelectorAll("a[href]")).filter((it) => it.checkVisibility());
  return links.map((it) => it.textContent.trim());
}
