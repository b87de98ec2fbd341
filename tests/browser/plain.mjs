// Whether the site is all there without scripts, and leads from page to page.
import { scenario } from "./browser.mjs";

await scenario(async ({ input, open, fault }) => {
  const { base } = input;
  const page = await open({ javaScriptEnabled: false });
  const start = base + "decisions/0002-write-to-a-log.html";

  // Follows the first link that `selector` finds on the starting page.
  const follow = async (selector, to, then) => {
    await page.goto(start);
    const link = page.locator(selector).first();
    if (!(await link.isVisible())) return fault(`no ${selector}`);
    await link.click();
    if (page.url() !== base + to) fault(`${selector} leads to ${page.url()}`);
    if (!(await page.locator(then).isVisible())) fault(`${selector}: no ${then}`);
  };
  await follow(".brand", "index.html", "h1:text('Every kind of page')");
  await follow(".stages a:text('Research')", "_/stages/research.html", "h1:text('Research')");
  await follow(".side a:has-text('Compress')", "decisions/0003-proposed.html", "h1:text('Compress')");
  await follow(".toc a:text('Confirmation')", start.slice(base.length) + "#confirmation", "#confirmation");
  await follow(".block a:has-text('ADR-0001')", "decisions/0001-keep-it-in-memory.html", ".gone");
  await follow(".pn [rel=next]", "decisions/0003-proposed.html", ".prose");

  // On a telephone the list of pages opens too.
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(start);
  if (await page.locator(".side").isVisible()) fault("the sidebar covers the page");
  await page.locator(".menu").click();
  if (!(await page.locator(".side a").first().isVisible())) fault("the menu does not open");
});
