import type { Chunk } from '../representations.js';

/**
 * Who hears of a change, once each and in the order in which Salt calls them: by the chunk at which `listen` or `listen_in` is
 * written. Whoever listens under an ID wakes everything of that module under it, so that all of its `names` hear.
 */
export function heard(low: readonly Chunk[], changed: (chunk: Chunk) => boolean): readonly Chunk[] {
  const listeners = new Set<Chunk>();
  let called: Map<string, Chunk[]> | undefined;
  const wake = (listener: Chunk): void => {
    called ??= byName(low);
    for (const chunk of called.get(`${listener.module}\0${listener.id}`) ?? [listener]) listeners.add(chunk);
  };
  for (const at of low) {
    for (const { kind, targets } of at.requisites) if (kind === 'listen' && targets.some(changed)) wake(at);
    for (const listener of at.heardBy) if (changed(at)) wake(listener);
  }
  return [...listeners];
}

/** By module with ID, and by module with name. */
function byName(low: readonly Chunk[]): Map<string, Chunk[]> {
  const called = new Map<string, Chunk[]>();
  for (const chunk of low) {
    for (const name of new Set([chunk.id, chunk.name])) {
      const key = `${chunk.module}\0${name}`;
      const known = called.get(key);
      if (known) known.push(chunk);
      else called.set(key, [chunk]);
    }
  }
  return called;
}
