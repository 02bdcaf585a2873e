import { exportedName, localName } from './new-row.mjs';

/** The new files of a state or function: path below the room → text. What is left to write says TODO. */
export function newFiles(kind, name) {
  const [module, last] = name.split('.');
  const fileName = last.replaceAll('_', '-');
  const folder = `${module}/${fileName}`;
  const camel = localName(name);
  const words = {
    name,
    module,
    last,
    fileName,
    exported: exportedName(last),
    argumentClass: `${camel[0].toUpperCase()}${camel.slice(1)}Args`,
  };
  return new Map([
    [`${folder}.args.ts`, argumentsText(words)],
    [`${folder}.ts`, kind === 'state' ? stateText(words) : functionText(words)],
    [`${folder}.spec.ts`, kind === 'state' ? stateSpec(words) : functionSpec(words)],
  ]);
}

function argumentsText({ argumentClass }) {
  return `import { Arg } from '@fleet/arguments';

export class ${argumentClass} {
  @Arg({ doc: 'TODO: what it names, in one sentence.', type: 'string' })
  name!: string;
}
`;
}

function stateText({ name, exported, fileName, argumentClass }) {
  return `import { defineState } from '../definition.js';
import { ${argumentClass} } from './${fileName}.args.js';

export const ${exported} = defineState({
  name: '${name}',
  doc: 'TODO: what it keeps true, in one sentence.',
  args: ${argumentClass},
  example: 'an id:\\n  ${name}:\\n    - name: x\\n',
  async plan(_host, want) {
    return { impossible: \`TODO: ${name} does not know yet how \${want.name} should be\` };
  },
});
`;
}

function functionText({ name, exported, fileName, argumentClass }) {
  return `import { defineFunction, FunctionRefused } from '../definition.js';
import { ${argumentClass} } from './${fileName}.args.js';

export const ${exported} = defineFunction({
  name: '${name}',
  doc: 'TODO: what it does, in one sentence.',
  args: ${argumentClass},
  example: '${name} x',
  async run(_host, want) {
    throw new FunctionRefused('failed', \`TODO: ${name} cannot do anything with \${want.name} yet\`);
  },
});
`;
}

function stateSpec({ name, exported, fileName }) {
  return `import { describe, expect, it } from '@jest/globals';
import { applyPlan } from '../apply-plan.js';
import { ${exported} } from './${fileName}.js';
import { memoryHost } from '@fleet/platform';

describe('${name}', () => {
  it('in test mode, says what it would do', async () => {
    const host = memoryHost();
    // TODO: the context that this state looks at, and what it should answer.
    const plan = await ${exported}.plan(host, { name: 'x' }, undefined as never);
    expect((await applyPlan(plan, host, { test: true })).result).toBe(null);
  });

  it.todo('on a machine that is as wanted, changes nothing and says why');
  it.todo('does what it said, and is a no-op afterwards');
});
`;
}

function functionSpec({ name, exported, fileName }) {
  return `import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { ${exported} } from './${fileName}.js';

describe('${name}', () => {
  it('TODO: does what its sentence says', async () => {
    // TODO: the context that this function looks at, and what it should answer.
    expect(await ${exported}.run(memoryHost(), { name: 'x' }, undefined as never)).toBe(true);
  });
});
`;
}
