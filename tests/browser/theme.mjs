// Whether the colour theme a reader chose is kept, and is there before anything is drawn.
import { scenario } from "./browser.mjs";

await scenario(async ({ input, open, fault }) => {
  const page = await open({ colorScheme: "light" });
  await page.addInitScript(watch);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const chosen = () => page.evaluate(() => document.documentElement.dataset.theme);
  await page.goto(input.base);
  const light = await paper();
  const button = page.locator("#page\\.theme");

  for (const expected of ["light", "dark"]) {
    await button.click();
    if ((await chosen()) !== expected) fault(`the button chose ${await chosen()}, not ${expected}`);
    const name = await button.getAttribute("aria-label");
    if (!name.endsWith(expected)) fault(`the button is called ${name}`);
  }
  const dark = await paper();
  if (dark === light) fault(`dark is as light as light: ${dark}`);

  for (const address of ["decisions/0008-classic.html", "_/stages/research.html"]) {
    await page.goto(input.base + address);
    if ((await paper()) !== dark) fault(`${address} forgets the theme`);
    const panel = page.locator("#archbook-notices");
    const ground = (await panel.count()) && (await panel.evaluate((it) => getComputedStyle(it).backgroundColor));
    if (ground === "rgb(255, 255, 255)") fault(`${address}: the findings are light on dark`);
    if (await page.evaluate(() => window.isLate)) fault(`${address} is drawn before its theme is known`);
  }
  await button.click();
  await page.reload();
  if ((await chosen()) !== undefined || (await paper()) !== light) fault("the system's theme does not come back");
});

// Notes whether there was anything to draw when the theme was set.
function watch() {
  window.isLate = true;
  new MutationObserver(() => (window.isLate = document.body !== null)).observe(document, {
    attributes: true,
    attributeFilter: ["data-theme"],
    subtree: true,
  });
}
