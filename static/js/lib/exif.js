/**
 * Where a picture was taken, as its camera wrote it down: read on the phone, offered to its owner, never sent.
 * JPEG only (JEITA CP-3451, Exif 2.3: APP1 segment, TIFF directories, tags 1–4 of the GPS directory).
 */

const HEAD_BYTES = 262144;
const GPS = 0x8825;
const EXIF = 0x45786966;

/** Return `{lat, lon}` in degrees of WGS 84, null if the picture does not say. */
export async function placeOf(file) {
  try {
    return located(new DataView(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  } catch {
    return null; // cut off or not as the standard says: then it says nothing
  }
}

function located(view) {
  const tiff = segment(view);
  if (tiff === null) {
    return null;
  }
  const little = view.getUint16(tiff) === 0x4949;
  const read = { view, tiff, little };
  const first = entries(read, view.getUint32(tiff + 4, little));
  if (!first.has(GPS)) {
    return null;
  }
  const gps = entries(read, view.getUint32(first.get(GPS) + 8, little));
  const lat = degrees(read, gps, 2, 1, "S");
  const lon = degrees(read, gps, 4, 3, "W");
  const told = Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return told && (lat || lon) ? { lat, lon } : null;
}

/** Where the TIFF header of the Exif segment begins. */
function segment(view) {
  if (view.getUint16(0) !== 0xffd8) {
    return null;
  }
  for (let at = 2; at + 10 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker === 0xffe1 && view.getUint32(at + 4) === EXIF) {
      return at + 10;
    }
    if (marker >> 8 !== 0xff || marker === 0xffda) {
      return null;
    }
  }
  return null;
}

/** The directory at an offset: where the entry of each tag begins. */
function entries({ view, tiff, little }, offset) {
  const found = new Map();
  const number = view.getUint16(tiff + offset, little);
  for (let index = 0; index < number; index += 1) {
    const at = tiff + offset + 2 + 12 * index;
    found.set(view.getUint16(at, little), at);
  }
  return found;
}

/** Degrees, minutes and seconds as three fractions, with the letter of the half of the globe. */
function degrees({ view, tiff, little }, gps, tag, letter, negative) {
  if (!gps.has(tag) || !gps.has(letter)) {
    return NaN;
  }
  const at = tiff + view.getUint32(gps.get(tag) + 8, little);
  const parts = [0, 8, 16].map((skip) => view.getUint32(at + skip, little) / view.getUint32(at + skip + 4, little));
  const value = parts[0] + parts[1] / 60 + parts[2] / 3600;
  return String.fromCharCode(view.getUint8(gps.get(letter) + 8)) === negative ? -value : value;
}
