import { Arg, Rest } from '@fleet/arguments';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';

type Class = new () => object;

/** What every state run and every look at one understands, after the arguments that `first` declares. */
function compileOptions<First extends Class>(first: First) {
  class WithCompileOptions extends (first as Class) {
    @Arg({
      doc: 'Environment of the state tree; default base, and for a highstate all of them.',
      type: 'string',
      optional: true,
    })
    saltenv?: string;

    @Arg({ doc: 'Data merged over the pillar, for this run alone.', type: 'mapping', optional: true })
    pillar?: ValueMap;

    @Arg({ doc: 'Environment of the pillar.', type: 'string', optional: true })
    pillarenv?: string;

    @Arg({
      doc: 'SLS names, or items such as {id: ID} and {sls: NAME}, that are left out.',
      type: 'any',
      optional: true,
    })
    exclude?: Value;
  }
  return WithCompileOptions as new () => WithCompileOptions & InstanceType<First>;
}

function runOptions<First extends Class>(first: First) {
  class WithTest extends (compileOptions(first) as new () => CompileWish) {
    @Arg({
      doc: 'Only say what would change; default as the minion is configured, else false.',
      type: 'boolean',
      optional: true,
    })
    test?: boolean;
  }
  return turnOptions(WithTest) as new () => WithTest & TurnWish & InstanceType<First>;
}

/** A plan is a dry run, and what applies it is none: neither is told which by an argument. */
function planOptions<First extends Class>(first: First) {
  return turnOptions(compileOptions(first)) as new () => CompileWish & TurnWish & InstanceType<First>;
}

function turnOptions(first: Class): Class {
  class WithTurnOptions extends first {
    @Arg({
      doc: 'Wait for a state run that is going on instead of being refused; a number: unless so many wait already.',
      type: 'any',
      default: false,
    })
    queue!: Value;

    @Arg({
      doc: 'Run beside a state run that is going on. Both may touch the same things.',
      type: 'boolean',
      default: false,
    })
    concurrent!: boolean;

    @Arg({ doc: 'Stop after the first state that fails.', type: 'boolean', optional: true })
    failhard?: boolean;

    @Arg({
      doc: 'Globs on IDs, separated by commas or as a list: these states alone, with everything that they wait for.',
      type: 'any',
      optional: true,
    })
    only_id?: Value;

    @Arg({
      doc: 'Globs on IDs, separated by commas or as a list: all states but these; refused where a state that stays waits for one.',
      type: 'any',
      optional: true,
    })
    exclude_id?: Value;
  }
  return WithTurnOptions;
}

export interface CompileWish {
  readonly saltenv?: string;
  readonly pillar?: ValueMap;
  readonly pillarenv?: string;
  readonly exclude?: Value;
}

interface TurnWish {
  readonly queue: Value;
  readonly concurrent: boolean;
  readonly failhard?: boolean;
  readonly only_id?: Value;
  readonly exclude_id?: Value;
}

export interface RunWish extends CompileWish, TurnWish {
  readonly test?: boolean;
}

class Nothing {}

class OptionalNames {
  @Arg({ doc: 'SLS names, separated by commas or as a list; none means the highstate.', type: 'any', optional: true })
  mods?: Value;
}

class PlanAndNames {
  @Arg({ doc: 'The job of state.plan that the plan was made of.', type: 'string' })
  plan!: string;

  @Arg({ doc: 'SLS names, as they were planned.', type: 'any', optional: true })
  mods?: Value;
}

class Names {
  @Arg({ doc: 'SLS names, separated by commas or as a list.', type: 'any' })
  mods!: Value;
}

class IdAndNames {
  @Arg({ doc: 'The ID to apply, with everything that it waits for.', type: 'string' })
  id!: string;

  @Arg({ doc: 'SLS names in which to look for it, separated by commas or as a list.', type: 'any' })
  mods!: Value;
}

class IdsAndNames {
  @Arg({ doc: 'IDs to look for, separated by commas or as a list.', type: 'any' })
  ids!: Value;

  @Arg({ doc: 'SLS names in which to look for them, separated by commas or as a list.', type: 'any' })
  mods!: Value;
}

class TopFile {
  @Arg({ doc: 'Path of the top file in the tree, such as canary_top.sls.', type: 'string' })
  topfn!: string;
}

class OneState {
  @Arg({ doc: 'State function, such as pkg.installed.', type: 'string' })
  fun!: string;

  @Arg({ doc: 'Name that the state is about.', type: 'string' })
  name!: string;

  @Rest({ doc: 'Arguments of the state function.', of: 'named' })
  others!: ValueMap;
}

export class ShowArguments extends compileOptions(Nothing) {}
export class ShowSlsArguments extends compileOptions(Names) {}
export class ApplyArguments extends runOptions(OptionalNames) {}
export class SlsArguments extends runOptions(Names) {}
export class HighstateArguments extends runOptions(Nothing) {}
export class SlsIdArguments extends runOptions(IdAndNames) {}
export class TopArguments extends runOptions(TopFile) {}
export class PlanArguments extends planOptions(OptionalNames) {}
export class ApplyPlanArguments extends planOptions(PlanAndNames) {}
export class IdExistsArguments extends compileOptions(IdsAndNames) {}
export class SingleArguments extends runOptions(OneState) {}

/** `a,b` or `[a, b]`; a name that reads as a number was typed as a text all the same. */
export function namesOf(given: Value | undefined): string[] {
  return itemsOf(given)
    .flatMap((item) => (isMap(item) || isList(item) ? [] : String(item).split(',')))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Exclusions as typed: `a,b`, `{id: x}`, or a list of either. */
export function exclusionsOf(given: Value | undefined): Value[] {
  return itemsOf(given).flatMap((item): Value[] => {
    if (isMap(item)) return [...item].map(([key, value]) => new Map([[key, value]]));
    return typeof item === 'string' ? namesOf(item) : [item];
  });
}

function itemsOf(given: Value | undefined): Value[] {
  if (given === undefined || given === null) return [];
  return isList(given) ? given : [given];
}
