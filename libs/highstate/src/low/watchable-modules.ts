import type { StateDefinition } from '@fleet/states';

/** State modules of Salt with a `mod_watch`: elsewhere `watch` is `require`, which also counts for the order of chunks. */
const saltWatches: ReadonlySet<string> = new Set([
  ...['at', 'cmd', 'docker', 'docker_container', 'docker_image', 'event', 'module', 'mount', 'pkg'],
  ...['service', 'supervisord', 'test', 'tomcat'],
]);

/** Whether there is something to do when what a state watches or listens to has changed: its own, or else the state once more. */
export function canWatch({ name, onWatch }: StateDefinition): boolean {
  return onWatch !== undefined || saltWatches.has(moduleOf(name));
}

/** Those of Salt, and whatever module of `states` says what it does when something that it watches has changed. */
export function watchableModules(states: ReadonlyMap<string, StateDefinition>): ReadonlySet<string> {
  const modules = new Set(saltWatches);
  for (const { name, onWatch } of states.values()) if (onWatch) modules.add(moduleOf(name));
  return modules;
}

function moduleOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
