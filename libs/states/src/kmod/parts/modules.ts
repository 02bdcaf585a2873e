import type { HostView } from '@fleet/platform';

/** Our own list, beside those of the distribution. */
export const bootFile = '/etc/modules-load.d/managed.conf';

/** The modules that an author names, with the kernel's underscores; a sentence where one cannot be a module. */
export function moduleNames(want: {
  readonly name: string;
  readonly mods?: readonly string[];
}): readonly string[] | string {
  const names = (want.mods ?? [want.name]).map((name) => name.replaceAll('-', '_'));
  const wrong = names.find((name) => !/^\w+$/.test(name));
  return wrong === undefined ? names : `${wrong} is not the name of a module`;
}

export async function loadedModules(host: HostView): Promise<ReadonlySet<string>> {
  const text = (await host.files.statTarget('/proc/modules')) ? await host.files.read('/proc/modules') : '';
  return new Set(
    text
      .toString()
      .split('\n')
      .map((line) => line.split(' ')[0] ?? ''),
  );
}

/** What is loaded at boot by `/etc/modules` or by our own list, and the text of that list. */
export async function atBoot(host: HostView): Promise<{ readonly names: ReadonlySet<string>; readonly text: string }> {
  const texts: string[] = [];
  for (const path of ['/etc/modules', bootFile])
    texts.push((await host.files.statTarget(path)) ? (await host.files.read(path)).toString('utf8') : '');
  const names = texts
    .join('\n')
    .split('\n')
    .map((line) =>
      line
        .replace(/[#;].*/, '')
        .trim()
        .replaceAll('-', '_'),
    );
  return { names: new Set(names), text: texts[1] ?? '' };
}
