/** A stored JSON text as a value; null where none is stored, or where it is damaged and cannot be read. */
export const parsedOrNull = (json: string | null): any => {
  try {
    return json === null ? null : JSON.parse(json);
  } catch {
    return null;
  }
};
