import { fileAddress } from '../api.js';
import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { formatSeconds } from '../persian.js';
import { texts } from '../texts.js';

const BARS = 28;
const LOWEST = 18;

/** A voice message or a piece of sound, playable, with bars that fill as it plays. */
export function recording({ kind, fileId, duration = 0 }) {
  const audio = new Audio();
  audio.preload = 'none';
  audio.src = fileAddress(fileId);
  const length = element('span', { class: 'recording-time' }, formatSeconds(duration));
  const bars = barsOf(fileId);
  const play = button(
    { class: 'recording-play', 'aria-label': texts.message.play, onclick: toggle },
    icon('play'),
  );

  function toggle() {
    if (audio.paused) audio.play().catch(showStopped);
    else audio.pause();
  }
  function showPlaying() {
    play.replaceChildren(icon('pause'));
    play.setAttribute('aria-label', texts.message.pause);
  }
  function showStopped() {
    play.replaceChildren(icon('play'));
    play.setAttribute('aria-label', texts.message.play);
  }
  function showProgress() {
    const whole = Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration : duration;
    const part = audio.ended || whole === 0 ? 0 : audio.currentTime / whole;
    bars.forEach((bar, index) => {
      bar.classList.toggle('is-played', index < part * BARS);
    });
    length.textContent = formatSeconds(audio.ended || audio.currentTime === 0 ? duration : audio.currentTime);
  }

  audio.addEventListener('play', showPlaying);
  audio.addEventListener('pause', showStopped);
  audio.addEventListener('ended', () => {
    showStopped();
    showProgress();
  });
  audio.addEventListener('timeupdate', showProgress);
  return element(
    'div',
    { class: 'recording', role: 'group', 'aria-label': texts.message[kind] },
    play,
    element('span', { class: 'recording-bars', 'aria-hidden': 'true' }, ...bars),
    length,
  );
}

/** Bars of different heights; the same file always looks the same. */
function barsOf(fileId) {
  let mixed = [...fileId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7);
  return Array.from({ length: BARS }, () => {
    mixed = (mixed * 17_364 + 4_561) % 65_521;
    const bar = element('i');
    bar.style.height = `${LOWEST + (mixed % (100 - LOWEST))}%`;
    return bar;
  });
}
