import { declaredArguments } from './arg.js';
import type { ArgumentClass, ArgumentDoc } from './definition.js';

/** The declared arguments in positional order; those that take the rest come last, named `*name` and `**name`. */
export function describeArguments(declared: ArgumentClass): ArgumentDoc[] {
  const { all, rest } = declaredArguments(declared.prototype as object);
  const described = all.map((argument): ArgumentDoc => ({
    name: argument.name,
    doc: argument.doc,
    type: argument.oneOf ? argument.oneOf.join(' | ') : argument.type,
    required: !argument.optional && argument.default === undefined,
    ...(argument.default === undefined ? {} : { default: argument.default }),
  }));
  for (const { of, name, doc } of rest.values()) {
    described.push({
      name: of === 'named' ? `**${name}` : `*${name}`,
      doc,
      type: of === 'named' ? 'mapping' : 'list',
      required: false,
    });
  }
  return described;
}
