import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { at, top } from './place.mjs';
import { run } from './steps.mjs';

/**
 * Builds dist/bin where the sources are newer: who runs older programs than those would prove something else. Answers whether they are
 * fresh now.
 */
export async function programsAreFresh(say = console.log) {
  const built = Math.min(
    ...(await Promise.all(
      ['fleetctl', 'fleet-minion', 'fleet-master', 'lint/main.mjs', 'sinks/main.mjs'].map(changed),
    )),
  );
  const sources = Math.max(...(await Promise.all(['apps', 'libs'].map((folder) => newest(at(folder))))));
  if (built > sources) return true;
  say('The sources are newer than dist/bin: building it.');
  const { code, output } = await run(process.execPath, ['build/build.mjs'], { cwd: top });
  say(output.trimEnd());
  return code === 0;
}

/** Milliseconds since the epoch; 0 where there is none. */
async function changed(program) {
  return stat(at('dist/bin', program)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

async function newest(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter(
    (entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'),
  );
  const times = files.map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).mtimeMs);
  return Math.max(0, ...(await Promise.all(times)));
}
