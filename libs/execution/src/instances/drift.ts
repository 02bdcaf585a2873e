import { HostRefusal, type HostView } from '@fleet/platform';
import { environmentDrift } from '../environment-drift.js';
import type { WantedInstance } from './wanted.js';

/** By which keys the environment on disk differs from the one that is wanted: `+KEY` is too much, `-KEY` is missing, `~KEY` has another value. */
export async function driftOf(host: HostView, wanted: WantedInstance): Promise<readonly string[]> {
  let text: string;
  try {
    text = (await host.files.read(wanted.file)).toString('utf8');
  } catch (cause) {
    if (cause instanceof HostRefusal && ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(cause.code)) return ['no file'];
    throw cause;
  }
  const drift = environmentDrift(text, wanted.text);
  if (!drift) return [];
  return drift.form
    ? ['another form']
    : [
        ...drift.missing.map((key) => `-${key}`),
        ...drift.foreign.map((key) => `+${key}`),
        ...drift.other.map((key) => `~${key}`),
      ];
}
