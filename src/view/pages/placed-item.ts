// Where the items of a page stand.

/** Where an item stood in the last frame; rows are counted from the first one of the page, `to` is the one after the last. */
export interface PlacedItem {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}
