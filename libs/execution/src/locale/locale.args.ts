import { Arg } from '@fleet/arguments';

export class LocaleArgs {
  @Arg({ doc: 'Name of the locale, such as de_DE.UTF-8.', type: 'string' })
  locale!: string;
}
