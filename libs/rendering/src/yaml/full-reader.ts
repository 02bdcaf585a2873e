import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Node, type Scalar } from 'yaml';
import type { TreeNode } from './tree.js';

export interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly offset: number;
}

export interface Read {
  /** `null` for an empty document. */
  readonly root: TreeNode | null;
  readonly complaint?: Complaint;
  /** Where a second document begins. */
  readonly second?: number;
}

/** Reads any YAML, through the `yaml` package. */
export function readFully(text: string): Read {
  const documents = parseAllDocuments(text, {
    version: '1.1',
    schema: 'failsafe',
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const all = 'empty' in documents ? [documents] : documents;
  // A line that begins with % is taken for a directive and would be dropped.
  const error = all.flatMap(({ errors, warnings }) => [
    ...errors,
    ...warnings.filter((warning) => warning.code === 'BAD_DIRECTIVE'),
  ])[0];
  const second = documents[1]?.range[0];
  return {
    root: adopt(documents[0]?.contents as Node | null, text),
    ...(error && { complaint: { code: error.code, message: error.message, offset: error.pos[0] } }),
    ...(second !== undefined && { second }),
  };
}

function adopt(node: Node | null | undefined, text: string): TreeNode | null {
  if (!node) return null;
  const offset = node.range?.[0] ?? 0;
  if (isAlias(node)) return { kind: 'alias', offset, of: node.source };
  const { anchor, tag } = node as { anchor?: string; tag?: string };
  const base = { offset, ...(anchor !== undefined && { anchor }), ...(tag !== undefined && { tag }) };
  if (isSeq(node)) return { kind: 'list', ...base, items: node.items.map((item) => adopt(item as Node | null, text)) };
  if (isMap(node)) {
    const pairs = node.items.map(
      (pair) => [adopt(pair.key as Node | null, text), adopt(pair.value as Node | null, text)] as const,
    );
    return { kind: 'map', ...base, pairs, isFlow: node.flow === true };
  }
  if (!isScalar(node)) return null;
  const isPlain = node.type === undefined || node.type === 'PLAIN';
  const end = node.range?.[1] ?? offset;
  // The package makes an empty scalar of what is not there.
  if (isPlain && end === offset && anchor === undefined && tag === undefined) return null;
  return {
    kind: 'scalar',
    ...base,
    text: isPlain ? String(node.value ?? '') : blockText(node, end, text),
    isPlain,
    end,
  };
}

/** Where the text of the document ends without a line end, so does a block scalar that ends there. */
function blockText(node: Scalar, end: number, text: string): string {
  const value = String(node.value ?? '');
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  return isBlock && end >= text.length && !text.endsWith('\n') ? value.replace(/\n$/, '') : value;
}
