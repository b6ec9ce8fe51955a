// Tells by its name whether a parameter or variable is there to take the KMS key that encrypts data.

const KEY = /kms|cmk|(?:customer|encryption|master)_?key|^key_?(?:arn|id)$/i;
/** What is said about keys, keys of other sorts, and who may use them. */
const OTHER =
  /alias|policy|admin|deletion|rotation|enable|create|use_|desc|spec|usage|region|principal|grant|role|user|tag|name$|names$|window|days|multi|access|secret|pair|ssh|arns$|ids$|keys$|^(?:is|has)_/i;

/** True for `kms_key_arn`, `KmsKeyId`, `EncryptionKey`; false for `kms_key_alias`, `KeyName`. */
export function mayHoldKey(name: string): boolean {
  const words = name.replace(/([a-z0-9])(?=[A-Z])/g, '$1_');
  return KEY.test(words) && !OTHER.test(words);
}
