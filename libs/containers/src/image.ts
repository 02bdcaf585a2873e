import type { HostView } from '@fleet/platform';
import { askDocker, type DockerAnswer } from './docker.js';
import { inspected } from './rows.js';

/** The id that each name means now; names that mean nothing are not in it. */
export async function imageIds(
  host: HostView,
  names: readonly string[],
): Promise<ReadonlyMap<string, string> | Extract<DockerAnswer, { ok: false }>> {
  const found = new Map<string, string>();
  for (const name of new Set(names)) {
    const answer = await askDocker(host, ['image', 'inspect', name]);
    if (!answer.ok && answer.code !== 'not-found') return answer;
    const id = answer.ok ? inspected(answer.stdout)[0]?.['Id'] : undefined;
    if (typeof id === 'string') found.set(name, id);
  }
  return found;
}

/** `sha256:593025322dede41…` as docker shows it in lists. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
