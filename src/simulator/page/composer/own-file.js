/** Bytes; what the control API takes in one call, written as base64, is some more. */
export const LARGEST_FILE = 40_000_000;

const KINDS = [
  [/^image\/(?:jpeg|png|webp)$/, 'photo'],
  [/^audio\/ogg/, 'voice'],
  [/^audio\//, 'audio'],
  [/^video\//, 'video'],
];

/** The content of a message with a file of the person's own, as the kind that Telegram's app makes of it. */
export async function contentOf(file) {
  const [, kind] = KINDS.find(([type]) => type.test(file.type)) ?? [undefined, 'document'];
  return {
    [kind]: {
      base64: await base64Of(file),
      fileName: file.name,
      ...(file.type === '' ? {} : { mimeType: file.type }),
    },
  };
}

function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result.slice(reader.result.indexOf(',') + 1)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
