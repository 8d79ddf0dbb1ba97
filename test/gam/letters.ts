import type { GamLetter } from '../../src/gam/gam-port.js';

/** A letter as it is handed to Gam. */
export const LETTER: GamLetter = {
  id: '1234567894-2',
  version: 3,
  position: 'head',
  receiver: 'رئیس اداره فنی و عمران منطقه ۹',
  subject: 'درخواست ۱۳۷: چاله و خرابی آسفالت',
  text: 'چاله‌ای جلوی دبستان است.\r\n<script>&amp;</script> ]]> "نقل"',
  standing: 'مهلت پاسخ: تا جمعه',
  marginNotes: ['درخواست ثبت شد.', 'رسید.'],
  trackingCode: '1234567894',
  isUrgent: true,
  links: ['https://137.example.org/gam/files/1?until=2&signature=3', 'https://137.example.org/gam/files/2'],
};
