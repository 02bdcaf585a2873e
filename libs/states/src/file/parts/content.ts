import type { HostView } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import { traverse, type Value, type ValueMap } from '@fleet/values';
import type { StateContext } from '../../definition.js';
import { tidyPath } from './absolute.js';
import { findSource, type SourceWish } from './source.js';
import type { ExpectedHash } from './source-hash.js';

export interface ContentWish extends SourceWish {
  readonly name: string;
  readonly source?: Value | undefined;
  readonly contents?: Value | undefined;
  readonly contentsPillar?: Value | undefined;
  readonly contentsGrains?: Value | undefined;
  readonly delimiter: string;
  readonly newline: boolean;
  readonly template?: string | undefined;
  readonly context?: ValueMap | undefined;
  readonly defaults?: ValueMap | undefined;
  /** False: a file takes the place of a symlink. */
  readonly followSymlinks?: boolean;
  /** Names that the template sees besides: `user`, `group`, `mode`. */
  readonly facts: Readonly<Record<string, string | undefined>>;
}

/** The content that a file is to have. `none`: the author names no content, whatever is there is right. */
export type Content =
  | { readonly kind: 'none' }
  | { readonly kind: 'ready'; readonly content: Buffer; readonly mode?: number }
  /** Its digest tells whether the file has it, so that nothing is fetched for a file that is right. */
  | {
      readonly kind: 'fetchable';
      readonly expected: ExpectedHash;
      readonly mode?: number;
      readonly read: () => Promise<Buffer>;
    }
  /** A file of the minion as it is, of any size. */
  | {
      readonly kind: 'copy';
      readonly path: string;
      readonly size: number;
      readonly mode?: number;
      readonly read: () => Promise<Buffer>;
    }
  | { readonly kind: 'problem'; readonly problem: string; readonly absent: boolean };

/** Reads and renders what the author asks for. @throws HostRefusal, RenderRefused. */
export async function wantedContent(wish: ContentWish, host: HostView, context: StateContext): Promise<Content> {
  const given = [wish.source, wish.contents, wish.contentsPillar, wish.contentsGrains].filter(
    (value) => value !== undefined,
  );
  if (given.length > 1)
    return problem('only one of `source`, `contents`, `contents_pillar` and `contents_grains` can be given');
  if (given.length === 0) return { kind: 'none' };
  if (wish.template !== undefined && wish.template !== 'jinja')
    return problem(`\`template: ${wish.template}\` is not known; there is jinja`);
  if (wish.source !== undefined) return fromSource(wish, wish.source, host, context);
  const value = await inline(wish, context);
  if (typeof value === 'object') return value;
  const text =
    wish.template === undefined
      ? value
      : await context.render({ name: wish.name, text: value }, templateContext(wish, undefined, context));
  return { kind: 'ready', content: Buffer.from(text) };
}

async function fromSource(wish: ContentWish, source: Value, host: HostView, context: StateContext): Promise<Content> {
  const lookup = await findSource(source, wish, host, context);
  if ('problem' in lookup) return { kind: 'problem', ...lookup };
  const { found } = lookup;
  const mode = found.mode === undefined ? {} : { mode: found.mode };
  if (wish.template === undefined) {
    if (found.path !== undefined && wish.followSymlinks !== false)
      return { kind: 'copy', path: found.path, size: found.size ?? 0, read: found.read, ...mode };
    if (found.expected) return { kind: 'fetchable', expected: found.expected, read: found.read, ...mode };
    return { kind: 'ready', content: await found.read(), ...mode };
  }
  const text = (await found.read()).toString('utf8');
  return {
    kind: 'ready',
    content: Buffer.from(await context.render({ name: found.url, text }, templateContext(wish, found.url, context))),
    ...mode,
  };
}

async function inline(wish: ContentWish, context: StateContext): Promise<string | Content> {
  let value = wish.contents;
  if (value === undefined) {
    const [keys, data, where] =
      wish.contentsPillar === undefined
        ? ([wish.contentsGrains, context.grains, 'grain'] as const)
        : ([wish.contentsPillar, context.pillar, 'pillar'] as const);
    const parts: Value[] = [];
    for (const key of Array.isArray(keys) ? keys : [keys]) {
      const part = traverse(data, String(key), wish.delimiter);
      if (part === undefined) return problem(`there is no ${where} ${String(key)}`);
      parts.push(part);
    }
    value = parts.length === 1 ? (parts[0] as Value) : parts;
  }
  const pieces = Array.isArray(value) ? value : [value];
  if (pieces.some((piece) => piece instanceof Map || Array.isArray(piece)))
    return problem('the contents of a file are a text or a list of lines');
  const lines = pieces.flatMap((piece) => linesOf(typeof piece === 'string' ? piece : pythonStr(piece)));
  const text = lines.map((line) => `${line}\n`).join('');
  return wish.newline ? text : text.replace(/\n+$/, '');
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function templateContext(wish: ContentWish, source: string | undefined, context: StateContext): ValueMap {
  const facts: ValueMap = new Map<Value, Value>([
    ['name', wish.name],
    ['source', source ?? null],
  ]);
  for (const [key, value] of Object.entries(wish.facts)) facts.set(key, value ?? null);
  const gathered = context.accumulated?.get(tidyPath(wish.name));
  if (gathered)
    facts.set('accumulator', new Map<Value, Value>([...gathered].map(([name, texts]) => [name, [...texts]])));
  return new Map([...facts, ...(wish.defaults ?? []), ...(wish.context ?? [])]);
}

function problem(sentence: string): { kind: 'problem'; problem: string; absent: boolean } {
  return { kind: 'problem', problem: sentence, absent: false };
}
