import { IsIn, IsOptional } from 'class-validator';
import type { Value, ValueMap } from '@fleet/values';
import { argumentTypes, kindOf, wrongTypeSentence, type ArgumentType } from './argument-types.js';

export interface ArgSpec {
  /** One sentence: what it means, with its unit. */
  readonly doc: string;
  readonly type: ArgumentType;
  /** May be left out; so may every argument with a `default`. */
  readonly optional?: boolean;
  /** As an author would write it (`'0644'`, `30`); read like a given value. */
  readonly default?: Value;
  /** `null` is a value for it like any other; elsewhere it means "not given". */
  readonly nullable?: boolean;
  /** The only words it may be. */
  readonly oneOf?: readonly string[];
}

export interface RestSpec {
  readonly doc: string;
  /** `named`: arguments that no field declares, as a mapping. `positional`: values beyond the declared ones, as a list. */
  readonly of: 'named' | 'positional';
  /** Whether a named argument is taken for one of the rest; any other is refused as unknown. Default: all are. */
  readonly when?: (name: string, given: ValueMap, declared: Iterable<string>) => boolean;
}

export interface DeclaredArgument extends ArgSpec {
  readonly name: string;
}

export interface RefusedArgument {
  readonly wayOut: string;
  /** Refused where it is `False`, too. */
  readonly evenFalse: boolean;
}

export interface Declaration {
  readonly own: DeclaredArgument[];
  readonly rest: Map<RestSpec['of'], RestSpec & { readonly name: string }>;
  /** Arguments that Salt takes and we do not, with what to do instead. */
  readonly refused: Map<string, RefusedArgument>;
  /** Tell class-validator the rules; done when the class is first used: of a thousand classes, a process uses a few. */
  readonly pending: (() => void)[];
}

const declarations = new WeakMap<object, Declaration>();

/**
 * Declares a field as an argument: its sentence for the documentation, its type for reading, and class-validator's rules for
 * checking. Further class-validator decorators may stand beside it.
 */
export function Arg(spec: ArgSpec): PropertyDecorator {
  return (target, property) => {
    const name = String(property);
    const { own, pending } = declarationOf(target);
    own.push({ ...spec, name });
    pending.push(() => addRules(spec, target, property));
  };
}

function addRules(spec: ArgSpec, target: object, property: string | symbol): void {
  const name = String(property);
  if (spec.optional || spec.nullable || spec.default !== undefined) IsOptional()(target, property);
  argumentTypes[spec.type].rule({ message: wrongTypeSentence(spec.type) })(target, property);
  if (spec.oneOf) {
    const choices = spec.oneOf;
    const message = `\`${name}\` must be one of ${choices.join(', ')}`;
    IsIn([...choices], {
      message: (given) => (typeof given.value === 'string' ? message : `${message}, not ${kindOf(given.value)}`),
    })(target, property);
  }
}

/** Declares the field that takes whatever no other field declares; without one, such arguments are refused. */
export function Rest(spec: RestSpec): PropertyDecorator {
  return (target, property) => {
    declarationOf(target).rest.set(spec.of, { ...spec, name: String(property) });
  };
}

/**
 * Names arguments that Salt takes and that are not supported here, each with the way out in one sentence: whoever writes one
 * is told that, and not that there is no such argument. `False` written out asks for nothing, and is taken; `evenFalse` names
 * those that it asks something of.
 */
export function NotSupported(
  waysOut: Readonly<Record<string, string>>,
  options: { readonly evenFalse?: readonly string[] } = {},
): ClassDecorator {
  return (declared) => {
    const { refused } = declarationOf(declared.prototype as object);
    for (const [name, wayOut] of Object.entries(waysOut))
      refused.set(name, { wayOut, evenFalse: options.evenFalse?.includes(name) ?? false });
  };
}

function declarationOf(prototype: object): Declaration {
  let found = declarations.get(prototype);
  if (!found) declarations.set(prototype, (found = { own: [], rest: new Map(), refused: new Map(), pending: [] }));
  return found;
}

export interface DeclaredArguments extends Pick<Declaration, 'rest' | 'refused'> {
  readonly all: readonly DeclaredArgument[];
}

const merged = new WeakMap<object, DeclaredArguments>();

/** What a class and the classes above it declare, the topmost first, each in the order of its fields. */
export function declaredArguments(prototype: object): DeclaredArguments {
  const known = merged.get(prototype);
  if (known) return known;
  const chain: Declaration[] = [];
  for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const own = declarations.get(at);
    if (own) chain.unshift(own);
  }
  const byName = new Map<string, DeclaredArgument>();
  const rest: Declaration['rest'] = new Map();
  const refused: Declaration['refused'] = new Map();
  for (const { own, rest: ownRest, refused: ownRefused, pending } of chain) {
    for (const tell of pending.splice(0)) tell();
    for (const argument of own) byName.set(argument.name, argument);
    for (const [of, spec] of ownRest) rest.set(of, spec);
    for (const [name, one] of ownRefused) refused.set(name, one);
  }
  const result = { all: [...byName.values()], rest, refused };
  merged.set(prototype, result);
  return result;
}
