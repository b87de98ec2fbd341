// Whether a page can be used without a mouse.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { scenario } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

  await singleKeys(await open({ bypassCSP: true }), input, fault);
});

// What single keys do, that there is a list of them, and that they can be switched off.
async function singleKeys(page, { base }, fault) {
  const start = base + "decisions/0002-write-to-a-log.html";
  // Presses a key on the first page, and lets it act.
  const press = async (key) => {
    await page.goto(start);
    await page.keyboard.press(key);
    await page.waitForTimeout(200);
  };
  const here = start.slice(base.length);
  const leads = async (key, to) => {
    await press(key);
    // A busy machine takes its time to leave a page.
    if (to !== here) await page.waitForURL(base + to).catch(() => {});
    const there = page.url().slice(base.length);
    if (there !== to) fault(`${key} leads to ${there}, not to ${to}`);
  };
  await leads("j", "decisions/0003-proposed.html");
  await leads("k", "decisions/0001-keep-it-in-memory.html");
  await leads("2", "_/stages/implement.html");
  for (const key of ["9", "Control+j", "Alt+j", "J", "e"]) await leads(key, here);
  await press("t");
  const theme = await page.evaluate(() => document.documentElement.dataset.theme);
  if (theme !== "light") fault(`t chooses ${theme}`);
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => (window.copied = text);
  });
  await page.keyboard.press("y");
  await page.locator(".said", { hasText: "Copied" }).waitFor();
  const copied = await page.evaluate(() => window.copied);
  if (copied !== `ADR-0002 ${start}`) fault(`y copies ${copied}`);

  await press("?");
  const list = page.locator("dialog.keys");
  const rows = await list.locator("dt").allInnerTexts();
  if (rows.join() !== "1 – 3,j,k,t,y,/,?") fault(`the list of keys is ${rows}`);
  await page.evaluate(AXE);
  for (const it of await page.evaluate(violations)) fault(`with the list of keys: ${it}`);
  await page.keyboard.press("j");
  await list.locator("input").uncheck();
  await page.keyboard.press("Escape");
  if (await list.isVisible()) fault("Escape does not close the list of keys");
  for (const key of ["j", "2", "?"]) await leads(key, here);
  if (await list.count()) fault("? works although keys are off");
  await page.locator("#page\\.keys").click();
  await list.locator("input").check();
  await list.locator("button").click();
  await leads("j", "decisions/0003-proposed.html");
}

async function violations() {
  const found = await axe.run({ resultTypes: ["violations"] });
  return found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.target.join(" "))}`);
}

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
