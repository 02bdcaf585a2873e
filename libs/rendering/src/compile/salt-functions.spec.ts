import { describe, expect, it } from '@jest/globals';
import { isMap, mergeRecursive, type Value, type ValueMap } from '@fleet/values';
import { renderTemplate, type TemplateEnvironment } from '../index.js';

const known = ['pillar.get', 'defaults.merge', 'slsutil.update', 'test.ping'];

/** Every answer comes late, so that each call is met again when the template starts anew. */
const environment: TemplateEnvironment = {
  load: () => undefined,
  knows: (name) => known.includes(name),
  nearFunction: (name) => (name === 'pillar.gett' ? 'pillar.get' : undefined),
  async call(name, [first = null, second = null]) {
    if (name === 'test.ping') return true;
    return mergeRecursive(first, isMap(second) ? second : (new Map() as ValueMap));
  },
};

async function render(text: string): Promise<string> {
  const outcome = await renderTemplate({
    source: { name: 'a.sls', text },
    context: () => new Map<string, Value>(),
    environment,
  });
  if (outcome.ok) return outcome.value.text;
  const [first] = outcome.diagnostics;
  return `${first?.at?.line}:${first?.at?.column} ${first?.summary} ${first?.detail ?? ''}`.trim();
}

describe('salt in templates', () => {
  it.each([
    ["{{ 'pillar.get' in salt }} {{ 'pillar.gett' in salt }} {{ 'pillar' in salt }}", 'True False False'],
    ["{{ salt['pillar.get'] is defined }} {{ salt['pillar.gett'] is defined }}", 'True False'],
    [
      '{{ salt.pillar.get is defined }} {{ salt.pillar.gett is defined }} {{ salt.nope.get is defined }}',
      'True False False',
    ],
    ["{{ salt['pillar']['get'] is defined }} {{ salt['test']['ping']() }}", 'True True'],
    ["{{ salt.get('nope.fun', 'none') }} {{ salt.get('test.ping')() }}", 'none True'],
    ["{% if 'nope.fun' in salt %}{{ salt['nope.fun']() }}{% else %}no{% endif %}", 'no'],
  ])('%s', async (text, output) => {
    expect(await render(text)).toBe(output);
  });

  it.each(["{{ salt['pillar.gett']('x') }}", "\n  {{ salt.pillar.gett('x') }}"])(
    '%j says what was meant',
    async (text) => {
      expect(await render(text)).toMatch(/^\d:\d+ .*there is no function pillar\.gett.*Did you mean pillar\.get\?$/);
    },
  );
});

describe('functions that merge into what they are given', () => {
  it.each([
    [
      "{% set a = {'x': {'y': 1}} %}{% do salt['defaults.merge'](a, {'x': {'z': 2}}) %}{{ a }}",
      "{'x': {'y': 1, 'z': 2}}",
    ],
    [
      "{% set a = {'x': {'y': 1}} %}{% set b = a.x %}{% do salt['slsutil.update'](a, {'x': {'z': 2}}) %}{{ b }}",
      "{'y': 1, 'z': 2}",
    ],
    [
      "{% set a = {} %}{% for k in 'xy' %}{% do salt['defaults.merge'](a, {k: 1}) %}{% endfor %}{{ a }}",
      "{'x': 1, 'y': 1}",
    ],
    ["{% set a = {} %}{% set b = salt['defaults.merge'](a, {'x': 1}, in_place=False) %}{{ a }} {{ b }}", "{} {'x': 1}"],
    [
      "{% set a = {} %}{% set b = salt['defaults.merge'](a, {'x': 1}) %}{% do b.update({'y': 2}) %}{{ a }}",
      "{'x': 1, 'y': 2}",
    ],
  ])('%s', async (text, output) => {
    expect(await render(text)).toBe(output);
  });
});
