import type { Value, ValueMap } from '@fleet/values';

/**
 * What a stateful command says of itself in its last line: `changed=yes comment="three rows"`, or one JSON object. Without such a
 * line the run counts as a change.
 */
export function readStateful(stdout: string, changes: ValueMap): { changes: ValueMap; comment?: string } {
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  const said = last.trimStart().startsWith('{') ? fromJson(last) : fromPairs(last);
  const changed = said.get('changed') ?? 'yes';
  const comment = said.get('comment');
  const more = new Map<Value, Value>([...said].filter(([key]) => key !== 'changed' && key !== 'comment'));
  return {
    changes: /^(?:no|false)$/i.test(changed) ? new Map() : new Map([...changes, ...more]),
    ...(comment !== undefined && { comment }),
  };
}

function fromPairs(line: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, key = '', double, single, plain] of line.matchAll(/(\w+)=(?:"([^"]*)"|'([^']*)'|(\S*))/g)) found.set(key, double ?? single ?? plain ?? '');
  return found;
}

function fromJson(line: string): Map<string, string> {
  try {
    const parsed = JSON.parse(line) as Record<string, unknown>;
    return new Map(Object.entries(parsed).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]));
  } catch {
    // A line that only looks like JSON says nothing; the run counts as a change then.
    return new Map();
  }
}
