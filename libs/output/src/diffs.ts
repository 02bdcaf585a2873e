import { isMap, type Value } from '@fleet/values';

/** Changes hold diffs under this key, at whatever depth. A text of one line there is a remark and no diff. */
function isDiff(key: Value, item: Value): item is string {
  return key === 'diff' && typeof item === 'string' && item.trimEnd().includes('\n');
}

export function diffsIn(value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap(diffsIn);
  if (!isMap(value)) return [];
  return [...value].flatMap(([key, item]) => (isDiff(key, item) ? [item] : diffsIn(item)));
}

/** The same value with what `replace` answers in the place of each diff. */
export function replaceDiffs(value: Value, replace: (diff: string) => string): Value {
  if (Array.isArray(value)) return value.map((item) => replaceDiffs(item, replace));
  if (!isMap(value)) return value;
  return new Map(
    [...value].map(([key, item]): [Value, Value] => [
      key,
      isDiff(key, item) ? replace(item) : replaceDiffs(item, replace),
    ]),
  );
}

/** `12 lines (+3 -1)` */
export function diffSize(diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const count = (sign: string): number =>
    lines.filter((line) => line.startsWith(sign) && !line.startsWith(sign.repeat(3))).length;
  return `${lines.length} lines (+${count('+')} -${count('-')})`;
}
