// What a page is on paper: the text and its title block, black on white whatever the theme, and no
// way around the site, which paper does not have.
import { addresses, each, scenario } from "./browser.mjs";

const AROUND = ".top, .side, .toc, .tocbar, .crumb, .copy, .filter, .pager, .pn, .bottom";

await scenario(async ({ input, open, fault }) => {
  const dark = () => open({ colorScheme: "dark", viewport: { width: 658, height: 930 } });
  await each(addresses(input), dark, async (page, { address, url }) => {
    await page.goto(url);
    await page.evaluate(() => (document.documentElement.dataset.theme = "dark"));
    await page.emulateMedia({ media: "print" });
    for (const it of await page.locator(AROUND).all()) {
      if (await it.isVisible()) fault(`${address}: ${await it.getAttribute("class")} is printed`);
    }
    for (const it of await page.locator("h1, .block, .st:not(button)").all()) {
      if (!(await it.isVisible())) fault(`${address}: ${await it.textContent()} is not printed`);
    }
    const { ink, paper } = await page.evaluate(colours);
    if (ink !== "rgb(0, 0, 0)" || paper !== "rgb(255, 255, 255)") fault(`${address}: ${ink} on ${paper}`);
  });

  // In an edition, what pages say of each other leads to where they stand in it.
  const page = await open();
  await page.goto(input.base + "_/print/implement.html");
  await page.locator(".sheet .block a:has-text('ADR-0001')").first().click();
  const target = await page.locator(":target h3").textContent();
  if (!target.includes("memory")) fault(`the link to ADR-0001 leads to ${target}`);
  await page.goto(input.base + "index.html");
  await page.locator(".bottom a:has-text('Print edition')").click();
  if (page.url() !== input.base + "_/print.html") fault(`home leads to ${page.url()}`);
});

function colours() {
  const style = getComputedStyle(document.body);
  return { ink: style.color, paper: style.backgroundColor };
}
