import { expect, expectSoundPage, keepPicture, test, visit } from "./fixtures.ts";

const PAGES = [
  { path: "/accessibility", title: /accessibility/i },
  { path: "/privacy", title: /privacy/i },
  { path: "/cookies", title: /cookies/i },
];

for (const { path, title } of PAGES) {
  test(`${path} can be read by anyone`, async ({ page }) => {
    const response = await visit(page, path);
    expect(response?.status()).toBe(200);
    await expect(page).toHaveTitle(title);
    await expectSoundPage(page);
    await keepPicture(page, path.slice(1));
  });
}
