import { textIfThere, type HostView } from '@fleet/platform';
import { plainField } from './fields.js';

export interface Mount {
  readonly device: string;
  readonly place: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** What the kernel tells beyond the plain table. */
export interface MountDetails extends Mount {
  readonly id: string;
  readonly parent: string;
  readonly major: string;
  readonly minor: string;
  /** What of the file system is mounted: `/`, or the folder behind a bind mount. */
  readonly root: string;
  /** Of the file system itself, for all its mounts; `options` are those of this mount. */
  readonly superOptions: readonly string[];
}

/** What is mounted now, in the order in which it was. */
export async function mounts(host: HostView): Promise<Mount[]> {
  const text = (await textIfThere(host, '/proc/self/mounts')) ?? '';
  return text.split('\n').flatMap((line) => {
    const [device, place, type = '', options = ''] = line.split(' ').map(plainField);
    return device && place ? [{ device, place, type, options: options.split(',') }] : [];
  });
}

/** As `mounts`, from `/proc/self/mountinfo`. The last of several on one folder is the one that is seen. */
export async function mountDetails(host: HostView): Promise<MountDetails[]> {
  const text = (await textIfThere(host, '/proc/self/mountinfo')) ?? '';
  return text.split('\n').flatMap((line) => {
    const fields = line.split(' ');
    const dash = fields.indexOf('-', 6);
    if (dash < 0) return [];
    const [id = '', parent = '', number = '', root = '', place = '', options = ''] = fields.map(plainField);
    const [type = '', device = '', superOptions = ''] = fields.slice(dash + 1).map(plainField);
    const [major = '', minor = ''] = number.split(':');
    const own = { id, parent, major, minor, root, place, device, type };
    return [{ ...own, options: listed(options), superOptions: listed(superOptions) }];
  });
}

export function mountedAt<Row extends Mount>(rows: readonly Row[], place: string): Row | undefined {
  return rows.findLast((row) => row.place === place);
}

function listed(options: string): string[] {
  return options === '' ? [] : options.split(',');
}
