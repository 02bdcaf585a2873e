import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { compareStores, type StoreDifference } from '@fleet/jobs';
import { CommandFailed, exits, openConfig } from './open-config.js';

/** `fleet-master store compare`: the exit code is 1 where two stores differ. */
export async function compare(
  files: { readonly first: string; readonly second?: string },
  { root, out }: { readonly root: string; readonly out: 'text' | 'json' },
): Promise<number> {
  const { places } = await openConfig(root);
  const first = files.second === undefined ? places.master.database : resolve(files.first);
  const second = resolve(files.second ?? files.first);
  for (const file of [first, second])
    if (!existsSync(file)) throw new CommandFailed(`there is no ${file}`, exits.usage);
  const differences = compared(first, second);
  if (out === 'json') process.stdout.write(`${JSON.stringify({ first, second, differences })}\n`);
  else if (differences.length === 0) process.stdout.write('they say the same\n');
  else
    for (const { table, onlyFirst, onlySecond, examples } of differences)
      process.stdout.write(
        `${table}: ${onlyFirst} rows only in ${first}, ${onlySecond} only in ${second}\n${examples.map((row) => `  ${row.slice(0, 500)}\n`).join('')}`,
      );
  return differences.length === 0 ? 0 : exits.failed;
}

function compared(first: string, second: string): StoreDifference[] {
  try {
    return compareStores(first, second);
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_')) throw error;
    throw new CommandFailed(
      `they cannot be compared: ${(error as Error).message}; both have to be stores of this version of fleet`,
      exits.usage,
      { cause: error },
    );
  }
}
