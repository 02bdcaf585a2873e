import { excerpt, type Diagnostic, type Place } from '@fleet/diagnostics';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Document, type Node, type Tags } from 'yaml';

export interface Plain {
  readonly [key: string]: unknown;
}

/** What people wrote into a main file and its drop-ins: one mapping, and for each key where it was written last. */
export interface Written {
  readonly data: Plain;
  readonly diagnostics: readonly Diagnostic[];
  /** Of a key, or of what is within (`nats.port`, `approvals.0.by`). */
  place(path: string): Place | undefined;
  /** The lines around a place. */
  excerpt(at: Place): string | undefined;
}

/** Reads `file`, then `*.conf` and `*.yaml` of `folder` in name order; later ones win key by key. Absent files are empty ones. */
export async function readWritten(file: string, folder: string): Promise<Written> {
  const diagnostics: Diagnostic[] = [];
  const places = new Map<string, Place>();
  const texts = new Map<string, string>();
  let data: Plain = {};
  const names = await readdir(folder).catch(absent([] as string[], folder, diagnostics));
  const files = [
    file,
    ...names
      .filter((name) => /\.(conf|yaml)$/.test(name))
      .sort()
      .map((name) => join(folder, name)),
  ];
  for (const each of files) {
    const text = await readFile(each, 'utf8').catch(absent('', each, diagnostics));
    texts.set(each, text);
    const part = parse(each, text, places, diagnostics);
    if (part) data = merge(data, part);
  }
  return {
    data,
    diagnostics,
    place: (path) => places.get(path),
    excerpt: (at) => {
      const text = texts.get(at.file);
      return text === undefined ? undefined : excerpt(text, at);
    },
  };
}

/** YAML 1.1 as Salt's parser reads it: `yes` and `on` are true, but `y` and `n` are words. */
function likePython(tags: Tags): Tags {
  return tags.map((tag) => {
    if (typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:bool' || !('test' in tag) || !tag.test) return tag;
    const { test } = tag;
    return {
      ...tag,
      test: test.test('yes')
        ? /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/
        : /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/,
    };
  });
}

/** What is wrong, and the way out, for the complaints that people meet most; by the code of the `yaml` package. */
const sentences: ReadonlyMap<string, readonly [summary: string, detail: string]> = new Map([
  ['DUPLICATE_KEY', ['a key stands twice in one mapping', 'The second would silently replace the first.']],
  ['TAB_AS_INDENT', ['a tab where YAML wants spaces', 'Indent and separate with spaces only.']],
  ['BAD_INDENT', ['an indentation that fits nothing', 'Items of one mapping or list begin in the same column.']],
  [
    'MISSING_CHAR',
    ['a quote, a bracket or a colon is missing', 'Close what is open; a key ends with a colon and a space.'],
  ],
  ['BLOCK_AS_IMPLICIT_KEY', ['a second colon in one line', 'A text that contains ": " must be quoted.']],
]);

function parse(file: string, text: string, places: Map<string, Place>, diagnostics: Diagnostic[]): Plain | undefined {
  const lines = new LineCounter();
  const document: Document = parseDocument(text, {
    version: '1.1',
    customTags: likePython,
    lineCounter: lines,
    prettyErrors: false,
  });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  for (const problem of document.errors) {
    const at = placeAt(problem.pos[0]);
    const [summary, detail] = sentences.get(problem.code) ?? [problem.message];
    diagnostics.push({
      severity: 'error',
      code: 'config.yaml',
      summary,
      ...(detail !== undefined && { detail }),
      at,
      excerpt: excerpt(text, at),
    });
  }
  if (document.errors.length > 0 || document.contents === null) return undefined;
  if (!isMap(document.contents)) {
    if (isScalar(document.contents) && document.contents.value === null) return undefined;
    const at = placeAt((document.contents as Node).range?.[0] ?? 0);
    diagnostics.push({
      severity: 'error',
      code: 'config.not-a-mapping',
      summary: 'a configuration file is a mapping of keys to values',
      at,
      excerpt: excerpt(text, at),
    });
    return undefined;
  }
  note(document.contents, '', 6);
  try {
    return document.toJS({ maxAliasCount: 100 }) as Plain;
  } catch (error) {
    diagnostics.push({ severity: 'error', code: 'config.yaml', summary: (error as Error).message, at: placeAt(0) });
    return undefined;
  }

  function note(node: unknown, prefix: string, depth: number): void {
    if (depth === 0) return;
    if (isSeq(node))
      node.items.forEach((item, index) => {
        const { range } = item as Node;
        if (range) places.set(`${prefix}${index}`, placeAt(range[0]));
        note(item, `${prefix}${index}.`, depth - 1);
      });
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      const path = `${prefix}${String(key.value)}`;
      places.set(path, placeAt(key.range?.[0] ?? 0));
      note(value, `${path}.`, depth - 1);
    }
  }
}

/** Mappings merge key by key, everything else is replaced. Own properties only, whatever the keys are called. */
function merge(base: Plain, over: Plain): Plain {
  const merged = Object.entries(over).map(([key, value]): [string, unknown] => {
    const old = Object.hasOwn(base, key) ? base[key] : undefined;
    return [key, isPlain(old) && isPlain(value) ? merge(old, value) : value];
  });
  return Object.fromEntries([...Object.entries(base), ...merged]);
}

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function absent<T>(instead: T, path: string, diagnostics: Diagnostic[]): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code !== 'ENOENT')
      diagnostics.push({
        severity: 'error',
        code: 'config.unreadable',
        summary: `${path} cannot be read: ${error.message}`,
      });
    return instead;
  };
}
