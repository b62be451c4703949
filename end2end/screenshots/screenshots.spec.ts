import { join, resolve } from "node:path";
import { signInAs, test, visit } from "../tests/fixtures.ts";
import { PAGES } from "./pages.ts";

const folder = resolve(import.meta.dirname, "../../docs/screenshots");

for (const { name, path, as } of PAGES) {
  test(`a picture of ${name}`, async ({ page }, { project }) => {
    if (as) await signInAs(page, as);
    await visit(page, path);
    // The whole page on a phone, where people scroll; the first screen at a desk.
    await page.screenshot({
      path: join(folder, `${name}-${project.name}.png`),
      fullPage: project.name === "phone",
    });
  });
}
