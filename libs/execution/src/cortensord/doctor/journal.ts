import { HostRefusal } from '@fleet/platform';
import type { ValueMap } from '@fleet/values';
import { fine, wrong, type InstanceCheck } from './definition.js';

/** What went wrong with it since it was started; of one that does not run, its last errors. */
export const journal: InstanceCheck = {
  name: 'journal',
  async look({ host }, { unit, environment }) {
    const { ActiveState, ActiveEnterTimestamp } = await host.services.show(unit, [
      'ActiveState',
      'ActiveEnterTimestamp',
    ]);
    const since = ActiveState === 'active' && ActiveEnterTimestamp ? [`--since=${ActiveEnterTimestamp}`] : [];
    try {
      const { exitCode, stdout, stderr } = await host.commands.probe([
        'journalctl',
        ...['--quiet', '--no-pager', '--output=cat', `--unit=${unit}`, '--priority=err', '--lines=5', ...since],
      ]);
      if (exitCode !== 0) return wrong(`the journal cannot be read: ${stderr.trim()}`);
      const lines = stdout.split('\n').filter((line) => line.trim() !== '');
      if (lines.length === 0) return fine('no errors in the journal');
      return wrong(`in the journal: ${masked(lines.join(' | '), environment)}`, `log.tail of its log says more`);
    } catch (cause) {
      if (cause instanceof HostRefusal && cause.code === 'ENOENT') return wrong('this machine has no journalctl');
      throw cause;
    }
  },
};

/** A daemon may print what it was given. */
function masked(text: string, environment: ValueMap): string {
  let safe = text;
  for (const [key, value] of environment)
    if (/KEY|SECRET|TOKEN|PASSWORD/.test(String(key)) && String(value ?? '').length > 5)
      safe = safe.replaceAll(String(value).replace(/^0x/, ''), '**********');
  return safe;
}
