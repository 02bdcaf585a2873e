export type Words = readonly [string, ...string[]];

export interface MountWish {
  readonly device: string;
  readonly place: string;
  readonly type?: string;
  readonly options: readonly string[];
}

/** The command that mounts. Device and folder stand behind `--`: they are never taken for options. */
export function mountWords({ device, place, type, options }: MountWish): Words {
  const given = options.filter((option) => option !== '');
  return [
    'mount',
    ...(given.length > 0 ? ['-o', given.join(',')] : []),
    ...(type ? ['-t', type] : []),
    '--',
    device,
    place,
  ];
}

export function umountWords(place: string, options: { lazy?: boolean } = {}): Words {
  return ['umount', ...(options.lazy ? ['--lazy'] : []), '--', place];
}
