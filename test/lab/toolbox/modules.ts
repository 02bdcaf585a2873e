import { readdirSync } from 'node:fs';
import type { ToolboxModule } from './toolbox.js';

/** Modules by the first letter of their names; `FLEET_TOOLBOX=mount,user` chooses among them. */
export async function chosenModules(letters: RegExp): Promise<readonly ToolboxModule[]> {
  const modules = await toolboxModules();
  const chosen = (process.env['FLEET_TOOLBOX'] || undefined)?.split(',');
  const unknown = chosen?.filter((name) => !modules.some(({ module }) => module === name)) ?? [];
  if (unknown.length > 0) throw new Error(`FLEET_TOOLBOX names ${unknown.join(', ')}, of which there is no module`);
  return modules.filter(({ module }) => letters.test(module) && (!chosen || chosen.includes(module)));
}

/** Every module file. */
export async function toolboxModules(): Promise<readonly ToolboxModule[]> {
  const folder = new URL('./modules/', import.meta.url);
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -3))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const { toolbox } = (await import(`./modules/${name}.ts`)) as { toolbox: ToolboxModule };
      if (toolbox.module !== name) throw new Error(`modules/${name}.ts is of ${toolbox.module}`);
      return toolbox;
    }),
  );
}

/** The state functions that an SLS uses: `mount.mounted:` below an ID, with arguments or `[]`. */
export function statesOf(sls: string): string[] {
  return [...sls.matchAll(/^ +([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*):(?: \[\])?\s*$/gm)].map(([, name]) => name as string);
}
