// Whether cards say what links lead to: to a mouse and to a keyboard, and to no finger.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { scenario } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

await scenario(async ({ input, open, fault }) => {
  const start = input.base + "decisions/0002-write-to-a-log.html";
  const page = await open({ bypassCSP: true });
  await page.goto(start);
  const card = page.locator(".card");
  const isShown = () => card.isVisible();
  const link = page.locator(".prose a", { hasText: "REQ-001" });

  await link.hover();
  if (await isShown()) fault("the card opens at once");
  await card.waitFor();
  for (const text of ["REQ-001", "Accepted", "Keep what was written", "Requirement"]) {
    if (!(await card.innerText()).includes(text)) fault(`the card does not say ${text}`);
  }
  if ((await link.getAttribute("aria-describedby")) !== (await card.getAttribute("id"))) fault("the card describes nothing");
  await page.evaluate(AXE);
  for (const it of await page.evaluate(violations)) fault(`with a card: ${it}`);

  await card.hover();
  await page.waitForTimeout(400);
  if (!(await isShown())) fault("the card closes under the pointer");
  await page.mouse.move(5, 5);
  await card.waitFor({ state: "hidden" });

  const term = page.locator("a.term").first();
  await term.focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  if (!(await card.innerText()).includes("A list of all that happened")) fault("the focus opens no card");
  await page.keyboard.press("Escape");
  if (await isShown()) fault("Escape does not close the card");
  if (await term.getAttribute("aria-describedby")) fault("a closed card still describes its link");

  // Every card is inside the window, whichever link it is for.
  for (const width of [1440, 320]) {
    await page.setViewportSize({ width, height: 700 });
    for (const it of await page.locator("article a[href]").all()) {
      if (!(await it.isVisible())) continue;
      await it.hover();
      await page.waitForTimeout(300);
      const outside = (await isShown()) && (await card.evaluate(sticksOut));
      if (outside) fault(`${width} wide: the card of ${await it.textContent()} is ${outside}`);
    }
  }

  // After the preview put in what was saved, the cards are those that came with it.
  await page.mouse.move(5, 5);
  await page.evaluate(() => {
    document.head.append = (script) => {
      window.asked = new URL(script.src);
      archbookCards({ statuses: [], cards: {} });
      script.onload(new Event("load"));
    };
    document.dispatchEvent(new CustomEvent("archbook:swap"));
  });
  await page.setViewportSize({ width: 1440, height: 900 });
  await link.hover();
  await page.waitForTimeout(400);
  if (await isShown()) fault("the cards of before the swap are still there");
  if (!(await page.evaluate(() => asked.search))) fault("what the browser kept may be taken for what was saved");

  // Of many files, that of a card is the one that the program put it into.
  await page.mouse.move(5, 5);
  await page.evaluate(() => {
    archbook.cards = 2 ** 32;
    document.dispatchEvent(new CustomEvent("archbook:swap"));
  });
  await link.hover();
  const file = await page.evaluate(() => asked.pathname);
  if (!file.endsWith(`/${hash("requirements/001-keep-what-was-written")}.js`)) fault(`a card is looked for in ${file}`);

  const finger = await open({ hasTouch: true, viewport: { width: 390, height: 800 } });
  await finger.goto(start);
  await finger.evaluate(() => document.addEventListener("click", (event) => event.preventDefault(), true));
  await finger.locator(".prose a", { hasText: "REQ-001" }).tap();
  await finger.waitForTimeout(400);
  if (await finger.locator(".card").count()) fault("a finger opens a card");
});

// FNV-1a with 32 bits, see http://www.isthe.com/chongo/tech/comp/fnv/.
function hash(text) {
  const step = (hash, byte) => ((hash ^ BigInt(byte)) * 0x1000193n) % 2n ** 32n;
  return Array.from(Buffer.from(text)).reduce(step, 0x811c9dc5n);
}

async function violations() {
  const found = await axe.run({ resultTypes: ["violations"] });
  return found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.target.join(" "))}`);
}

function sticksOut(it) {
  const { left, right, top, bottom } = it.getBoundingClientRect();
  const isInside = left >= 0 && right <= document.documentElement.clientWidth && top >= 0 && bottom <= innerHeight;
  return isInside ? null : `at ${[left, right, top, bottom].map(Math.round)}`;
}
