import { imageIds, projectState, shortId, type Compose, type ProjectState, type ServiceState } from '@fleet/containers';
import type { Host, HostView } from '@fleet/platform';
import { fromPlain, type ValueMap } from '@fleet/values';
import { StepFailed, defineState, type Plan, type StateContext, type Step } from '../definition.js';
import { impossible, oldNew, step } from '../step.js';
import { lacking, opened } from './parts/open.js';
import { whyNotUp } from './parts/wait.js';
import { ComposeUpArgs } from './up.args.js';

export const up = defineState({
  name: 'compose.up',
  doc: 'Keep the services of a compose project running as its files say. What differs is found by the hashes that compose leaves on its containers, and by their images; a service that ended with 0 and is not to be restarted has done its work. A change of what it watches makes the containers anew.',
  args: ComposeUpArgs,
  example: `/srv/app/compose.yaml:
  compose.up:
    - project: app
    - wait: True
`,
  async plan(host, want, context) {
    const open = await opened(host, want, context);
    if ('plan' in open) return open.plan;
    const { compose } = open;
    const found = await projectState(host, compose, want.services ?? []);
    if ('ok' in found) return lacking(found.sentence, context);
    const differing = found.services.filter(({ state }) => state !== 'current' && state !== 'ended');
    const orphans = want.remove_orphans ? found.orphans : [];
    if (want.pull === 'never') {
      const missing = await missingImages(host, compose, differing);
      if (typeof missing === 'string') return impossible(missing);
    }
    const changes = fromPlain({
      ...Object.fromEntries(differing.map((service) => [service.name, oldNew(nowOf(service), 'running')])),
      ...Object.fromEntries(orphans.map(({ name }) => [name, oldNew('not in the files any more', null)])),
    }) as ValueMap;
    const names = compose.services.map(({ name }) => name);
    const already = `${(want.services ?? names).join(', ')} of ${compose.project}: running as the files say`;
    if (changes.size > 0 || want.pull === 'always')
      return { steps: [upStep(compose, want, context, changes, [])], already };
    return want.wait ? waited(host, compose, want, context, already) : { steps: [], already };
  },
  async onWatch(host, want, context) {
    const open = await opened(host, want, context);
    if ('plan' in open) return open.plan;
    const names = want.services ?? open.compose.services.map(({ name }) => name);
    const changes = fromPlain(Object.fromEntries(names.map((name) => [name, { recreated: true }]))) as ValueMap;
    return { steps: [upStep(open.compose, want, context, changes, ['--force-recreate'])], already: '' };
  },
});

function upStep(
  compose: Compose,
  want: ComposeUpArgs,
  context: StateContext,
  changes: ValueMap,
  more: readonly string[],
): Step {
  const words = [
    ...['up', '--detach'],
    ...(want.no_deps ? ['--no-deps'] : []),
    ...(want.remove_orphans ? ['--remove-orphans'] : []),
    ...(want.build ? [] : ['--no-build']),
    ...more,
    ...(want.services ?? []),
  ];
  return step(`bring up ${compose.project}`, changes, async (host) => {
    const { signal } = context;
    const before = await containersNow(host, compose, want);
    if (want.pull === 'always')
      await demand(compose.run(host, ['pull', '--quiet', ...(want.services ?? [])], { signal }));
    await demand(compose.run(host, words, { signal }));
    if (want.wait) {
      const names = want.services ?? compose.services.map(({ name }) => name);
      const reason = await whyNotUp(host, compose, { services: names, timeout: want.wait_timeout, signal });
      if (reason !== undefined) throw new StepFailed(`it is up, but not well: ${reason}`, changes);
    }
    const after = await containersNow(host, compose, want);
    // Compose may know better that nothing differs, and a registry may have nothing newer.
    const done = changedServices(before, after);
    return done.size === 0 ? { changes: done, comment: 'compose found nothing to change' } : { changes: done };
  });
}

async function waited(
  host: HostView,
  compose: Compose,
  want: ComposeUpArgs,
  context: StateContext,
  already: string,
): Promise<Plan> {
  const services = want.services ?? compose.services.map(({ name }) => name);
  const timeout = context.test ? 0 : want.wait_timeout;
  const reason = await whyNotUp(host, compose, { services, timeout, signal: context.signal });
  return reason === undefined ? { steps: [], already } : { verdict: context.test ? null : false, comment: reason };
}

async function missingImages(
  host: HostView,
  compose: Compose,
  differing: readonly ServiceState[],
): Promise<string | undefined> {
  const names = compose.services.filter(
    ({ name, image }) => image !== '' && differing.some((one) => one.name === name),
  );
  const ids = await imageIds(
    host,
    names.map(({ image }) => image),
  );
  if ('ok' in ids) return ids.sentence;
  const missing = names.filter(({ image }) => !ids.has(image)).map(({ image }) => image);
  return missing.length > 0
    ? `the image ${missing.join(', ')} is not there, and \`pull: never\` fetches none`
    : undefined;
}

async function containersNow(host: Host, compose: Compose, want: ComposeUpArgs): Promise<ProjectState> {
  const found = await projectState(host, compose, want.services ?? []);
  if ('ok' in found) throw new StepFailed(found.sentence);
  return found;
}

function changedServices(before: ProjectState, after: ProjectState): ValueMap {
  const told = (service: ServiceState | undefined): string =>
    (service?.containers ?? []).map(({ name, id, status }) => `${name} ${shortId(id)} ${status}`).join(', ');
  const changes: Record<string, unknown> = {};
  for (const service of after.services) {
    const [old, now] = [told(before.services.find(({ name }) => name === service.name)), told(service)];
    if (old !== now) changes[service.name] = oldNew(old === '' ? null : old, now);
  }
  for (const { name, id } of before.orphans)
    if (!after.orphans.some((other) => other.id === id)) changes[name] = oldNew(shortId(id), null);
  return fromPlain(changes) as ValueMap;
}

function nowOf(service: ServiceState): string {
  const words = { missing: 'no container', changed: 'another configuration', 'old-image': 'an older image' };
  const statuses = service.containers.map(({ status, exitCode }) =>
    status === 'exited' ? `exited (${exitCode})` : status,
  );
  return words[service.state as keyof typeof words] ?? statuses.join(', ');
}

async function demand(answer: ReturnType<Compose['run']>): Promise<void> {
  const said = await answer;
  if (!said.ok) throw new StepFailed(said.sentence);
}
