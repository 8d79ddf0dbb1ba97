import type { Clock } from '../clock.js';
import type { Locale } from '../config.js';
import type { Organization } from '../organization/organization.js';
import type { Texts } from '../text/texts.js';
import { type Answer, found, refused } from './answer.js';
import { discoveryOf } from './discovery.js';
import { listOf, MOST_DAYS, MOST_ON_PAGE, type Parameters, readListQuery, readTime } from './list-query.js';
import { isPublicId } from './public-id.js';
import type { PublicReader, ReadRequest } from './reader.js';
import { type PublicSpeech, requestEntry, updateEntry } from './request-document.js';
import { definitionOf, serviceEntries, serviceOf } from './services.js';

/** What can be read, by address without its suffix: one call, one answer. */
export interface Resources {
  read(path: string, parameters: Parameters): Promise<Answer>;
  /** The requests of a list, for the form of open data; or why they cannot be listed. */
  list(parameters: Parameters): Promise<{ readonly requests: readonly ReadRequest[] } | Answer>;
  /** The words in which everything is said now. */
  speech(): Promise<PublicSpeech>;
}

export interface ResourcesOptions {
  readonly reader: PublicReader;
  readonly organization: { current(): Promise<Organization> };
  readonly texts: Texts;
  readonly locale: Locale;
  readonly timeZone: string;
  /** The city's clock. */
  readonly clock: Clock;
  /** The address of the interface, as it is reached from outside, without a slash at its end. */
  readonly address: string;
  readonly isSimulated: boolean;
}

/** The most ids that are asked for in one call. */
const MOST_IDS = 1_000;
const NOTHING = 'There is nothing at this address: discovery.xml says what there is.';

/** The resources of GeoReport v2, read. */
export function createResources(options: ResourcesOptions): Resources {
  const { reader, organization, texts, locale, timeZone, clock, address } = options;

  async function speech(): Promise<PublicSpeech> {
    return { organization: await organization.current(), texts, locale, timeZone, now: clock.now(), address };
  }

  async function list(
    parameters: Parameters,
  ): Promise<{ readonly requests: readonly ReadRequest[] } | Answer> {
    const ids = listOf(parameters, 'service_request_id');
    if (ids !== undefined && ids.length > MOST_IDS) {
      return refused(400, `At most ${MOST_IDS} ids can be asked for at once.`);
    }
    if (ids !== undefined) return { requests: await reader.findMany(ids.filter(isPublicId)) };
    const read = readListQuery(parameters, clock.now());
    return read.ok ? { requests: await reader.list(read.query) } : refused(400, read.because);
  }

  async function answerRequests(requests: readonly ReadRequest[], parameters: Parameters): Promise<Answer> {
    const said = await speech();
    const withMore = parameters.get('extensions') === 'true';
    return found({
      root: 'service_requests',
      item: 'request',
      value: requests.map((request) => requestEntry(request, said, withMore)),
    });
  }

  async function answerRequest(id: string, parameters: Parameters): Promise<Answer> {
    const requests = isPublicId(id) ? await reader.findMany([id]) : [];
    if (requests.length > 0) return answerRequests(requests, parameters);
    return refused(404, 'There is no public request with this service_request_id.');
  }

  /** Every service answers at once with an id, so that an id is its own token. */
  async function answerToken(token: string, parameters: Parameters): Promise<Answer> {
    const request = await answerRequest(token, parameters);
    if (request.status !== 200) return refused(404, 'There is no such token.');
    return found({
      root: 'service_requests',
      item: 'request',
      value: [{ service_request_id: token, token }],
    });
  }

  async function answerUpdates(parameters: Parameters): Promise<Answer> {
    const time = readTime(parameters, clock.now(), MOST_DAYS);
    if (!time.ok) return refused(400, time.because);
    const { from, to } = time.query;
    const said = await speech();
    const updates = await reader.updatesBetween(from, to, MOST_ON_PAGE);
    return found({
      root: 'service_requests_updates',
      item: 'request_update',
      value: updates.map((update) => updateEntry(update, said)),
    });
  }

  async function answerDefinition(code: string): Promise<Answer> {
    const said = await speech();
    const service = serviceOf(said.organization, code);
    if (service === undefined) return refused(404, 'There is no service with this service_code.');
    return found({ root: 'service_definition', value: definitionOf(service, said) });
  }

  return {
    speech,
    list,

    async read(path, parameters) {
      const [resource, id, ...rest] = path.split('/');
      if (rest.length > 0 || id === '') return refused(404, NOTHING);
      switch (`${resource}${id === undefined ? '' : '/'}`) {
        case 'discovery': {
          const { isSimulated } = options;
          const contact = texts.plain(locale, 'openData.contact');
          const keyService = texts.plain(locale, 'openData.keyService');
          return found({
            root: 'discovery',
            value: discoveryOf({ address, contact, keyService, isSimulated }),
          });
        }
        case 'services':
          return found({ root: 'services', item: 'service', value: serviceEntries(await speech()) });
        case 'services/':
          return answerDefinition(id ?? '');
        case 'requests': {
          const listed = await list(parameters);
          return 'requests' in listed ? answerRequests(listed.requests, parameters) : listed;
        }
        case 'requests/':
          return answerRequest(id ?? '', parameters);
        case 'tokens/':
          return answerToken(id ?? '', parameters);
        case 'servicerequestupdates':
          return answerUpdates(parameters);
        default:
          return refused(404, NOTHING);
      }
    },
  };
}
