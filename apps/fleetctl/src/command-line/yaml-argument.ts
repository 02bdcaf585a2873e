import { isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import type { Value } from '@fleet/values';
import { MalformedArgument, parseWord } from './value.js';

/** A list, a mapping or a quoted text in YAML's flow style. Plain words inside follow the same rules as outside. */
export function parseYamlArgument(text: string): Value {
  // With the failsafe schema every scalar stays text, so that no digit is lost before `parseWord` looks at it.
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: true });
  const [problem] = document.errors;
  // `'a' and 'b'` begins and ends like a quoted text and is something that somebody wants to say.
  if (problem) {
    if (/^["']/.test(text)) return text;
    throw new MalformedArgument(text, problem.message.split('\n')[0]?.replace(/ at line .*$/, '') ?? 'not YAML', {
      cause: problem,
    });
  }
  return document.contents === null ? null : valueOf(document.contents as Node, text);
}

function valueOf(node: Node | null, text: string): Value {
  if (node === null) return null;
  if (isSeq(node)) return node.items.map((item) => valueOf(item as Node, text));
  if (isMap(node))
    return new Map(
      node.items.map((pair) => [valueOf(pair.key as Node, text), valueOf(pair.value as Node | null, text)]),
    );
  if (!isScalar(node)) throw new MalformedArgument(text, 'aliases have no meaning here');
  const source = String(node.value ?? '');
  if (node.type !== 'PLAIN') return source;
  if (source === '') return null;
  const value = parseWord(source);
  return value === undefined ? source : value;
}
