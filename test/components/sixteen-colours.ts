// To be imported before Ink: its colours are decided once, by the terminal that the tests do not have.
process.env['FORCE_COLOR'] = '1';
delete process.env['NO_COLOR'];

export const colours = 16;
