import path from 'node:path/posix';
import type { Diagnostic, Place, Step } from '@fleet/diagnostics';
import type { Value } from '@fleet/values';
import { applyFilter } from '../filters/definition.js';
import { filters } from '../filters/table.js';
import { globalsOf } from '../globals/table.js';
import { Budget } from '../python/budget.js';
import type { Engine } from '../python/engine.js';
import { reprOf } from '../python/print.js';
import { bind } from '../python/signature.js';
import { PythonError, Undefined, type Named, type Thing } from '../python/things.js';
import type { RenderRequest, Source, TemplateEnvironment } from '../template.js';
import { tests } from '../tests/table.js';
import { Page } from './blocks.js';
import type { Module } from './imports.js';
import { RenderFailure, Suspension } from './failure.js';
import { stepsTo, type Frame } from './frame.js';
import type { Memory } from './memory.js';
import { Output, type Writer } from './output.js';
import { SaltFunctions } from './salt-functions.js';
import { Scope } from './scope.js';
import { compileTemplate, type CompiledTemplate } from './template-cache.js';
import { toNames, toValue } from './to-value.js';

/** Deep enough for every honest recursion, and far from the end of the stack. */
const maxDepth = 200;

/** One attempt to render one template: everything that changes while it runs. */
export class Run implements Engine {
  out = new Output();
  /** Where the template is; what goes wrong went wrong here. */
  at: Place;
  readonly mainName: string;
  /** The template that is being parsed, or was last, and how the one at hand asked for it. */
  compiling: { readonly name: string; readonly how?: Step['how'] };
  page: Page | undefined;
  /** The scope of the call that is being made, for `show_full_context()`. */
  callSite: Scope | undefined;
  readonly budget: Budget;
  /** Whether the output rests on the time or on chance: rendered again, it may be another. */
  isVolatile = false;
  readonly warnings: Diagnostic[] = [];
  /** Templates that were imported without context, by name. */
  readonly modules = new Map<string, Module>();
  readonly globals: ReadonlyMap<string, Thing>;
  private readonly base: Scope;
  private readonly environment: TemplateEnvironment;
  private frame: Frame | undefined;
  private readonly sources = new Map<string, Source>();
  private calls = 0;
  private seed: number;

  constructor(
    request: RenderRequest,
    private readonly memory: Memory,
    private readonly start: { readonly now: Date; readonly seed: number; readonly spent: number },
  ) {
    const { limits = {}, environment } = request;
    this.environment = environment;
    this.budget = new Budget(
      limits.output ?? 10 * 2 ** 20,
      limits.turns ?? 1_000_000,
      limits.time ?? 10_000,
      start.spent,
    );
    this.at = { file: request.source.name, line: 1, column: 0 };
    this.mainName = request.source.name;
    this.compiling = { name: this.mainName };
    this.seed = start.seed;
    this.sources.set(request.source.name, request.source);
    this.globals = globalsOf(this);
    this.base = new Scope(this);
    if (environment.call) this.base.set('salt', new SaltFunctions(this, environment));
    for (const [name, value] of request.context()) this.base.set(name, value as Thing);
  }

  /** Renders the outermost template. */
  renderMain(source: Source): void {
    this.renderRoot(compileTemplate(source), new Scope(this, this.base));
    // Salt gives the last line end back that Jinja dropped.
    if (/[\r\n]$/.test(source.text))
      this.write('\n', { file: this.at.file, line: source.text.split('\n').length - 1, column: 0, isText: false });
  }

  /** Renders another template into the current output. */
  renderInside(template: CompiledTemplate, root: Scope, how: Step['how']): void {
    const { at, page } = this;
    this.enter({ ...at, how });
    this.renderRoot(template, root);
    this.leave();
    this.at = at;
    this.page = page;
  }

  private renderRoot(template: CompiledTemplate, root: Scope): void {
    const out = this.out;
    this.page = new Page(root, template);
    for (let current: CompiledTemplate | undefined = template; current; current = this.page.parent) {
      this.page.parent = undefined;
      this.out = out;
      current.body(root);
    }
    this.out = out;
  }

  /** The names that a template sees which is rendered without context: those of the render, and where the template lies. */
  apart(name: string): Scope {
    const scope = new Scope(this, this.base);
    const folder = path.dirname(name);
    scope.set('tplfile', name);
    scope.set('tpldir', folder);
    scope.set('tpldot', folder === '.' ? '' : folder.replaceAll('/', '.'));
    return scope;
  }

  exists(name: string): boolean {
    return this.memory.load(name) !== undefined;
  }

  load(name: string, how?: Step['how']): CompiledTemplate {
    const text = this.memory.load(name);
    if (text === undefined) this.missingFile([name]);
    const source = { name, text };
    this.sources.set(name, source);
    this.compiling = { name, how };
    return compileTemplate(source);
  }

  missingFile(names: readonly string[]): never {
    const [name = ''] = names;
    const near = this.memory.near(name);
    throw new PythonError(
      'missing-file',
      names.length === 0
        ? 'no template is named here'
        : names.length === 1
          ? `there is no template ${name}`
          : `there is none of the templates ${names.join(', ')}`,
      near === undefined ? undefined : `Did you mean ${near}?`,
    );
  }

  readonly textOf = (name: string): string | undefined => this.sources.get(name)?.text;

  write(text: string, writer: Writer): void {
    this.out.write(text, writer, this.frame);
    if (this.out.length > this.budget.output) {
      throw new PythonError(
        'limit',
        `the template puts out more than ${this.budget.output} characters`,
        'Does a loop end?',
      );
    }
  }

  capture(write: () => void): Output {
    const out = this.out;
    const captured = new Output();
    this.out = captured;
    write();
    this.out = out;
    return captured;
  }

  /** Goes one level down; what goes wrong below reports `step` as a step of the way there. */
  enter(step?: Step): void {
    const depth = (this.frame?.depth ?? 0) + 1;
    if (depth > maxDepth) {
      throw new PythonError(
        'limit',
        `templates, macros or recursive loops nest more than ${maxDepth} deep`,
        'Does something include or call itself?',
      );
    }
    this.frame = { depth, ...(step && { step }), ...(this.frame && { outer: this.frame }) };
  }

  leave(): void {
    this.frame = this.frame?.outer;
  }

  via(): Step[] {
    return stepsTo(this.frame);
  }

  ask(name: string, positional: readonly Thing[], named: Named): Thing {
    const { environment } = this;
    if (!environment.call || environment.knows?.(name) === false)
      throw new PythonError(
        'refused',
        `this looks at the machine with ${name}, and here a template has none to look at`,
        'It works where templates are rendered on a minion: in state files and managed files.',
      );
    return this.callSalt(name, positional, named);
  }

  callSalt(name: string, positional: readonly Thing[], named: Named): Thing {
    const args = positional.map((thing) => toValue(thing, `salt['${name}']`));
    const kwargs = toNames(named, `salt['${name}']`);
    const key = `${name} ${reprOf(args as Thing[])} ${reprOf(kwargs as Map<Thing, Thing>)}`;
    this.calls += 1;
    this.budget.turn();
    try {
      return this.memory.call(this.calls, name, args, kwargs, key) as Thing;
    } catch (cause) {
      if (cause instanceof Suspension || cause instanceof RenderFailure) throw cause;
      throw new PythonError(
        'call',
        `salt['${name}'] failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
    }
  }

  filter(name: string, value: Thing, positional: readonly Thing[], named: Named): Thing {
    const filter = filters.get(name);
    if (!filter) throw new PythonError('unknown-filter', `No filter named '${name}'.`);
    return applyFilter(name, filter, value, positional, named, this);
  }

  test(name: string, value: Thing, positional: readonly Thing[], named: Named): boolean {
    const test = tests.get(name);
    if (!test) throw new PythonError('unknown-test', `No test named '${name}'.`);
    if (value instanceof Undefined && !test.takesUndefined) throw value.failure();
    return test.run(value, bind(name, test.parameters, positional, named), this);
  }

  get now(): Date {
    this.isVolatile = true;
    return this.start.now;
  }

  /** A small generator (mulberry32): good enough to pick with, and the same again when the render starts again. */
  random(): number {
    this.isVolatile = true;
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  variables(): Map<Thing, Thing> {
    return new Map<Thing, Thing>((this.callSite ?? this.base).all() as Map<string, Value & Thing>);
  }
}
