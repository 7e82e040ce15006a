/** An action that is asked for again while it is under way is done once; both hear of the same end. */
export function once(act) {
  let going = null;
  return (...how) => {
    going ??= act(...how).finally(() => {
      going = null;
    });
    return going;
  };
}
