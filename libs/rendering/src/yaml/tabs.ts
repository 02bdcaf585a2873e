import type { Diagnostic } from '@fleet/diagnostics';
import type { Places } from './places.js';
import type { TreeNode } from './tree.js';

/** Tabs are no indentation and no separation: only inside of texts and comments they may stand. */
export function refuseTabs(root: TreeNode | null, text: string, places: Places): Diagnostic[] {
  const texts: (readonly [number, number])[] = [];
  collect(root, texts);
  const found: Diagnostic[] = [];
  let next = 0;
  for (let at = text.indexOf('\t'); at >= 0 && found.length < 5; at = text.indexOf('\t', at + 1)) {
    while (next < texts.length && (texts[next] as readonly [number, number])[1] <= at) next += 1;
    const range = texts[next];
    if (range && range[0] <= at) continue;
    const lineStart = text.lastIndexOf('\n', at) + 1;
    if (/(?:^|\s)#/.test(text.slice(Math.max(lineStart, texts[next - 1]?.[1] ?? 0), at))) continue;
    found.push(
      places.diagnostic(
        'error',
        'yaml.tab',
        'a tab where YAML wants spaces',
        at,
        'Indent and separate with spaces only.',
      ),
    );
    // One complaint a line is enough.
    const lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0) break;
    at = lineEnd;
  }
  return found;
}

function collect(node: TreeNode | null, texts: (readonly [number, number])[]): void {
  if (node?.kind === 'scalar') texts.push([node.offset, node.end]);
  else if (node?.kind === 'list') for (const item of node.items) collect(item, texts);
  else if (node?.kind === 'map') {
    for (const [key, value] of node.pairs) {
      collect(key, texts);
      collect(value, texts);
    }
  }
}
