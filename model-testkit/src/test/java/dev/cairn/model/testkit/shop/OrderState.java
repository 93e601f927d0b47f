package dev.cairn.model.testkit.shop;

/** How far an order is. */
public enum OrderState {
  /** There is none. */
  NONE,
  /** A customer wants it. */
  PLACED,
  /** The shop works on it. */
  TAKEN,
  /** It is paid and reserved. */
  CONFIRMED,
  /** The shop could not do it. */
  REJECTED,
  /** The customer wanted it no more. */
  CANCELLED
}
