import type { Chunk } from '@fleet/highstate';
import { formatPlace } from '@fleet/diagnostics';
import type { MinionCheck } from './check.js';

/** What each of these makes of a path, as far as two of them can disagree. */
const kinds: ReadonlyMap<string, string> = new Map([
  ['file.managed', 'file'],
  ['file.symlink', 'symlink'],
  ['file.directory', 'directory'],
  ['file.absent', 'nothing'],
]);

/** Two states that keep one path, each in its way. */
export const checkManagedTwice: MinionCheck = ({ report }, { chunks, minion }) => {
  const keepers = new Map<string, Chunk>();
  for (const chunk of chunks) {
    const kind = kinds.get(chunk.definition.name);
    if (kind === undefined || chunk.arguments.get('replace') === false) continue;
    // Removing something in order to make it anew is how a reset is written.
    const first = keepers.get(chunk.name);
    if (first === undefined || kinds.get(first.definition.name) === 'nothing') keepers.set(chunk.name, chunk);
    else {
      const at = first.at?.();
      report.say('lint.managed-twice', {
        summary: `${chunk.name} is kept as a ${kind} by ${chunk.id}, and as a ${kinds.get(first.definition.name) as string} by ${first.id}`,
        ...(at && { detail: `The other one is at states/${formatPlace(at)}.` }),
        tree: 'states',
        at: chunk.at?.(),
        minion: minion.id,
      });
    }
  }
};
