import { askDocker, inspected, nameProblem, networkWords, runDocker } from '@fleet/containers';
import { StepFailed, defineState, type Step } from '../definition.js';
import { already, impossible, oldNew, step } from '../step.js';
import { refused } from '../docker_image/parts/refused.js';
import { DockerNetworkPresentArgs } from './present.args.js';

export const present = defineState({
  name: 'docker_network.present',
  doc: 'Keep a docker network. Docker cannot change one: it is removed and made anew, and only where no container uses it; Salt takes the containers out and puts them back, which cuts their connections.',
  args: DockerNetworkPresentArgs,
  example: `backend:
  docker_network.present:
    - subnet: 10.20.0.0/24
`,
  async plan(host, want, context) {
    const problem = nameProblem('network', want.name);
    if (problem) return impossible(problem);
    const found = await askDocker(host, ['network', 'inspect', want.name]);
    if (!found.ok && found.code !== 'not-found') return refused(found, context);
    const wanted = wantedOf(want);
    const create = networkWords(want.name, { ...want, options: want.driver_opts, ipv6: want.enable_ipv6 });
    const make = (changes: Record<string, unknown>): Step =>
      step(`make the network ${want.name}`, { [want.name]: changes }, async (machine) => {
        const answer = await runDocker(machine, create);
        if (!answer.ok) throw new StepFailed(answer.sentence);
      });
    if (!found.ok) return { steps: [make(oldNew(null, wanted))], already: '' };
    const network = inspected(found.stdout)[0] as unknown as Inspected;
    const differing = differences(nowOf(network), wanted);
    if (Object.keys(differing).length === 0) return already(`the network ${want.name} is as it should be`);
    const users = Object.values(network.Containers ?? {}).map(({ Name }) => Name);
    const what = Object.keys(differing).join(', ');
    if (users.length > 0)
      return impossible(
        `the network ${want.name} has another ${what}, and docker cannot change it while ${users.join(', ')} uses it: stop that first`,
      );
    const remove = step(`remove the network ${want.name}`, {}, async (machine) => {
      const answer = await runDocker(machine, ['network', 'rm', want.name]);
      if (!answer.ok) throw new StepFailed(answer.sentence);
    });
    return { steps: [remove, make(differing)], already: '' };
  },
});

interface Inspected {
  readonly Driver: string;
  readonly Internal: boolean;
  readonly Attachable: boolean;
  readonly EnableIPv6: boolean;
  readonly Options: Record<string, string> | null;
  readonly Labels: Record<string, string> | null;
  readonly IPAM: { readonly Config: readonly { readonly Subnet?: string; readonly Gateway?: string }[] | null };
  readonly Containers?: Record<string, { readonly Name: string }>;
}

/** Property → text; only what is asked for is compared. */
type Properties = Readonly<Record<string, string>>;

function wantedOf(want: DockerNetworkPresentArgs): Properties {
  return {
    driver: want.driver,
    internal: String(want.internal),
    attachable: String(want.attachable),
    ipv6: String(want.enable_ipv6),
    ...(want.subnet === undefined ? {} : { subnet: want.subnet }),
    ...(want.gateway === undefined ? {} : { gateway: want.gateway }),
    ...named('option', want.driver_opts ?? new Map()),
    ...named('label', want.labels ?? new Map()),
  };
}

function nowOf(network: Inspected): Properties {
  const pools = network.IPAM.Config ?? [];
  return {
    driver: network.Driver,
    internal: String(network.Internal),
    attachable: String(network.Attachable),
    ipv6: String(network.EnableIPv6),
    subnet: pools.map(({ Subnet = '' }) => Subnet).join(', '),
    gateway: pools.map(({ Gateway = '' }) => Gateway).join(', '),
    ...named('option', Object.entries(network.Options ?? {})),
    ...named('label', Object.entries(network.Labels ?? {})),
  };
}

function named(kind: string, pairs: Iterable<readonly [unknown, unknown]>): Properties {
  return Object.fromEntries([...pairs].map(([key, value]) => [`${kind} ${String(key)}`, String(value)]));
}

function differences(now: Properties, wanted: Properties): Record<string, { old: unknown; new: unknown }> {
  const found = Object.entries(wanted).filter(([key, value]) => now[key] !== value);
  return Object.fromEntries(found.map(([key, value]) => [key, oldNew(now[key] ?? null, value)]));
}
