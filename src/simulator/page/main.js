import { createApi } from './api.js';
import { createBar } from './bar/bar.js';
import { createChain } from './chain/chain.js';
import { createChats } from './chats.js';
import { createCity } from './city.js';
import { listenToEvents } from './live.js';
import { createMemory } from './memory.js';
import { createNotices } from './notices.js';
import { createPhones } from './phone/phones.js';
import { createSelection } from './selection.js';

const api = createApi();
const notices = createNotices();
const report = (error) => notices.report(error);
const city = createCity({ api, report });
const chats = createChats({ api, report });
const selection = createSelection({ city, memory: createMemory() });

const phones = createPhones({ api, city, chats, selection, notices });
const bar = createBar({ api, city, chats, selection, notices, showPhone: phones.show });
const chain = createChain({ city, chats, selection, showPhone: phones.show });
document.body.append(bar.element, chain.element, phones.element, notices.element);

listenToEvents({
  onOpen() {
    bar.setLive(true);
    city.refresh();
    chats.refresh();
  },
  onLost: () => bar.setLive(false),
  onEvent(event) {
    city.hear(event);
    chats.hear(event);
  },
});
