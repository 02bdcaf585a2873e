import type { Diagnostic } from '@fleet/diagnostics';
import { visit, type Document } from 'yaml';
import type { Places } from './places.js';

/** Tabs are no indentation and no separation: only inside of quoted texts, block texts and comments they may stand. */
export function refuseTabs(document: Document, text: string, places: Places): Diagnostic[] {
  const texts: [number, number][] = [];
  visit(document, {
    Scalar(_key, node) {
      if (node.range) texts.push([node.range[0], node.range[1]]);
    },
  });
  const found: Diagnostic[] = [];
  let next = 0;
  for (let at = text.indexOf('\t'); at >= 0 && found.length < 5; at = text.indexOf('\t', at + 1)) {
    while (next < texts.length && (texts[next] as [number, number])[1] <= at) next += 1;
    const range = texts[next];
    if (range && range[0] <= at) continue;
    const lineStart = text.lastIndexOf('\n', at) + 1;
    if (/(?:^|\s)#/.test(text.slice(Math.max(lineStart, texts[next - 1]?.[1] ?? 0), at))) continue;
    found.push(places.diagnostic('error', 'yaml.tab', 'a tab where YAML wants spaces', at, 'Indent and separate with spaces only.'));
    at = text.indexOf('\n', at);
    if (at < 0) break;
  }
  return found;
}
