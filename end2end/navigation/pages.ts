/** Pages as the server draws them, and nothing of what they mean. */
import { pkg, start } from "./site.ts";

export interface Look {
  version: string;
  /** What the header shows: signed in or not. */
  name: string;
}

export const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[mark] ?? mark);

export function document(look: Look, path: string, title: string, main: string): string {
  const script = path.startsWith("/islands") ? "/fixture/start.js" : pkg("start.js");
  const printed = `Printed by ${look.name}: ${escaped(title)}`;
  return `<!DOCTYPE html>
<html lang="en-GB" class="nhsuk-template"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="version" content="${look.version}">
<link rel="stylesheet" href="${pkg("styles.css")}">
<script type="module" src="${script}"></script>
<title>${escaped(title)} - Fixture</title>
</head><body class="nhsuk-template__body" data-path="${escaped(path)}">
<a class="nhsuk-skip-link" href="#maincontent">Skip to main content</a>
<header class="nhsuk-header" role="banner"><a href="/">Home</a> <a href="/list">List</a> <a href="/form">Form</a>
<span id="who">${look.name}</span> <button type="button" data-behaviour="print" hidden>Print</button></header>
<p class="app-printed">${printed}</p>
<div class="nhsuk-width-container"><main class="nhsuk-main-wrapper" id="maincontent" role="main" tabindex="-1">${main}</main></div>
<footer class="nhsuk-footer"><details id="about"><summary>About</summary>Nothing</details></footer>
</body></html>`;
}

/** As the server refuses when it can't draw a page: without version or client. */
export const bare = (title: string) =>
  `<!DOCTYPE html><html lang="en-GB"><head><title>${title}</title></head><body><main id="maincontent"><h1>${title}</h1></main></body></html>`;

const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, at) => `<p>Paragraph ${at}: words that fill the page.</p>`).join("");

export const home = (other: string) => `<h1>Home</h1>
<ul>
<li><a id="to-end" href="#end">To the end</a></li>
<li><a id="list-end" href="/list?page=2#last">The end of the list</a></li>
<li><a id="slow" href="/slow?for=800">Slow</a></li>
<li><a id="slower" href="/slow?for=1500">Slower</a></li>
<li><a id="never" href="/never">Never</a></li>
<li><a id="file" href="/file.csv">File</a></li>
<li><a id="download" href="/file.csv" download>Download</a></li>
<li><a id="other" href="${other}/elsewhere">Another site</a></li>
<li><a id="away" href="/away">A redirect to another site</a></li>
<li><a id="new-tab" href="/list" target="_blank">New tab</a></li>
<li><a id="external" href="/list" rel="external">Loaded whole</a></li>
<li data-navigation="off"><a id="off" href="/list">Left to the browser</a></li>
<li><a id="redirected" href="/redirected">Redirected</a></li>
<li><a id="missing" href="/missing">Missing</a></li>
<li><a id="broken" href="/broken">Broken</a></li>
<li><a id="bare" href="/bare">Of the server itself</a></li>
<li><a id="mail" href="mailto:ada@example.nhs.uk">Mail</a></li>
<li><a id="words" href="/list"><span id="inside">Words in a link</span></a></li>
</ul>
<details id="more"><summary>More</summary><p>More words</p></details>
<form id="search" action="/list"><input name="q" value="a b"><input name="page" value="2"><button name="go" value="yes">Find</button></form>
${paragraphs(60)}<h2 id="end">The end</h2><p><a id="end-to-list" href="/list">To the list</a></p>`;

export const list = (page: string, q: string) => `<h1>List ${escaped(page)}</h1><p id="asked">${escaped(q)}</p>
${paragraphs(40)}<h2 id="last">The last</h2><p><a id="next" href="/list?page=${Number(page) + 1}">Next</a></p>`;

export interface Typed {
  name: string;
  notes: string;
  fault?: string;
}

export function form(action: string, { name, notes, fault }: Typed): string {
  const summary = `<div class="nhsuk-error-summary"><div role="alert"><h2 class="nhsuk-error-summary__heading">There is a problem</h2>
<ul><li><a href="#name">${fault}</a></li><li><a href="#site">Choose where</a></li><li><a href="#hidden-deep">Deep</a></li></ul></div></div>`;
  return `${fault ? summary : ""}<form method="post" action="${escaped(action)}" novalidate data-behaviour="autosave"><h1>Form</h1>
<input type="hidden" name="server_function" value="/api/people/add">
<div class="nhsuk-form-group"><label for="name">Name</label><input id="name" name="form[name]" value="${escaped(name)}"></div>
<div class="nhsuk-form-group nhsuk-character-count" data-behaviour="character-count" data-maxlength="20"><label for="notes">Notes</label>
<textarea id="notes" name="form[notes]">
${escaped(notes)}</textarea><div class="nhsuk-hint nhsuk-character-count__message">You can enter up to 20 characters</div></div>
<fieldset><legend>How?</legend>
<input type="radio" id="way" name="form[way]" value="video"><label for="way">Video</label>
<input type="radio" id="way-2" name="form[way]" value="in-person"><label for="way-2">In person</label></fieldset>
<div class="app-follow-up nhsuk-form-group" data-behaviour="follow-up" data-follows="form[way]" data-when="in-person home">
<fieldset id="site"><legend>Where?</legend><input type="radio" id="site-1" name="form[site]" value="stoke"><label for="site-1">Stoke</label></fieldset></div>
<details id="deep"><summary>More</summary><input id="hidden-deep" name="form[deep]"></details>
<p role="status" data-autosave-status></p>
<button id="send" type="submit" name="step" value="add">Add</button>
<button id="elsewhere" type="submit" formaction="/form?answer=done&from=button">Add elsewhere</button></form>
<form id="second" method="post" action="/form?answer=done&from=second"><button type="submit">The next form</button></form>
<p><a id="to-list" href="/list">List</a></p>`;
}

export const island = (name: string, props = "{}") =>
  `<leptos-island data-component="${name}" data-props='${props}'><button type="button">0</button></leptos-island>`;

/** The start file, as the build would write it if there were a program of islands. */
export const fixtureStart = () =>
  start
    .replaceAll("{client.js}", pkg("client.js"))
    .replaceAll("{client.wasm}", pkg("client.wasm"))
    .replaceAll("{islands.js}", "/fixture/islands.js")
    .replaceAll("{islands.wasm}", "/fixture/islands.wasm");

/** WebAssembly that does nothing: its magic number and its version. */
export const emptyProgram = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** What wasm-bindgen makes of a crate of islands, as far as the client knows it. */
export const islandsProgram = `
const log = (window.islandLog ??= []);
const living = new Map();
let current;
export default async ({ module_or_path }) => log.push("loaded " + module_or_path);
export const hydrate = () => log.push("hydrate");
export const enter = (element) => { current = element; living.set(element, []); };
export const settled = () => { current = undefined; };
export const left = () => {
  for (const [element, ends] of living) if (!element.isConnected) { ends.forEach((end) => end()); living.delete(element); log.push("disposed"); }
};
export const Counter_1 = (element) => {
  const { from } = JSON.parse(element.dataset.props);
  const button = element.querySelector("button");
  let count = from;
  button.textContent = count;
  button.addEventListener("click", () => { button.textContent = count += 1; });
  const timer = setInterval(() => {}, 1000);
  living.get(current).push(() => clearInterval(timer));
  log.push("Counter");
};
export const Inner_1 = () => log.push("Inner");`;
