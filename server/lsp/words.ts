// The server's own texts in the user's language, where the editor brings translations. Rules and AWS's words stay English.

/** A text with its values in: `say('Fix all {0} problems', rule)`. */
export type Say = (english: string, ...values: readonly (string | number)[]) => string;

/** Takes texts from a bundle of translations by the English text; what is not in it stays English. */
export function wordsFrom(bundle: unknown): Say {
  const texts = typeof bundle === 'object' && bundle !== null ? (bundle as Readonly<Record<string, unknown>>) : {};
  return (english, ...values) => {
    const translated = Object.hasOwn(texts, english) ? texts[english] : undefined;
    const text = typeof translated === 'string' ? translated : english;
    return text.replace(/\{(\d+)\}/g, (whole, number: string) => String(values[Number(number)] ?? whole));
  };
}
