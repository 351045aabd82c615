// One style sheet out of several, with only the rules that some page can use. Reads a request, writes the sheet.
// The request: {"styles": [paths, in order], "content": [paths of pages and scripts]}.

import { readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { PurgeCSS } from "purgecss";

const { styles, content } = JSON.parse(readFileSync(0, "utf8"));
const raw = styles.map((path) => readFileSync(path, "utf8").replace(/@charset "[^"]*";/i, "")).join("\n");
// Rules for a state of any element, such as the focus ring, name no class or tag that could be found in a page.
const safelist = [/^:/];
const [{ css }] = await new PurgeCSS().purge({ content, css: [{ raw }], variables: true, keyframes: true, safelist });
process.stdout.write(transformSync(css, { loader: "css", minify: true, charset: "utf8" }).code);
