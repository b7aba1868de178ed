/** Colour arithmetic for the product drawings. Colours are `#rrggbb`. */

const channels = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** Mixes `share` (0..1) of `other` into `hex`. */
export function mix(hex, other, share) {
  const target = channels(other);
  const mixed = channels(hex).map((value, index) => Math.round(value + (target[index] - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
