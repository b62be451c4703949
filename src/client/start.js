// What a page's head names: loads the client once the browser has nothing better to do, and beside it the islands' program where
// the page holds an island. The build puts the real names in (.ci/scripts/build-browser); WebAssembly can't say import() by itself.
const here = (name) => new URL(name, import.meta.url).href;

/** A program that has begun; it is compiled while it comes. */
async function load(script, program) {
  const compiled = WebAssembly.compileStreaming(fetch(here(program)));
  const [module, module_or_path] = await Promise.all([import(here(script)), compiled]);
  await module.default({ module_or_path });
  return module;
}

const loadIslands = () => load("{islands.js}", "{islands.wasm}");
let early = document.querySelector("leptos-island") && loadIslands();
early?.catch(() => {});

/** The islands' program, asked for anew when it did not come. */
function islands() {
  const now = early ?? loadIslands();
  early = undefined;
  return now;
}

async function begin() {
  const client = await load("{client.js}", "{client.wasm}");
  client.start(islands);
}

if ("requestIdleCallback" in window) requestIdleCallback(begin, { timeout: 1000 });
else setTimeout(begin);
