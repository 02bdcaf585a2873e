import { fromPlain, isList, isMap, parseExact, type Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { installWords } from './install-words.js';
import { PipInstallArgs } from './install.args.js';
import { installedPackages, normalName } from './installed.js';
import { askPip } from './pip.js';

export class PipWouldInstallArgs extends PipInstallArgs {}

export const wouldInstall = defineFunction({
  name: 'pip.would_install',
  doc: 'Which packages an installation would bring in which version, as name → old and new version; nothing where all is there. An index may be asked for it.',
  args: PipWouldInstallArgs,
  example: 'pip.would_install requests upgrade=True',
  looks: true,
  async run(host, want, context) {
    const words = ['install', '--dry-run', '--quiet', '--report', '-', ...installWords(want)];
    const said = await askPip(host, want, context, ...words);
    const now = await installedPackages(host, want, context);
    const again = want.force_reinstall || want.ignore_installed || (want.editable ?? []).length > 0;
    const changes: Record<string, unknown> = {};
    for (const { name, version } of reported(said)) {
      const old = now.get(normalName(name));
      // An archive or an address is fetched anew each time: the same version of it is the same package.
      if (old?.version !== version || again || want.target !== undefined)
        changes[name] = { old: old?.version ?? '', new: version };
    }
    return fromPlain(changes);
  },
});

function reported(said: string): { name: string; version: string }[] {
  const report = reportOf(said);
  const install = isMap(report) ? report.get('install') : undefined;
  if (!isList(install)) throw new FunctionRefused('failed', 'pip did not say what it would install');
  return install.map((one) => {
    const metadata = isMap(one) ? one.get('metadata') : undefined;
    const text = (key: string): string => (isMap(metadata) ? String(metadata.get(key)) : '');
    return { name: text('name'), version: text('version') };
  });
}

/** A build may print before it. */
function reportOf(said: string): Value {
  const parsed = said.slice(said.search(/^\{/m));
  return parsed === '' ? null : parseExact(parsed);
}
