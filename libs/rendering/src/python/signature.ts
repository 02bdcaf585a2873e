import { typeError, type Named, type Thing } from './things.js';

/** Marks a parameter that the caller must give. */
export const required: unique symbol = Symbol('required');

/** Parameters in their order, with defaults. */
export type Parameters = Readonly<Record<string, Thing | typeof required>>;

export type Bound<P extends Parameters> = { readonly [Name in keyof P]: Thing } & {
  /** Arguments beyond the parameters, where `rest` allows them. */
  readonly rest: readonly Thing[];
  readonly named: Named;
};

/** Whether arguments beyond the parameters are taken: by position, by name, or both. */
export type Rest = 'positional' | 'named' | 'both';

/** Arguments matched to parameters as Python does. */
export function bind<P extends Parameters>(
  what: string,
  parameters: P,
  positional: readonly Thing[],
  named: Named,
  rest?: Rest,
): Bound<P> {
  const names = Object.keys(parameters);
  const bound: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  if (positional.length > names.length && rest !== 'positional' && rest !== 'both') {
    typeError(
      `${what}() takes at most ${names.length} argument${names.length === 1 ? '' : 's'} (${positional.length} given)`,
    );
  }
  const extra = new Map<string, Thing>();
  for (const [name, value] of named) {
    const index = names.indexOf(name);
    if (index < 0) {
      if (rest !== 'named' && rest !== 'both')
        typeError(`${what}() got an unexpected keyword argument '${name}'`, takes(names));
      extra.set(name, value);
    } else {
      if (index < positional.length) typeError(`${what}() got multiple values for argument '${name}'`);
      bound[name] = value;
    }
  }
  names.forEach((name, index) => {
    if (index < positional.length) bound[name] = positional[index];
    else if (!(name in bound)) {
      const preset = parameters[name];
      if (preset === required) typeError(`${what}() missing required argument: '${name}'`);
      bound[name] = preset;
    }
  });
  return Object.assign(bound, { rest: positional.slice(names.length), named: extra }) as unknown as Bound<P>;
}

function takes(names: readonly string[]): string {
  return names.length === 0 ? 'It takes no arguments.' : `It takes ${names.join(', ')}.`;
}

/** Parameters as a person would write them: `width=79, wrapstring=None`. */
export function signatureText(parameters: Parameters, rest: Rest | undefined, show: (thing: Thing) => string): string {
  const parts = Object.entries(parameters).map(([name, preset]) =>
    preset === required ? name : `${name}=${show(preset as Thing)}`,
  );
  if (rest === 'positional' || rest === 'both') parts.push('*args');
  if (rest === 'named' || rest === 'both') parts.push('**kwargs');
  return parts.join(', ');
}
