import { printable, printableJson } from '@fleet/output';
import { stringifyPlain, fromPlain, isList, isMap, stringifyExact, type Value } from '@fleet/values';
import { chooseTarget, UsageProblem } from '../command-line/target.js';
import { runJob } from '../job/watch.js';
import { CollectedAnswers } from '../output/collected-answers.js';
import { byGravity, instancesIn, instanceSummary, instanceTable } from '../instances/instance-table.js';
import type { Session } from '../session.js';

/** Shows the instances of the fleet. */
export async function showInstances(
  session: Session,
  operands: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { out, timeout } = session.settings;
  if (out !== undefined && !['json', 'ndjson', 'table'].includes(out))
    throw new UsageProblem('instances are shown as table, json or ndjson');
  const { formula, target } = meant(operands);
  return runJob(
    session,
    {
      target: chooseTarget(target, options),
      function: 'instances.list',
      args: stringifyExact(fromPlain(formula === undefined ? [] : [formula])),
      kwargs: '{}',
      watch: true,
      ...(timeout !== undefined && { timeout }),
    },
    { printer: () => new Instances(session) },
  );
}

/** A single word with a wildcard in it is a target: no formula is called so. */
function meant([first, second]: readonly string[]): { formula?: string; target: string } {
  if (first === undefined) return { target: '*' };
  if (second === undefined && /[*?[]/.test(first)) return { target: first };
  return { formula: first, target: second ?? '*' };
}

class Instances extends CollectedAnswers {
  protected show(values: readonly (readonly [string, Value])[]): void {
    const { terminal, settings } = this.session;
    if (settings.out === 'json' || settings.out === 'ndjson') {
      const rows = values.flatMap(([minion, value]) => (isList(value) ? value.map((row) => named(minion, row)) : []));
      if (settings.out === 'json') return terminal.answer(printableJson(stringifyPlain(rows, 4)));
      return rows.forEach((row) => terminal.answer(printableJson(stringifyPlain(row))));
    }
    const rows = byGravity(values.flatMap(([minion, value]) => instancesIn(minion, value)));
    if (rows.length === 0) return this.note('no instances');
    const width = terminal.interactive ? terminal.screen?.width : undefined;
    terminal.answer(instanceTable(rows, terminal.paint, Date.now(), width));
    const problems = new Map(rows.flatMap(({ minion, problem }) => (problem === undefined ? [] : [[minion, problem]])));
    for (const [minion, problem] of problems) this.note(`${printable(minion)}: ${printable(problem)}`);
    if (terminal.interactive) this.note(instanceSummary(rows));
  }
}

function named(minion: string, row: Value): Value {
  return new Map<Value, Value>([['minion', minion], ...(isMap(row) ? row : [])]);
}
