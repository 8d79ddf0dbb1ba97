/** Whether the phones on this page are of Bale: each simulated messenger has a page of its own. */
export const isOfBale = document.documentElement.dataset.messenger === 'bale';
