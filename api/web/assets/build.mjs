// Bundles what the pages load: `page` for every page, `diagram` and `draft` for the islands that show diagrams, `signing` for the leader's desk.
// Names carry a hash of their content, so a browser may keep them for ever; manifest.json tells the server which.
import { build } from "esbuild";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static", "built");
const entries = { page: "page.js", diagram: "diagram.js", draft: "draft.js", worklist: "worklist.js", signing: "signing.js" };

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const result = await build({
  entryPoints: Object.entries(entries).map(([name, file]) => ({ in: join(here, file), out: name })),
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff": "file", ".woff2": "file", ".ttf": "file", ".eot": "file", ".svg": "file" },
  metafile: true,
  legalComments: "linked",
});
const manifest = {};
for (const path of Object.keys(result.metafile.outputs)) {
  const file = basename(path);
  const match = file.match(/^([a-z]+)-[A-Z0-9]+\.(js|css)$/);
  if (match && match[1] in entries) manifest[`${match[1]}.${match[2]}`] = file;
}
await writeFile(join(out, "manifest.json"), JSON.stringify(manifest, null, 1) + "\n");
console.log(Object.values(manifest).join(" "));
