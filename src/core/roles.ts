export const roles = ['scheduler'] as const;
