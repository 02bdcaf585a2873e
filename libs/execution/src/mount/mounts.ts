import { HostRefusal, type HostView } from '@fleet/platform';

export interface Mount {
  readonly device: string;
  readonly place: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** What is mounted now, in the order in which it was. */
export async function mounts(host: HostView): Promise<Mount[]> {
  let text: string;
  try {
    text = (await host.files.read('/proc/self/mounts')).toString('utf8');
  } catch (cause) {
    if (cause instanceof HostRefusal) return [];
    throw cause;
  }
  return text.split('\n').flatMap((line) => {
    const [device, place, type = '', options = ''] = line.split(' ').map(unescaped);
    return device && place ? [{ device, place, type, options: options.split(',') }] : [];
  });
}

/** Spaces and the like are written as three octal digits. */
function unescaped(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_all, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
