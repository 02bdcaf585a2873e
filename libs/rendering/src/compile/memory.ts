import { copy, type Value, type ValueMap } from '@fleet/values';
import type { TemplateEnvironment } from '../template.js';
import { Suspension } from './failure.js';

type Answer<T> = { readonly value: T } | { readonly error: unknown };

/**
 * What the environment has answered so far. It outlives the attempts of one render: a render that has to wait is left, and
 * starts again with the answer known, so that nothing is loaded or called twice.
 */
export class Memory {
  private readonly loads = new Map<string, Answer<string | undefined>>();
  private readonly calls = new Map<string, Answer<Value>>();

  constructor(private readonly environment: TemplateEnvironment) {}

  load(name: string): string | undefined {
    return this.ask(this.loads, name, () => this.environment.load(name));
  }

  near(name: string): string | undefined {
    return this.environment.near?.(name);
  }

  /** A call is known by its number in the sequence of calls and by its arguments. */
  call(number: number, name: string, args: readonly Value[], kwargs: ValueMap, key: string): Value {
    const call = this.environment.call;
    if (!call) throw new Error('templates of this environment have no salt');
    return copy(this.ask(this.calls, `${number} ${key}`, () => call.call(this.environment, name, args, kwargs)));
  }

  private ask<T extends Value | undefined>(known: Map<string, Answer<T>>, key: string, ask: () => T | Promise<T>): T {
    const answer = known.get(key) ?? this.remember(known, key, ask);
    if ('error' in answer) throw answer.error;
    return answer.value;
  }

  private remember<T extends Value | undefined>(
    known: Map<string, Answer<T>>,
    key: string,
    ask: () => T | Promise<T>,
  ): Answer<T> {
    let asked: T | Promise<T>;
    try {
      asked = ask();
    } catch (error) {
      known.set(key, { error });
      return { error };
    }
    if (!(asked instanceof Promise)) {
      known.set(key, { value: asked });
      return { value: asked };
    }
    throw new Suspension(
      asked.then(
        (value) => void known.set(key, { value }),
        (error: unknown) => void known.set(key, { error }),
      ),
    );
  }
}
