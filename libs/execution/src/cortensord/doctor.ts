import { Arg } from '@fleet/arguments';
import { compileGlob } from '@fleet/targeting';
import { fromPlain, type ValueMap } from '@fleet/values';
import type { Host } from '@fleet/platform';
import { defineFunction, FunctionRefused, FunctionResult, type FunctionContext } from '../definition.js';
import { inPhase, type PhaseOutcome } from '../phase.js';
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
    const total = serverChecks.length + chosen.length * instanceChecks.length;
    let position = 0;
    const looked = (about: string, check: string, look: () => Promise<Finding | readonly Finding[]>): Promise<void> =>
      inPhase(
        context,
        { position: (position += 1), total, what: check, about },
        async () => outcome(add(report, about, check, await look())),
        'CHECK',
      );
    for (const { name, look } of serverChecks) await looked('(server)', name, async () => look(ward));
    for (const [name, environment] of chosen) {
      const instance = instanceOf(ward, name, environment);
      for (const check of instanceChecks) await looked(name, check.name, async () => check.look(ward, instance));
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

function add(report: Map<string, Row[]>, about: string, check: string, found: Finding | readonly Finding[]): Row[] {
  const rows = [found].flat().map((finding) => ({ check, ...finding }));
  report.set(about, [...(report.get(about) ?? []), ...rows]);
  return rows;
}

function outcome(rows: readonly Row[]): PhaseOutcome {
  const wrong = rows.filter(({ ok }) => !ok).length;
  return wrong === 0 ? { word: 'OK', says: 'nothing wrong' } : { word: 'WARN', says: `${wrong} wrong` };
}
