import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { installWords } from './install-words.js';
import { NpmInstallArgs } from './install.args.js';
import { askNpm } from './npm.js';

export class NpmWouldInstallArgs extends NpmInstallArgs {}

export const wouldInstall = defineFunction({
  name: 'npm.would_install',
  doc: 'Which packages an installation would bring, with what they need, as name → old and new version; nothing where all is there. A registry may be asked for it.',
  args: NpmWouldInstallArgs,
  example: 'npm.would_install pm2@5.3.0',
  looks: true,
  async run(host, want, context) {
    const report = await askNpm(host, want, context, [...installWords(want), '--dry-run']);
    const changes: ValueMap = new Map();
    const note = (old: Value | undefined, now: Value | undefined): void => {
      const [from, to] = [old, now].map((row) => (isMap(row) ? String(row.get('version') ?? '') : ''));
      const name = [now, old].map((row) => (isMap(row) ? row.get('name') : undefined)).find((one) => one !== undefined);
      // An archive is fetched anew each time: the same version of it is the same package.
      if (from !== to && name !== undefined)
        changes.set(
          name,
          new Map<Value, Value>([
            ['old', from ?? ''],
            ['new', to ?? ''],
          ]),
        );
    };
    for (const row of rows(report, 'add')) note(undefined, row);
    for (const row of rows(report, 'change')) if (isMap(row)) note(row.get('from'), row.get('to'));
    for (const row of rows(report, 'remove')) note(row, undefined);
    return changes;
  },
});

function rows(report: ValueMap, key: string): readonly Value[] {
  const found = report.get(key);
  return isList(found) ? found : [];
}
