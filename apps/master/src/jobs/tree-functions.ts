/** Modules whose functions read the state tree, and single functions that do. */
const modules = ['state', 'cp', 'slsutil', 'jinja', 'defaults'];
const functions = ['cmd.script', 'cmd.script_retcode', 'file.managed', 'file.get_managed', 'sys.list_sls'];

/** Whether a command has to name a revision of the tree; all others are spared the look at the disk. */
export function readsTree(name: string): boolean {
  return modules.some((module) => name.startsWith(`${module}.`)) || functions.includes(name);
}
