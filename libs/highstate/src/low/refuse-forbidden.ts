import type { Problems } from '../problems.js';
import type { Chunk } from '../representations.js';

/**
 * What the owner of the machine forbids is met before anything runs: the state itself, and what its conditions call. Names that are only
 * known when a chunk runs (slots, `module.run`) are refused then, by the functions themselves.
 */
export function refuseForbidden(chunk: Chunk, refuses: (name: string) => string | undefined, problems: Problems): void {
  const { options } = chunk;
  const told = new Set<string>();
  const refuse = (name: string, what: string, at: Chunk['at']): void => {
    const why = refuses(name);
    if (why === undefined || told.has(why + what)) return;
    told.add(why + what);
    problems.error('state.disabled', `${what} of ${chunk.id}: ${why}`, at);
  };
  refuse(chunk.definition.name, chunk.definition.name, chunk.at);
  for (const key of ['onlyif', 'unless'] as const) {
    for (const condition of options[key]) {
      if ('command' in condition) refuse('cmd.run', key, chunk.placeOf(key));
      else if ('call' in condition) refuse(condition.call, key, chunk.placeOf(key));
    }
  }
  if (options.checkCommand.length > 0) refuse('cmd.run', 'check_cmd', chunk.placeOf('check_cmd'));
}
