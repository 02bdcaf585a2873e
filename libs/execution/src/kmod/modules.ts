import type { HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { readText, rowsOf } from '../read-text.js';

/** What loads modules at boot: Debian's list, and the one that states and these functions keep. */
export const bootFiles = ['/etc/modules', '/etc/modules-load.d/salt_managed.conf'] as const;

/** The kernel writes underscores. @throws FunctionRefused `bad-arguments` for what is no name of a module */
export function moduleName(called: string, name: string): string {
  const kernel = name.replaceAll('-', '_');
  if (!/^\w[\w-]*$/.test(name))
    throw new FunctionRefused('bad-arguments', `${called}: ${JSON.stringify(name)} is not the name of a module`);
  return kernel;
}

export interface LoadedModule {
  readonly name: string;
  readonly size: string;
  readonly uses: string;
  readonly usedBy: readonly string[];
}

export async function loadedModules(host: HostView): Promise<LoadedModule[]> {
  return rowsOf(await readText(host, '/proc/modules')).map(([name = '', size = '', uses = '', by = '-']) => ({
    name,
    size,
    uses,
    usedBy: by === '-' ? [] : by.split(',').filter(Boolean),
  }));
}

/** The names in a list of modules, without comments. */
export function namesIn(text: string): string[] {
  return text
    .split('\n')
    .map(
      (line) =>
        line
          .replace(/[#;].*/, '')
          .trim()
          .split(/\s+/)[0] ?? '',
    )
    .filter((name) => name !== '')
    .map((name) => name.replaceAll('-', '_'));
}

export async function atBoot(host: HostView): Promise<string[]> {
  const texts = await Promise.all(bootFiles.map(async (path) => (await readText(host, path)) ?? ''));
  return [...new Set(texts.flatMap(namesIn))].sort();
}

/** Modules that could be loaded, by the kernel's own index of its folder. */
export async function availableModules(host: HostView): Promise<string[]> {
  const folder = `/lib/modules/${host.machine.kernel.release}`;
  const lists = await Promise.all(
    ['modules.dep', 'modules.builtin'].map(async (name) => (await readText(host, `${folder}/${name}`)) ?? ''),
  );
  const paths = lists.flatMap((text) => text.split('\n').map((line) => line.split(':')[0] ?? ''));
  const names = paths.flatMap((path) => /([^/]+)\.ko(?:\.\w+)?$/.exec(path)?.[1] ?? []);
  return [...new Set(names.map((name) => name.replaceAll('-', '_')))].sort();
}
