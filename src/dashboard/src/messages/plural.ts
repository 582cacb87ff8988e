/** Picks the form of a noun for a number as the language has it (`Intl.PluralRules`), behind the number in the locale's digits. */
export function plurals(locale: string): (n: number, forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>) => string {
  const rules = new Intl.PluralRules(locale);
  const digits = new Intl.NumberFormat(locale);
  return (n, forms) => `${digits.format(n)} ${forms[rules.select(n)] ?? forms.other}`;
}
