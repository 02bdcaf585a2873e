import { formatDiagnostic } from '@fleet/diagnostics';
import { parseYaml } from '@fleet/rendering';
import { float, int, type Value, type ValueMap } from '@fleet/values';

export type CallWords =
  | { readonly ok: true; readonly args: readonly Value[]; readonly kwargs: ValueMap }
  | { readonly ok: false; readonly why: string };

const plain: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['null', null],
  ['None', null],
]);

/** Arguments as typed: words and `name=value`, numbers and booleans as such, lists and mappings in YAML's flow style. */
export function readCallWords(words: readonly string[]): CallWords {
  const args: Value[] = [];
  const kwargs: ValueMap = new Map();
  for (const word of words) {
    const [, name, text] = /^([A-Za-z_][\w.-]*)=(?!=)(.*)$/s.exec(word) ?? [];
    const read = readValue(text ?? word);
    if (!read.ok) return read;
    if (name === undefined) args.push(read.value);
    else kwargs.set(name, read.value);
  }
  return { ok: true, args, kwargs };
}

function readValue(text: string): { ok: true; value: Value } | { ok: false; why: string } {
  const known = plain.get(text);
  if (known !== undefined) return { ok: true, value: known };
  if (/^[-+]?(0|[1-9]\d*)$/.test(text)) return { ok: true, value: int(BigInt(text.replace('+', ''))) };
  if (/^[-+]?(0|[1-9]\d*)\.\d+$/.test(text)) return { ok: true, value: float(Number(text)) };
  // What is no list, mapping or quoted text as a whole is text: a shell command may begin with a bracket.
  if (!/^\[.*\]$|^\{(?!\{).*\}$|^".*"$|^'.*'$/s.test(text)) return { ok: true, value: text };
  const parsed = parseYaml({ source: { name: 'argument', text } });
  if (parsed.ok) return { ok: true, value: parsed.value.value };
  return { ok: false, why: parsed.diagnostics.map(formatDiagnostic).join('\n') };
}
