// The icons of the page, as paths on a 16 × 16 grid.

const PATHS = {
  person: 'M8 8.2a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8zM2.7 14c.4-3 2.5-4.4 5.3-4.4s4.9 1.4 5.3 4.4',
  org: 'M2.5 14h11M4 14V2.5h8V14M6.3 5.3h.9M8.9 5.3h.9M6.3 8h.9M8.9 8h.9M7 14v-2.8h2V14',
  place: 'M8 14.3S3.2 10 3.2 6.6a4.8 4.8 0 0 1 9.6 0C12.8 10 8 14.3 8 14.3zM8 8.3a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z',
  group: 'M6 7.6a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM1.6 13c.3-2.6 1.9-3.9 4.4-3.9s4.1 1.3 4.4 3.9M10.4 3.2a2.2 2.2 0 0 1 .4 4.3M12 9.5c1.5.5 2.3 1.7 2.5 3.5',
  unnamed: 'M6 4.6a2.1 2.1 0 1 1 3.2 1.8c-.8.5-1.2.9-1.2 1.7M8 10v.1M2.7 14c.3-2 1.3-3.3 2.8-3.9M13.3 14c-.3-2-1.3-3.3-2.8-3.9',
  thing: 'M8 1.9l5.3 3v6.2L8 14.1l-5.3-3V4.9zM2.7 4.9L8 8l5.3-3.1M8 8v6.1',
  date: 'M2.5 4h11v9.7h-11zM2.5 6.9h11M5.3 2.3V5M10.7 2.3V5',
  figure: 'M6.3 2.5L4.9 13.5M11.1 2.5L9.7 13.5M3 5.9h10.6M2.4 10.1H13',
  claim: 'M6.7 4.2C4.6 4.8 3.3 6.5 3.3 9v2.8h3.5V8.3H5.1c.1-1.3.7-2.2 1.9-2.7zM12.7 4.2c-2.1.6-3.4 2.3-3.4 4.8v2.8h3.5V8.3h-1.7c.1-1.3.7-2.2 1.9-2.7z',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.3v1.6M8 13.1v1.6M1.3 8h1.6M13.1 8h1.6M3.3 3.3l1.1 1.1M11.6 11.6l1.1 1.1M3.3 12.7l1.1-1.1M11.6 4.4l1.1-1.1',
  moon: 'M13.3 9.7A5.7 5.7 0 0 1 6.3 2.7a5.7 5.7 0 1 0 7 7z',
  auto: 'M8 13.7A5.7 5.7 0 1 0 8 2.3a5.7 5.7 0 0 0 0 11.4zM8 2.3v11.4M9.5 3v10M11 4v8M12.4 5.6v4.8',
  wide: 'M6.5 4L2.5 8l4 4M9.5 4l4 4-4 4',
  narrow: 'M2.5 4l4 4-4 4M13.5 4l-4 4 4 4',
  down: 'M3.5 6L8 10.5 12.5 6',
  plus: 'M8 3v10M3 8h10',
  find: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3l3.4 3.4',
  close: 'M4 4l8 8M12 4l-8 8',
  before: 'M10 3.5L5.5 8l4.5 4.5',
  after: 'M6 3.5L10.5 8 6 12.5',
  out: 'M6 3.5H3.5v9h9V10M9 3.5h3.5V7M12.3 3.7L7.5 8.5',
};

/** @typedef {keyof typeof PATHS} Icon */

/**
 * An icon, hidden from screen readers, since the words next to it say the same.
 * @param {Icon} name
 */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'svg-icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
