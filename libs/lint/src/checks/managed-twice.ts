import { formatPlace } from '@fleet/diagnostics';
import type { Chunk } from '@fleet/highstate';
import { equal } from '@fleet/values';
import type { MinionCheck } from './check.js';

/** What each of these makes of a path, as far as two of them can disagree. */
const kinds: ReadonlyMap<string, string> = new Map([
  ['file.managed', 'file'],
  ['file.symlink', 'symlink'],
  ['file.directory', 'directory'],
  ['file.absent', 'nothing'],
]);

/** Where two states of one kind both say one of these, they must say the same. */
const attributes = ['user', 'group', 'mode', 'dir_mode', 'file_mode', 'target'];

/** What a file is made of: two states must have all of it in common. */
const content = ['source', 'contents', 'contents_pillar', 'contents_grains', 'template', 'context', 'defaults'];

/** Two states that keep one path, each in its way. */
export const checkManagedTwice: MinionCheck = ({ report }, { chunks, minion }) => {
  const keepers = new Map<string, Chunk>();
  for (const chunk of chunks) {
    const kind = kinds.get(chunk.definition.name);
    if (kind === undefined || chunk.arguments.get('replace') === false || isConditional(chunk)) continue;
    // Removing something in order to make it anew is how a reset is written.
    const first = keepers.get(chunk.name);
    if (first === undefined || kinds.get(first.definition.name) === 'nothing') keepers.set(chunk.name, chunk);
    else if (!agree(first, chunk)) {
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

/** Of two states only one may run: a condition, or what became of another state, decides. */
function isConditional({ options, requisites }: Chunk): boolean {
  const { onlyif, unless, creates } = options;
  if (onlyif.length + unless.length + creates.length > 0) return true;
  return requisites.some(({ kind }) => /^(?:onfail|onchanges|prereq)/.test(kind));
}

function agree(one: Chunk, other: Chunk): boolean {
  if (one.definition.name !== other.definition.name) return false;
  const same = (key: string): boolean => equal(one.arguments.get(key) ?? null, other.arguments.get(key) ?? null);
  return (
    attributes.every((key) => !one.arguments.has(key) || !other.arguments.has(key) || same(key)) && content.every(same)
  );
}
