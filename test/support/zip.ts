// Lists what lies in a zip file, from its central directory.
import * as fs from 'node:fs';

const endSignature = 0x06054b50;
const endLength = 22;
const entryLength = 46;

/** The names of all entries, in their order. Throws when the file has no central directory at its end. */
export function namesInZip(file: string): string[] {
  const zip = fs.readFileSync(file);
  let end = zip.length - endLength;
  while (end >= 0 && zip.readUInt32LE(end) !== endSignature) end -= 1;
  if (end < 0) throw new Error(`${file} is not a zip file`);
  const names: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    names.push(zip.toString('utf8', at + entryLength, at + entryLength + nameLength));
    at += entryLength + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return names;
}
