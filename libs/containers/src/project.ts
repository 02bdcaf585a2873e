import type { HostView } from '@fleet/platform';
import type { Compose } from './compose.js';
import { containersOf, type Container } from './container.js';
import { imageIds } from './image.js';

const label = (name: string): string => `com.docker.compose.${name}`;

/** What is there of a service, against what the files ask for. */
export interface ServiceState {
  readonly name: string;
  /** `current`: as the files say. `ended`: did its work and is not to be started again. */
  readonly state: 'current' | 'ended' | 'missing' | 'stopped' | 'changed' | 'old-image';
  readonly containers: readonly Container[];
}

export interface ProjectState {
  readonly services: readonly ServiceState[];
  /** Containers of services that the files do not name any more. */
  readonly orphans: readonly Container[];
}

type Refused = { readonly ok: false; readonly sentence: string };

/** The containers of a project, those of `run` excepted. */
export async function projectContainers(host: HostView, project: string): Promise<readonly Container[] | Refused> {
  const found = await containersOf(host, [`label=${label('project')}=${project}`]);
  return 'ok' in found ? found : found.filter(({ labels }) => !/^true$/i.test(labels[label('oneoff')] ?? ''));
}

/** Compares by what compose itself goes by: the hash of a service's configuration, and the image. */
export async function projectState(
  host: HostView,
  compose: Compose,
  services: readonly string[],
): Promise<ProjectState | Refused> {
  const hashes = await compose.ask(['config', '--hash', '*']);
  if (!hashes.ok) return hashes;
  const wanted = new Map(hashes.stdout.split('\n').map((line) => line.trim().split(/\s+/) as [string, string]));
  const containers = await projectContainers(host, compose.project);
  if ('ok' in containers) return containers;
  const images = await imageIds(
    host,
    containers.map(({ image }) => image),
  );
  if ('ok' in images) return images;
  const own = (name: string): Container[] => containers.filter(({ labels }) => labels[label('service')] === name);
  const known = compose.services.map(({ name }) => name);
  return {
    services: (services.length > 0 ? services : known).map((name) => ({
      name,
      state: stateOf(own(name), wanted.get(name), images),
      containers: own(name),
    })),
    orphans: containers.filter(({ labels }) => !known.includes(labels[label('service')] ?? '')),
  };
}

function stateOf(
  containers: readonly Container[],
  hash: string | undefined,
  images: ReadonlyMap<string, string>,
): ServiceState['state'] {
  if (containers.length === 0) return 'missing';
  if (containers.some(({ labels }) => hash !== undefined && labels[label('config-hash')] !== hash)) return 'changed';
  if (
    containers.some(
      (one) => images.has(one.image) && images.get(one.image) !== (one.labels[label('image')] ?? one.imageId),
    )
  )
    return 'old-image';
  if (containers.every(({ status }) => status === 'running')) return 'current';
  const done = (one: Container): boolean => one.status === 'exited' && one.exitCode === 0 && one.restartPolicy === 'no';
  return containers.every((one) => one.status === 'running' || done(one)) ? 'ended' : 'stopped';
}

/** Why a service is not up yet, or `undefined`: it runs, and is healthy where it has a health check. */
export function whyNotHealthy(name: string, containers: readonly Container[]): string | undefined {
  if (containers.length === 0) return `${name} has no container`;
  for (const one of containers) {
    if (one.status !== 'running')
      return `${one.name} is ${one.status}${one.status === 'exited' ? ` (${one.exitCode})` : ''}`;
    if (one.health !== '' && one.health !== 'healthy') return `${one.name} is ${one.health}`;
  }
  return undefined;
}

export function serviceOf(container: Container): string {
  return container.labels[label('service')] ?? '';
}
