/** The measures of the benchmark. */
export type MeasureName =
  | 'inbound'
  | 'acknowledge'
  | 'outbound'
  | 'sweep'
  | 'city'
  | 'footprint'
  | 'cartable'
  | 'site'
  | 'figures'
  | 'api'
  | 'webhooks'
  | 'gam'
  | 'memory'
  | 'month';
