import { fileAddress } from '../api.js';
import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { formatSize } from '../persian.js';
import { openDialog } from '../popover.js';
import { texts } from '../texts.js';
import { recording } from './recording.js';

/** Draws one file of a message, or what a message has instead of files: a poll, a die. */
export function attachment(file) {
  switch (file.kind) {
    case 'photo':
      return photo(file);
    case 'voice':
    case 'audio':
      return recording(file);
    case 'video':
    case 'videoNote':
      return video(file);
    default:
      return documentCard(file);
  }
}

/** A photo with its place kept free while it loads; pressing it shows it large. */
export function photo({ fileId, width, height }) {
  const address = fileAddress(fileId);
  const image = element('img', {
    src: address,
    alt: texts.message.photo,
    ...(width === undefined ? {} : { width, height }),
    onerror: () => opener.replaceWith(missing()),
  });
  const opener = button(
    { class: 'photo', 'aria-label': texts.message.openPhoto, onclick: () => showLarge(address) },
    image,
  );
  return opener;
}

function showLarge(address) {
  openDialog({ label: texts.message.photo, className: 'large-photo' }, (close) => [
    button({ class: 'icon-button', 'aria-label': texts.composer.cancel, onclick: close }, icon('close')),
    element('img', { src: address, alt: texts.message.photo }),
  ]);
}

function video(file) {
  const player = element('video', {
    class: file.kind === 'videoNote' ? 'video video-note' : 'video',
    src: fileAddress(file.fileId),
    controls: true,
    preload: 'metadata',
    'aria-label': texts.message[file.kind],
    onerror: () => player.replaceWith(documentCard(file)),
  });
  return player;
}

function documentCard({ kind, fileId, fileName, size }) {
  return element(
    'a',
    { class: 'document', href: fileAddress(fileId), target: '_blank', rel: 'noopener noreferrer' },
    element('span', { class: 'document-mark' }, icon('file')),
    element(
      'span',
      { class: 'document-words' },
      element('bdi', { class: 'document-name' }, fileName ?? texts.message[kind] ?? texts.message.document),
      size === undefined ? undefined : element('small', {}, formatSize(size)),
    ),
  );
}

function missing() {
  return element('div', { class: 'missing-file' }, icon('photo'), texts.message.missingFile);
}
