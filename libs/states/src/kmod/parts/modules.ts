import { moduleLists, moduleName, modulesIn } from '@fleet/edits';
import { textIfThere, type HostView } from '@fleet/platform';

/** The modules that an author names, with the kernel's underscores; a sentence where one cannot be a module. */
export function moduleNames(want: {
  readonly name: string;
  readonly mods?: readonly string[];
}): readonly string[] | string {
  const given = want.mods ?? [want.name];
  const names = given.flatMap((name) => moduleName(name) ?? []);
  const wrong = given.find((name) => moduleName(name) === undefined);
  return wrong === undefined ? [...new Set(names)] : `${wrong} is not the name of a module`;
}

/** Modules that were loaded; those that are built into the kernel cannot be, and are never missing. */
export async function loadedModules(host: HostView): Promise<ReadonlySet<string>> {
  const text = (await textIfThere(host, '/proc/modules')) ?? '';
  return new Set(text.split('\n').map((line) => line.split(' ')[0] ?? ''));
}

export async function builtInModules(host: HostView): Promise<ReadonlySet<string>> {
  const list = `/lib/modules/${host.machine.kernel.release}/modules.builtin`;
  const text = (await textIfThere(host, list)) ?? '';
  return new Set(
    text.split('\n').map((line) =>
      line
        .replace(/^.*\//, '')
        .replace(/\.ko.*$/, '')
        .replaceAll('-', '_'),
    ),
  );
}

/** What is loaded at boot. */
export async function atBoot(host: HostView): Promise<ReadonlySet<string>> {
  const texts: string[] = [];
  for (const path of moduleLists) texts.push((await textIfThere(host, path)) ?? '');
  return new Set(texts.flatMap(modulesIn));
}
