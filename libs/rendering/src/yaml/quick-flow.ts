import { NotSimple } from './quick-reader.js';
import type { TreeNode } from './tree.js';

const plain = /-?[A-Za-z0-9_./][^,[\]{}:#&*!|>'"%@`\\?]*/y;
/** Less than YAML allows. */
const longestKey = 1000;
const space = / */y;
const quotedText = /'([^'\n]*)'(?!')|"([^"\\\n]*)"/y;

/** `[a, 'b']`, `{'a': 1, b: [c]}` on one line, as printed mappings and lists are; anything odder is left to the full reader. */
export function readFlow(text: string, start: number, end: number): TreeNode {
  let at = start;

  function skip(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found || pattern.lastIndex > end) return undefined;
    at = pattern.lastIndex;
    return found[0];
  }

  function node(depth: number): TreeNode {
    if (depth > 50) throw new NotSimple();
    const offset = at;
    const first = text[at];
    if (first === '[' || first === '{') return collection(first, depth);
    const quoted = skip(quotedText);
    if (quoted !== undefined) return { kind: 'scalar', offset, text: quoted.slice(1, -1), isPlain: false, end: at };
    const found = skip(plain)?.replace(/ +$/, '');
    if (found === undefined || found === '') throw new NotSimple();
    return { kind: 'scalar', offset, text: found, isPlain: true, end: offset + found.length };
  }

  function collection(open: '[' | '{', depth: number): TreeNode {
    const offset = at;
    const close = open === '[' ? ']' : '}';
    const items: TreeNode[] = [];
    const pairs: [TreeNode, TreeNode][] = [];
    at += 1;
    for (;;) {
      skip(space);
      if (at >= end) throw new NotSimple();
      if (text[at] === close) break;
      const item = node(depth + 1);
      if (open === '[') items.push(item);
      else {
        const isKey = item.kind === 'scalar' && text[at] === ':' && text[at + 1] === ' ';
        if (!isKey || at - item.offset > longestKey || (item.isPlain && item.text === '<<')) throw new NotSimple();
        at += 1;
        skip(space);
        pairs.push([item, node(depth + 1)]);
      }
      skip(space);
      if (text[at] === ',') at += 1;
      else if (text[at] !== close) throw new NotSimple();
    }
    at += 1;
    return open === '[' ? { kind: 'list', offset, items } : { kind: 'map', offset, pairs, isFlow: true };
  }

  const root = node(0);
  skip(space);
  if (at < end) throw new NotSimple();
  return root;
}
