import { Arg } from '@fleet/arguments';
import { fullImageName, imageIds, shortId, type Compose } from '@fleet/containers';
import type { HostView } from '@fleet/platform';
import { fromPlain, type ValueMap } from '@fleet/values';
import { StepFailed, defineState } from '../definition.js';
import { oldNew, step } from '../step.js';
import { lacking, opened } from './parts/open.js';
import { ServicesArgs } from './parts/project.args.js';

export class ComposePulledArgs extends ServicesArgs {
  @Arg({
    doc: 'Ask the registry at every run whether it has something newer, and not only for what is missing.',
    type: 'boolean',
    default: false,
  })
  force!: boolean;
}

export const pulled = defineState({
  name: 'compose.pulled',
  doc: 'Keep the images of a compose project on this machine; what runs is left alone. With force, whether a registry has something newer is only known by asking it, so a dry run cannot tell.',
  args: ComposePulledArgs,
  example: `/srv/app/compose.yaml:
  compose.pulled:
    - services: web
`,
  async plan(host, want, context) {
    const open = await opened(host, want, context);
    if ('plan' in open) return open.plan;
    const { compose } = open;
    const before = await imagesOf(host, compose, want.services);
    if (typeof before === 'string') return lacking(before, context);
    const missing = [...before].filter(([, id]) => id === null).map(([name]) => name);
    const already = `${[...before.keys()].join(', ')}: on this machine`;
    if (missing.length === 0 && !want.force) return { steps: [], already };
    const foreseen = Object.fromEntries(
      (want.force ? [...before.keys()] : missing).map((name) => [name, oldNew(before.get(name), 'pulled')]),
    );
    const services = compose.services.filter(({ name, image }) =>
      want.force ? (want.services?.includes(name) ?? image !== '') : missing.includes(fullImageName(image)),
    );
    const act = step(`pull ${Object.keys(foreseen).join(', ')}`, foreseen, async (machine) => {
      const words = ['pull', '--quiet', ...services.map(({ name }) => name)];
      const answer = await compose.run(machine, words, { signal: context.signal });
      if (!answer.ok) throw new StepFailed(answer.sentence);
      const after = await imagesOf(machine, compose, want.services);
      if (typeof after === 'string') throw new StepFailed(after);
      const changes = [...after].filter(([name, id]) => id !== before.get(name));
      const now = fromPlain(
        Object.fromEntries(changes.map(([name, id]) => [name, oldNew(before.get(name), id)])),
      ) as ValueMap;
      return now.size === 0 ? { changes: now, comment: 'the registry has nothing newer' } : { changes: now };
    });
    return { steps: [act], already };
  },
});

/** Name → short id; nothing for an image that is not there. */
async function imagesOf(
  host: HostView,
  compose: Compose,
  services: readonly string[] | undefined,
): Promise<Map<string, string | null> | string> {
  const meant = compose.services.filter(({ name, image }) => image !== '' && (services?.includes(name) ?? true));
  const names = meant.map(({ image }) => fullImageName(image));
  const ids = await imageIds(host, names);
  if ('ok' in ids) return ids.sentence;
  return new Map(names.map((name) => [name, ids.has(name) ? shortId(ids.get(name) ?? '') : null]));
}
