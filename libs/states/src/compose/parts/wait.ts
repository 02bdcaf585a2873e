import { setTimeout as delay } from 'node:timers/promises';
import { projectContainers, serviceOf, whyNotHealthy, type Compose } from '@fleet/containers';
import type { HostView } from '@fleet/platform';

export interface Waiting {
  readonly services: readonly string[];
  /** Milliseconds; 0 looks once. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

const between = 500;

/** Waits until the services run and are healthy where they have a health check; otherwise a sentence says which are not. */
export async function whyNotUp(host: HostView, compose: Compose, waiting: Waiting): Promise<string | undefined> {
  for (let waited = 0; ; waited += between) {
    const containers = await projectContainers(host, compose.project);
    if ('ok' in containers) return containers.sentence;
    const reasons = waiting.services.flatMap(
      (name) =>
        whyNotHealthy(
          name,
          containers.filter((one) => serviceOf(one) === name),
        ) ?? [],
    );
    if (reasons.length === 0) return undefined;
    if (waited >= waiting.timeout) return reasons.join(', ');
    if (!(await paused(between, waiting.signal))) return `${reasons.join(', ')}, and the wait was broken off`;
  }
}

/** Whether the pause went by; false where somebody ends the job. */
async function paused(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return delay(milliseconds, true, { signal }).catch((cause: unknown) => {
    if (signal.aborted) return false;
    throw cause;
  });
}
