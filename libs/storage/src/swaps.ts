import { textIfThere, type HostView } from '@fleet/platform';
import { plainField } from './fields.js';

export interface Swap {
  readonly name: string;
  /** `partition` or `file`. */
  readonly type: string;
  /** KiB. */
  readonly size: string;
  readonly used: string;
  readonly priority: string;
}

/** The swap that is in use. */
export async function swaps(host: HostView): Promise<Swap[]> {
  const text = (await textIfThere(host, '/proc/swaps')) ?? '';
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [name, type = '', size = '', used = '', priority = ''] = line.trim().split(/\s+/).map(plainField);
      return name ? [{ name, type, size, used, priority }] : [];
    });
}
