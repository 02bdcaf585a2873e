import { lineOf, readKey, type AuthorizedKey } from '@fleet/edits';
import type { Host } from '@fleet/platform';
import { authorizedFile, keysOf, writeAuthorizedFile } from './authorized-file.js';
import { compareKey } from './wanted-keys.js';

const answers = { add: 'new', update: 'replace', exists: 'no change' } as const;

/** Sets several keys by one write; answers in Salt's words what became of each. */
export async function setKeys(
  host: Host,
  account: string,
  config: string,
  keys: readonly AuthorizedKey[],
): Promise<string[]> {
  const file = await authorizedFile(host, account, config);
  const lines = [...file.lines];
  const outcomes = keys.map((wanted) => {
    const outcome = compareKey(keysOf({ ...file, lines }), wanted);
    const at = lines.findIndex((line) => readKey(line)?.key === wanted.key);
    if (outcome === 'add') lines.push(lineOf(wanted));
    else if (outcome === 'update') lines[at] = lineOf(wanted);
    return answers[outcome];
  });
  if (outcomes.some((outcome) => outcome !== 'no change')) await writeAuthorizedFile(host, file, lines);
  return outcomes;
}

/** Removes several keys by one write; answers whether any was there. */
export async function removeKeys(
  host: Host,
  account: string,
  config: string,
  keys: readonly string[],
): Promise<boolean> {
  const file = await authorizedFile(host, account, config);
  const rest = file.lines.filter((line) => !keys.includes(readKey(line)?.key ?? ''));
  if (rest.length === file.lines.length) return false;
  await writeAuthorizedFile(host, file, rest);
  return true;
}
