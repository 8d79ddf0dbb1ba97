import { Router } from 'express';
import { BALE, type Messenger, TELEGRAM } from '../channel/bot.js';

/** A page of the simulator: its address below `/simulator`, its title, and what it is made of, in the folder `page`. */
interface SimulatorPage {
  readonly path: string;
  readonly title: string;
  readonly styles: readonly string[];
  readonly script: string;
  /** The messenger whose phones it shows, where that is not Telegram. */
  readonly messenger?: Messenger;
}

const CITY: SimulatorPage = {
  path: '/',
  title: 'پاسخ ۱۳۷ — شهر آزمایشی',
  styles: [
    'page.css',
    'panels.css',
    'bar/bar.css',
    'chain/chain.css',
    'people/people.css',
    'phone/phone.css',
    'phone/chat.css',
    'message/message.css',
    'message/attachments.css',
    'composer/composer.css',
    'map/map.css',
    'narrow.css',
  ],
  script: 'main.js',
};
/** The same page for the phones of Bale, in its colours. */
const CITY_ON_BALE: SimulatorPage = {
  ...CITY,
  path: '/bale/',
  title: 'پاسخ ۱۳۷ — بله در شهر آزمایشی',
  styles: [...CITY.styles, 'bale.css'],
  messenger: BALE,
};
const GAM: SimulatorPage = {
  path: '/gam/',
  title: 'گام — اتوماسیون اداری شهر آزمایشی',
  styles: ['system/system.css', 'system/paper.css', 'gam/gam.css', 'gam/letter.css'],
  script: 'gam/main.js',
};
const SAJA: SimulatorPage = {
  path: '/saja/',
  title: 'سجا — ثبت تماس‌های ۱۳۷ شهر آزمایشی',
  styles: ['system/system.css', 'system/paper.css', 'saja/saja.css'],
  script: 'saja/main.js',
};

const SMS: SimulatorPage = {
  path: '/sms/',
  title: 'پیامک — گوشی‌های شهر آزمایشی',
  styles: ['system/system.css', 'sms/sms.css'],
  script: 'sms/main.js',
};

/** Serves the pages of the simulator below `/simulator`; they share one head. That of Bale only where there is one. */
export function createPages({ hasBale }: { readonly hasBale: boolean }): Router {
  const router = Router({ strict: true });
  for (const page of [CITY, ...(hasBale ? [CITY_ON_BALE] : []), GAM, SAJA, SMS]) {
    const html = render(page);
    router.get(page.path, (_request, response) => {
      response.type('html').send(html);
    });
  }
  return router;
}

function render({ title, styles, script, messenger = TELEGRAM }: SimulatorPage): string {
  return `<!doctype html>
<html lang="fa" dir="rtl" data-messenger="${messenger}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light">
    <title>${title}</title>
    <link rel="icon" href="/simulator/mark.svg" type="image/svg+xml">
    <link rel="preload" href="/simulator/fonts/Vazirmatn%5Bwght%5D.woff2" as="font" type="font/woff2" crossorigin>
${styles.map((style) => `    <link rel="stylesheet" href="/simulator/${style}">`).join('\n')}
    <script type="module" src="/simulator/${script}"></script>
  </head>
  <body>
    <noscript>این صفحه به جاوااسکریپت نیاز دارد.</noscript>
  </body>
</html>
`;
}
