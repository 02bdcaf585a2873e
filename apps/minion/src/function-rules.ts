import { Rest } from '@fleet/arguments';
import type { FunctionRules } from '@fleet/config';
import { FunctionRefused, type FunctionDefinition } from '@fleet/execution';
import { HostRefusal, type Host } from '@fleet/platform';
import { matchGlob } from '@fleet/targeting';
import type { Value, ValueMap } from '@fleet/values';

/** Why the owner of this machine forbids a function or a state of that name; `undefined` where nothing does. */
export type Refuses = (name: string) => string | undefined;

/** What `disabled_functions` and `allowed_functions` say. What is disabled stays disabled, also where it is allowed. */
export function refusesBy({ disabled, allowed }: FunctionRules): Refuses {
  return (name) => {
    const glob = disabled.globs.find((pattern) => matchGlob(pattern, name));
    if (glob !== undefined)
      return `${name} is disabled on this minion: disabled_functions${place(disabled.at)} names ${glob}`;
    if (!allowed || allowed.globs.some((pattern) => matchGlob(pattern, name))) return undefined;
    return `${name} is disabled on this minion: allowed_functions${place(allowed.at)} does not name it`;
  };
}

function place(at: string | undefined): string {
  return at === undefined ? '' : ` (${at})`;
}

class AnyArguments {
  @Rest({ doc: 'Any values.', of: 'positional' })
  args: Value[] = [];

  @Rest({ doc: 'Any named values.', of: 'named' })
  kwargs: ValueMap = new Map();
}

/**
 * What stands in the table of functions for one that is forbidden. Whoever calls it, by whatever way (a command, a template, a slot, a
 * condition, another function), finds nothing else there.
 */
export function refusing(definition: FunctionDefinition, refuses: Refuses): FunctionDefinition {
  const why = refuses(definition.name);
  if (why === undefined) return definition;
  const refuse = (): never => {
    throw new FunctionRefused('disabled', why);
  };
  return { name: definition.name, doc: `${why}.`, args: AnyArguments, example: definition.example, run: refuse };
}

/**
 * The same host, but where `cmd.run` is forbidden no line of an author reaches a shell: conditions, `check_cmd` and what else takes one.
 * What functions and states run for themselves are lists of words, and those go through.
 */
export function withoutCommandLines(host: Host, refuses: Refuses): Host {
  const why = refuses('cmd.run');
  if (why === undefined) return host;
  const { commands } = host;
  const checked = (command: string | readonly [string, ...string[]]): void => {
    if (typeof command === 'string') throw new HostRefusal('disabled', `no command line is run: ${why}`);
  };
  const guarded: Host['commands'] = {
    which: (program) => commands.which(program),
    run: async (command, options) => {
      checked(command);
      return commands.run(command, options);
    },
    probe: async (command, options) => {
      checked(command);
      return commands.probe(command, options);
    },
  };
  return new Proxy(host, {
    get(target, key): unknown {
      if (key === 'commands') return guarded;
      const member: unknown = Reflect.get(target, key, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
