// Keeps the key out of every message, also where the provider repeats a part of it.

const charactersMax = 800;

export function redacted(message: string, apiKey: string): string {
  const hidden = apiKey === '' ? message : message.replaceAll(apiKey, '[key]');
  const safe = hidden
    .replaceAll(/\bsk-[A-Za-z0-9_*.-]{4,}/g, '[key]')
    .replaceAll(/\bBearer \S+/g, 'Bearer [key]')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return safe.length > charactersMax ? `${safe.slice(0, charactersMax)} [...]` : safe;
}
