/** A picture from the camera, made small on the phone: a slow network and a full phone are the rule, not the exception. */

const LONGEST_PX = 1600;
const QUALITY = 0.85;
const MOST_BYTES = 12_000_000;
/** A picture that cannot be made smaller (a format this browser does not read) goes as it is up to this size. */
const TYPES = ["image/jpeg", "image/png", "image/heic", "image/heif", "image/webp"];

/**
 * Return `{bytes, type, canvas}`; `canvas` shows the picture, null where the browser cannot read it.
 * Throws an `Error` whose message is `too_large` or `not_a_picture`.
 */
export async function smallPicture(file) {
  const canvas = await drawn(file).catch(() => null);
  const blob = canvas && (await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY)));
  if (blob) {
    return { bytes: await blob.arrayBuffer(), type: "image/jpeg", canvas };
  }
  if (!TYPES.includes(file.type)) {
    throw new Error("not_a_picture");
  }
  if (file.size > MOST_BYTES) {
    throw new Error("too_large");
  }
  return { bytes: await file.arrayBuffer(), type: file.type, canvas: null };
}

async function drawn(file) {
  const picture = await createImageBitmap(file);
  const share = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * share));
  canvas.height = Math.max(1, Math.round(picture.height * share));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas;
}
