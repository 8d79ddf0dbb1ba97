/** Reads a link that opens a chat with an account of Telegram; `undefined` for any other address. */
export function startLinkOf(address) {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, pathname, searchParams } = new URL(address);
  if (!/^https?:$/.test(protocol) || !/^(?:www\.)?(?:t|telegram)\.me$/.test(hostname)) return undefined;
  const username = /^\/([A-Za-z][A-Za-z0-9_]+)\/?$/.exec(pathname)?.[1];
  return username === undefined ? undefined : { username, payload: searchParams.get('start') ?? undefined };
}
