import { describe, expect, it } from '@jest/globals';
import type { Value } from '@fleet/values';
import type { RenderRequest, TemplateEnvironment } from '../template.js';
import { renderTemplate, renderTemplateNow } from './render.js';

function request(text: string, environment: Partial<TemplateEnvironment>): RenderRequest {
  return {
    source: { name: 't.sls', text },
    context: () => new Map<string, Value>([['d', new Map<Value, Value>()]]),
    environment: { load: () => undefined, ...environment },
  };
}

describe('an environment that answers later', () => {
  it('is asked for each call once, and the template sees a fresh context', async () => {
    const asked: string[] = [];
    const call = async (name: string, args: readonly Value[]): Promise<Value> => {
      asked.push(`${name} ${String(args[0])}`);
      return [args[0] ?? null];
    };
    const text =
      "{% for i in range(3) %}{% do d.update({i: 1}) %}{% set r = salt['a.b'](i) %}{% do r.append(9) %}{{ r }}{% endfor %} {{ d }} {{ salt.a.b(1) }}{{ salt.a['b'](k=1) }}";
    const outcome = await renderTemplate(request(text, { call }));
    expect(outcome).toMatchObject({ ok: true, value: { text: '[0, 9][1, 9][2, 9] {0: 1, 1: 1, 2: 1} [1][None]' } });
    expect(asked).toEqual(['a.b 0', 'a.b 1', 'a.b 2', 'a.b 1', 'a.b undefined']);
  });

  it('may load files later, also conditionally', async () => {
    const files: Record<string, string> = { 'a.jinja': "{% set v = 2 %}{% include 'b.jinja' %}", 'b.jinja': 'b' };
    const load = async (name: string): Promise<string | undefined> => files[name];
    const outcome = await renderTemplate(
      request("{% import 'a.jinja' as a %}{{ a.v }}{% include 'zz' ignore missing %}{% include ['zz', 'b.jinja'] %}", {
        load,
      }),
    );
    expect(outcome).toMatchObject({ ok: true, value: { text: '2b' } });
  });

  it('renders nothing at once', () => {
    expect(renderTemplateNow(request("{{ salt['a.b']() }}", { call: async () => 1 }))).toBeUndefined();
    expect(renderTemplateNow(request("{{ salt['a.b']() }}", { call: () => 1 }))).toMatchObject({
      ok: true,
      value: { text: '1' },
    });
  });

  it('reports a call that fails at its place', async () => {
    const call = async (): Promise<Value> => {
      throw new Error('no such host');
    };
    const outcome = await renderTemplate(request("\n{{ salt['a.b']() }}", { call }));
    expect(outcome).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'template.call', summary: "salt['a.b'] failed: no such host", at: { line: 2, column: 4 } }],
    });
  });

  it('says which function it does not know, and lets a template ask', async () => {
    const environment = { call: () => 1, knows: (name: string) => name === 'a.b' };
    expect(await renderTemplate(request("{{ 'a.b' in salt }}{{ salt['x.y'] is defined }}", environment))).toMatchObject(
      { ok: true, value: { text: 'TrueFalse' } },
    );
    expect(await renderTemplate(request("{{ salt['x.y']() }}", environment))).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'template.undefined' }],
    });
  });

  it('gets data only', async () => {
    const call = (_name: string, args: readonly Value[]): Value => args.length;
    expect(await renderTemplate(request("{% macro m() %}{% endmacro %}{{ salt['a.b'](m) }}", { call }))).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'template.type' }],
    });
    expect(
      await renderTemplate(request("{% set x = [] %}{% do x.append(x) %}{{ salt['a.b'](x) }}", { call })),
    ).toMatchObject({ ok: false, diagnostics: [{ code: 'template.value' }] });
  });

  it('has no salt where it takes no calls', async () => {
    expect(await renderTemplate(request('{{ salt is defined }}', {}))).toMatchObject({
      ok: true,
      value: { text: 'False' },
    });
  });
});

describe('the time limit', () => {
  it('counts all attempts together, not the waits between them', async () => {
    const call = (): Promise<Value> => new Promise((resolve) => setTimeout(() => resolve(1), 30));
    const waits = await renderTemplate({ ...request("{{ salt['a.b']() }}", { call }), limits: { time: 25 } });
    expect(waits).toMatchObject({ ok: true });
    const text =
      "{% for i in range(50) %}{% for j in range(2000) %}{% endfor %}{% set x = salt['a.b']() %}{% endfor %}";
    const busy = await renderTemplate({ ...request(text, { call: async () => 1 }), limits: { time: 5 } });
    expect(busy).toMatchObject({ ok: false, diagnostics: [{ code: 'template.limit' }] });
  });
});
