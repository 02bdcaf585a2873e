import type { HostView } from '@fleet/platform';

/** The list of states, beside those of the distribution: the one that Salt keeps too, so that trees that come from there find it. */
export const bootFile = '/etc/modules-load.d/salt_managed.conf';

/** The modules that an author names, with the kernel's underscores; a sentence where one cannot be a module. */
export function moduleNames(want: {
  readonly name: string;
  readonly mods?: readonly string[];
}): readonly string[] | string {
  const names = (want.mods ?? [want.name]).map((name) => name.replaceAll('-', '_'));
  const wrong = names.find((name) => !/^\w+$/.test(name));
  return wrong === undefined ? names : `${wrong} is not the name of a module`;
}

/** Modules that were loaded; those that are built into the kernel cannot be, and are never missing. */
export async function loadedModules(host: HostView): Promise<ReadonlySet<string>> {
  const text = (await host.files.statTarget('/proc/modules')) ? await host.files.read('/proc/modules') : '';
  return new Set(
    text
      .toString()
      .split('\n')
      .map((line) => line.split(' ')[0] ?? ''),
  );
}

export async function builtInModules(host: HostView): Promise<ReadonlySet<string>> {
  const list = `/lib/modules/${host.machine.kernel.release}/modules.builtin`;
  const text = (await host.files.statTarget(list)) ? (await host.files.read(list)).toString('utf8') : '';
  return new Set(
    text.split('\n').map((line) =>
      line
        .replace(/^.*\//, '')
        .replace(/\.ko.*$/, '')
        .replaceAll('-', '_'),
    ),
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
