package dev.cairn.model;

import java.util.List;

/** Events with a past: today's forms of what {@link ShopUpcasters} lifts. */
public sealed interface ShopEvent {

  /** Had an amount alone at first, then a currency. */
  @EventSchema(2)
  record FundsDeposited(long amount, String currency) implements ShopEvent {}

  /** Said more at first: what is now told by {@link FundsDeposited}. */
  @EventSchema(3)
  record AccountOpened(Name owner) implements ShopEvent {}

  /** A name in two parts. */
  record Name(String first, String last) {}

  /** One of a basket, which was one event once. */
  record ItemSold(String item) implements ShopEvent {}

  /** Never changed. */
  record ShopClosed(List<String> reasons) implements ShopEvent {}
}
