import { isMap, type Value, type ValueMap } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../../definition.js';
import type { Plan } from './definition.js';

const printed =
  "{% from 'cortensord/map.jinja' import settings, nodes, ports with context %}" +
  'settings: {{ settings }}\nnodes: {{ nodes }}\nports: {{ ports }}\n';

/** @throws FunctionRefused where the tree has no such formula; whatever refuses a template that does not render */
export async function readPlan(context: FunctionContext): Promise<Plan> {
  const tree = await context.tree();
  if (!(await tree.entry('base', 'cortensord/map.jinja')))
    throw new FunctionRefused('not-found', 'the state tree has no cortensord/map.jinja: the formula is not there');
  const value = await context.call(
    'slsutil.renderer',
    [],
    new Map<Value, Value>([
      ['string', printed],
      ['default_renderer', 'jinja|yaml'],
    ]),
  );
  const part = (name: string): ValueMap => {
    const found = isMap(value) ? value.get(name) : undefined;
    return isMap(found) ? found : new Map();
  };
  const ports = [...part('ports')].map(([port, whose]) => {
    const owner = isMap(whose) ? whose : new Map<Value, Value>();
    return [Number(port), { node: String(owner.get('node')), key: String(owner.get('key')) }] as const;
  });
  return {
    settings: part('settings'),
    nodes: new Map([...part('nodes')].map(([name, own]) => [String(name), isMap(own) ? own : new Map()])),
    ports: new Map(ports),
  };
}

/** The text that the formula would write for an instance. */
export async function renderEnvironment(
  context: FunctionContext,
  node: string,
  environment: ValueMap,
): Promise<string> {
  const text = await context.call(
    'slsutil.renderer',
    [],
    new Map<Value, Value>([
      ['path', 'salt://cortensord/files/env.jinja'],
      ['default_renderer', 'jinja'],
      ['node', node],
      ['environment', environment],
    ]),
  );
  return String(text);
}
