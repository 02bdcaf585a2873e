import type { HostView } from '@fleet/platform';
import { askDocker, type DockerAnswer } from './docker.js';
import { inspected } from './rows.js';

/** What is asked of a container, out of all that `docker inspect` tells. */
export interface Container {
  readonly id: string;
  readonly name: string;
  /** `running`, `exited`, `created`, `paused`, `restarting`, `dead`. */
  readonly status: string;
  /** `healthy`, `unhealthy`, `starting`; '' without a health check. */
  readonly health: string;
  readonly exitCode: number;
  /** `no`, `always`, `unless-stopped`, `on-failure`. */
  readonly restartPolicy: string;
  /** The name that it was made from, and the id of what that name meant then. */
  readonly image: string;
  readonly imageId: string;
  readonly labels: Readonly<Record<string, string>>;
}

interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly State: { readonly Status: string; readonly ExitCode: number; readonly Health?: { readonly Status: string } };
  readonly HostConfig?: { readonly RestartPolicy?: { readonly Name?: string } };
  readonly Image: string;
  readonly Config: { readonly Image: string; readonly Labels: Record<string, string> | null };
}

/** The containers that fit all filters (`label=…`), stopped ones too; two questions. */
export async function containersOf(
  host: HostView,
  filters: readonly string[],
): Promise<readonly Container[] | Extract<DockerAnswer, { ok: false }>> {
  const words = filters.flatMap((filter) => ['--filter', filter]);
  const listed = await askDocker(host, ['ps', '--all', '--quiet', '--no-trunc', ...words]);
  if (!listed.ok) return listed;
  const ids = listed.stdout.split('\n').filter((id) => id !== '');
  if (ids.length === 0) return [];
  const told = await askDocker(host, ['container', 'inspect', ...ids]);
  // One of them may have gone between the two questions; what is left is told all the same.
  if (!told.ok && told.code !== 'not-found') return told;
  return told.ok
    ? inspected(told.stdout).map((one) => containerOf(one as unknown as Inspected))
    : containersOf(host, filters);
}

function containerOf(one: Inspected): Container {
  return {
    id: one.Id,
    name: one.Name.replace(/^\//, ''),
    status: one.State.Status,
    health: one.State.Health?.Status ?? '',
    exitCode: one.State.ExitCode,
    restartPolicy: one.HostConfig?.RestartPolicy?.Name || 'no',
    image: one.Config.Image,
    imageId: one.Image,
    labels: one.Config.Labels ?? {},
  };
}
