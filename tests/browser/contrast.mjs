// Whether what colours say is there where the system chooses the colours, as high contrast does.
import { scenario } from "./browser.mjs";

await scenario(async ({ input, open, fault }) => {
  const page = await open({ forcedColors: "active" });
  await page.goto(input.base + "decisions/0002-write-to-a-log.html");
  const style = (selector, name) => page.locator(selector).first().evaluate((it, name) => getComputedStyle(it)[name], name);

  if ((await style(".st", "borderTopStyle")) !== "solid") fault("a chip has no border");
  if ((await style(".side [aria-current=page]", "outlineStyle")) !== "solid") fault("the current record has no outline");
  if ((await style(".stages a", "backgroundImage")) === "none") fault("the rail has no track");
  const track = (it) => style(it, "backgroundImage");
  const current = ".stages [aria-current=step]";
  if ((await track(current)) === (await track(".stages a:not([aria-current])"))) fault("the current stage is filled as the others");
  const edge = (it) => style(it, "borderInlineStartColor");
  const marked = ".toc [aria-current]";
  if ((await edge(marked)) === (await edge(".toc a:not([aria-current])"))) fault("the current heading has no mark");

  await page.goto(input.base + "_/stages/research.html");
  if ((await style(".meter", "borderTopStyle")) !== "solid") fault("a meter has no frame");
});
