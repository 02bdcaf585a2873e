import { moduleLists, moduleName, modulesIn } from '@fleet/edits';
import { textIfThere, type HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { readText, rowsOf } from '../read-text.js';

/** The kernel writes underscores. @throws FunctionRefused `bad-arguments` for what is no name of a module */
export function demandModule(called: string, name: string): string {
  const kernel = moduleName(name);
  if (kernel === undefined)
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

export async function atBoot(host: HostView): Promise<string[]> {
  const texts = await Promise.all(moduleLists.map(async (path) => (await textIfThere(host, path)) ?? ''));
  return [...new Set(texts.flatMap(modulesIn))].sort();
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
