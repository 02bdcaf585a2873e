import { Arg } from '@fleet/arguments';
import { compileGlob } from '@fleet/targeting';
import { fromPlain, type ValueMap } from '@fleet/values';
import type { Host } from '@fleet/platform';
import { defineFunction, FunctionRefused, FunctionResult, type FunctionContext } from '../definition.js';
import { instanceChecks, serverChecks } from './doctor/checks.js';
import type { Finding, Instance, Ward } from './doctor/definition.js';
import { listeners } from './doctor/listeners.js';
import { readPlan } from './doctor/plan.js';
import { instancesOf } from './instances.js';

export class CortensordDoctorArgs {
  @Arg({
    doc: 'Which instances: a name or a glob; the server itself is always looked at.',
    type: 'string',
    default: '*',
  })
  instance!: string;

  @Arg({ doc: 'Tell only what is wrong.', type: 'boolean', default: false })
  failed!: boolean;
}

export const doctor = defineFunction({
  name: 'cortensord.doctor',
  doc: 'What is wrong with cortensord on this server, and what to do: for the server and each instance a list of what was looked at. Fails where anything is wrong; never tells a key.',
  args: CortensordDoctorArgs,
  example: 'cortensord.doctor failed=True',
  looks: true,
  async run(host, want, context) {
    const ward = await admit(host, context);
    const chosen = [...ward.plan.nodes].filter(([name]) => compileGlob(want.instance)(name));
    if (chosen.length === 0 && want.instance !== '*')
      throw new FunctionRefused('not-found', `the pillar gives this server no instance ${want.instance}`);
    const report = new Map<string, Row[]>([['(server)', []]]);
    for (const { name, look } of serverChecks) add(report, '(server)', name, await look(ward));
    for (const [name, environment] of chosen) {
      const instance = instanceOf(ward, name, environment);
      for (const check of instanceChecks) add(report, name, check.name, await check.look(ward, instance));
    }
    const rows = [...report].map(([about, all]) => [about, all.filter(({ ok }) => !ok || !want.failed)] as const);
    const shown = rows.filter(([, some]) => some.length > 0 || !want.failed);
    const healthy = [...report.values()].flat().every(({ ok }) => ok);
    return new FunctionResult(fromPlain(Object.fromEntries(shown)), healthy ? 0 : 1);
  },
});

interface Row extends Finding {
  readonly check: string;
}

async function admit(host: Host, context: FunctionContext): Promise<Ward> {
  const plan = await readPlan(context);
  const setting = (name: string): string => String(plan.settings.get(name) ?? '');
  const found = await instancesOf(host, setting('nodes_dir'));
  let asked: ReturnType<typeof listeners> | undefined;
  return { host, context, plan, setting, found, listeners: () => (asked ??= listeners(host)) };
}

function instanceOf(ward: Ward, name: string, environment: ValueMap): Instance {
  const directory = `${ward.setting('nodes_dir')}/${name}`;
  return { name, unit: `cortensord@${name}`, directory, file: `${directory}/.env-${name}`, environment };
}

function add(report: Map<string, Row[]>, about: string, check: string, found: Finding | readonly Finding[]): void {
  const rows = [found].flat().map((finding) => ({ check, ...finding }));
  report.set(about, [...(report.get(about) ?? []), ...rows]);
}
