import { text } from 'node:stream/consumers';
import { parse, View } from 'vega';
import { compile } from 'vega-lite';

/* Draws the Vega-Lite specification on standard input as SVG on standard output. */

process.stdout.write(
  await new View(parse(compile(JSON.parse(await text(process.stdin))).spec), { renderer: 'none' }).toSVG(),
);
