import type { RolloutGate } from '@fleet/protocol';
import { parseCall } from './call.js';
import { UsageProblem } from './target.js';

/**
 * What stands behind `--gate`: an address; `state`, or `state web,db`; else a call as it would be typed behind a target, where quotes keep words
 * together. @throws UsageProblem
 */
export async function parseGate(text: string): Promise<RolloutGate> {
  const trimmed = text.trim();
  if (/^https?:\/\//.test(trimmed)) {
    if (!URL.canParse(trimmed) || /\s/.test(trimmed)) throw new UsageProblem(`"${text}" is no address for --gate`);
    return { gate: 'http', url: trimmed };
  }
  const [name = '', ...words] = wordsOf(trimmed);
  if (name === 'state') {
    const sls = words.flatMap((word) => word.split(',')).filter((word) => word !== '');
    return sls.length === 0 ? { gate: 'state' } : { gate: 'state', sls };
  }
  if (!/^[a-z_]\w*(\.[A-Za-z_]\w*)+$/.test(name))
    throw new UsageProblem(
      `"${text}" is no gate: write a call ('service.status web'), state, 'state web', or an address that begins with http:// or https://`,
    );
  return { gate: 'function', function: name, ...(await parseCall(words)) };
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  const word = /\s*((?:"[^"]*"|'[^']*'|[^\s"'])+)/y;
  while (word.lastIndex < text.length) {
    const at = word.lastIndex;
    const found = word.exec(text);
    if (!found) throw new UsageProblem(`a quote in --gate is not closed: ${text.slice(at).trim()}`);
    words.push(
      (found[1] as string).replace(
        /"([^"]*)"|'([^']*)'/g,
        (_all, double?: string, single?: string) => double ?? single ?? '',
      ),
    );
  }
  return words;
}
