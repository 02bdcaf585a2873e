import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Directories } from '@fleet/config';
import type { JobStore } from '@fleet/jobs';
import { isOperatorName } from '@fleet/protocol';

/** The longest that credentials made before could be good. */
const longestLife = 366 * 24 * 3_600_000;

/**
 * Carries the operators of `operators.json`, where they were kept before, into the store: they could do everything, so they are admins. The
 * file is then called otherwise; killed in between, it is read again, and nobody is added twice. Their names.
 */
export async function importOperators({ master }: Directories, store: JobStore): Promise<string[]> {
  const file = join(master.home, 'operators.json');
  const present = read(file);
  if (present === undefined) return [];
  const now = Date.now();
  const names = await store.write(({ operators, audit }) =>
    Object.entries(present).flatMap(([key, given]) => {
      if (operators.get(key)) return [];
      // Two keys of one name were possible where the file was written by hand.
      const name =
        isOperatorName(given) && !operators.active(given) ? given : `operator-${key.slice(-8).toLowerCase()}`;
      const added = operators.add({
        ...{ key, name, roles: ['admin'], created: now, expires: now + longestLife, by: 'operators.json' },
      });
      if (!added) return [];
      audit.append({
        ...{ at: now, who: 'fleet-master', action: 'operator_add', target: `${name} ${key}`, args: 'admin' },
        ...{ outcome: 'done', note: 'from operators.json' },
      });
      return [name];
    }),
  );
  renameSync(file, `${file}.imported`);
  return names;
}

function read(file: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
