import type { DriftKind, Return } from '@fleet/protocol';
import { exitCodes } from '@fleet/protocol';
import { isMap, parseExact, stringifyExact, type Value, type ValueMap } from '@fleet/values';

/** A chunk that is not as it is wished. */
export interface Seen {
  readonly tag: string;
  readonly sls: string;
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly kind: DriftKind;
  readonly comment: string;
  readonly changes: string;
}

/** What the return of a state run says of its chunks. */
export interface Reading {
  /** Would change. */
  readonly drifted: readonly Seen[];
  /** Tags of those that are as they are wished, or were brought there. */
  readonly inOrder: ReadonlySet<string>;
  /** Tags of all. */
  readonly named: ReadonlySet<string>;
  /** It ran to its end: what it does not name is wished no more. */
  readonly whole: boolean;
  /** Why it says nothing, or not everything. */
  readonly failed?: string;
}

/** Characters of what would change, and of a sentence, that are kept of one chunk. */
const most = { changes: 16 * 1024, text: 500, name: 1024, tag: 4096 };

export function readingOf(body: Return): Reading {
  const { fault, retcode } = body;
  const chunks = chunksIn(body.value);
  const drifted: Seen[] = [];
  const inOrder = new Set<string>();
  const named = new Set<string>();
  const failing: string[] = [];
  for (const [tag, chunk] of chunks ?? []) {
    if (typeof tag !== 'string' || tag.length > most.tag || !isMap(chunk)) continue;
    named.add(tag);
    const result = chunk.get('result');
    if (result === true) inOrder.add(tag);
    else if (result === null) drifted.push(seen(tag, chunk));
    else failing.push(`${stateOf(tag)} ${text(chunk.get('__id__'))}: ${text(chunk.get('comment'))}`);
  }
  const failed = whyNot(fault?.message, chunks === undefined, failing);
  const whole = fault === undefined && chunks !== undefined && retcode !== exitCodes.aborted;
  return { drifted, inOrder, named, whole, ...(failed !== undefined && { failed }) };
}

function whyNot(fault: string | undefined, unreadable: boolean, failing: readonly string[]): string | undefined {
  if (fault !== undefined) return short(fault);
  if (unreadable) return 'it returned nothing that tells of states';
  if (failing.length === 0) return undefined;
  return short(`${failing[0]}${failing.length > 1 ? ` (and ${failing.length - 1} more that fail)` : ''}`);
}

function seen(tag: string, chunk: ValueMap): Seen {
  const changes = stringifyExact(chunk.get('changes') ?? new Map());
  const intended = chunk.get('intended');
  return {
    tag,
    sls: short(text(chunk.get('__sls__')), most.name),
    id: short(text(chunk.get('__id__')), most.name),
    name: short(text(chunk.get('name')), most.name),
    state: stateOf(tag),
    kind: intended === true ? 'intentional' : intended === false ? 'corrective' : 'unknown',
    comment: short(text(chunk.get('comment'))),
    changes:
      changes.length <= most.changes
        ? changes
        : stringifyExact(`${changes.length} characters, which is more than is kept; the job shows them`),
  };
}

/** `file_|-id_|-name_|-managed` is `file.managed`. */
function stateOf(tag: string): string {
  const parts = tag.split('_|-');
  return `${parts[0] ?? ''}.${parts.at(-1) ?? ''}`;
}

function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : stringifyExact(value);
}

function short(said: string, length = most.text): string {
  return said.length <= length ? said : `${said.slice(0, length - 1)}…`;
}

function chunksIn(value: string | undefined): ValueMap | undefined {
  if (value === undefined) return undefined;
  try {
    const read = parseExact(value);
    return isMap(read) ? read : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
