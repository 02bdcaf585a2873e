import { Arg } from '@fleet/arguments';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { ruleWords } from './rule-words.js';
import { UfwActionRuleArgs } from './rule.args.js';
import { foreseenTuples, readTuples, tuplesOfRule, tupleText, type Tuples } from './rules-files.js';
import { askUfw, demandUfw } from './run-ufw.js';
import { readSettings } from './settings.js';

export class UfwWouldChangeArgs extends UfwActionRuleArgs {
  @Arg({ doc: 'Deleting the rule is meant, not adding it.', type: 'boolean', default: false })
  delete!: boolean;
}

export const wouldChange = defineFunction({
  name: 'ufw.would_change',
  doc: 'Which rules a rule would take away (`old`) and bring (`new`) if it was added or deleted; nothing of both where all is so already. As ufw foresees it: of a limit it does not say what it does to IPv6.',
  args: UfwWouldChangeArgs,
  example: 'ufw.would_change 22/tcp action=limit',
  looks: true,
  async run(host, want) {
    await demandUfw(host);
    const words = ruleWords(want.action, want, want.delete ? 'delete' : 'add');
    const now = await readTuples(host);
    const wanted = tuplesOfRule(want.action, want, (await readSettings(host)).ipv6);
    const has = (family: 'v4' | 'v6'): boolean => wanted[family].every((line) => now[family].includes(line));
    // Most runs end here: nothing is started for a rule that is there as it is written.
    if (!want.delete && has('v4') && has('v6')) return fromPlain({ old: [], new: [] });
    const then = foreseenTuples(await askUfw(host, '--dry-run', ...words));
    return fromPlain({ old: onlyIn(now, { ...now, ...then }), new: onlyIn({ ...now, ...then }, now) });
  },
});

function onlyIn(these: Tuples, others: Tuples): string[] {
  return (['v4', 'v6'] as const).flatMap((family) =>
    these[family].filter((line) => !others[family].includes(line)).map((line) => tupleText(line, family)),
  );
}
