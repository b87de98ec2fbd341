// Whether everyone can use every page: axe-core, in both colour themes, wide, narrow and as narrow as it gets.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { addresses, each, scenario } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SETTINGS = [
  { colorScheme: "light", width: 1440 },
  { colorScheme: "dark", width: 390 },
  { colorScheme: "dark", width: 1440 },
  { colorScheme: "light", width: 390 },
  { colorScheme: "dark", width: 320 },
  { colorScheme: "light", width: 320 },
];

// All that depends on the colours alone.
const COLOURS = ["color-contrast", "link-in-text-block"];

// Every page in every setting, or, `inTurn`, every page in one of them.
await scenario(async ({ input, open, fault }) => {
  const pages = addresses(input).map((it, at) => ({ ...it, at }));
  await each(pages, () => open({ bypassCSP: true }), async (page, { address, url, at }) => {
    await page.goto(url);
    await page.evaluate(AXE);
    for (const setting of input.inTurn ? [SETTINGS[at % SETTINGS.length]] : SETTINGS) {
      await page.emulateMedia({ colorScheme: setting.colorScheme });
      await page.setViewportSize({ width: setting.width, height: 900 });
      const isNew = input.inTurn || setting.colorScheme === "light";
      for (const { id, nodes } of await page.evaluate(violations, isNew ? RULES : COLOURS)) {
        const where = `${address}, ${setting.colorScheme}, ${setting.width} wide`;
        for (const node of nodes) fault(`${where}: ${id}: ${node}`);
      }
    }
  });
});

async function violations(rules) {
  const found = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
  const node = (it) => `${it.target.join(" ")}: ${it.failureSummary.replace(/\s+/g, " ")}`;
  return found.violations.map((it) => ({ id: it.id, nodes: it.nodes.map(node) }));
}
