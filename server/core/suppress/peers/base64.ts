// Decodes base64, which neither Node nor a browser does for the pure part.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The UTF-8 text that a base64 text stands for; the text itself where it is none. */
export function fromBase64(text: string): string {
  const bare = text.replace(/[=\s]/g, '');
  if (!/^[A-Za-z0-9+/]*$/.test(bare)) return text;
  let bits = 0;
  let held = 0;
  let escaped = '';
  for (const character of bare) {
    held = ((held << 6) | DIGITS.indexOf(character)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    escaped += `%${((held >> bits) & 0xff).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return text;
  }
}
