import { parseExact, type ValueMap } from '@fleet/values';

export type Told =
  { readonly changed: boolean; readonly comment: string; readonly facts: ValueMap } | { readonly problem: string };

/** What a stateful command says in the last line of its output: JSON, or `changed=yes comment='all of it' key=value`. */
export function readStateful(output: string): Told {
  const last = output.trimEnd().split('\n').at(-1)?.trim() ?? '';
  const facts: ValueMap = new Map();
  if (last.startsWith('{')) {
    try {
      const parsed = parseExact(last);
      if (parsed instanceof Map) for (const [key, value] of parsed) facts.set(key, value);
    } catch {
      return { problem: 'the last line of its output is not the JSON that a stateful command ends with' };
    }
  } else {
    for (const found of last.matchAll(/([A-Za-z_][\w-]*)=(?:'([^']*)'|"([^"]*)"|(\S*))/g))
      facts.set(found[1] as string, found[2] ?? found[3] ?? found[4] ?? '');
  }
  const changed = facts.get('changed');
  if (changed === undefined)
    return {
      problem: 'the last line of its output does not say changed=yes or changed=no, as a stateful command must',
    };
  const comment = facts.get('comment');
  facts.delete('changed');
  facts.delete('comment');
  return {
    changed: changed === true || /^(yes|true)$/i.test(String(changed)),
    comment: typeof comment === 'string' ? comment : '',
    facts,
  };
}
