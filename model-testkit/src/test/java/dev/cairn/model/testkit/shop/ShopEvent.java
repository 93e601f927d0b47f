package dev.cairn.model.testkit.shop;

/** What the saga of the shop hears: what happens to orders, payments and stock. */
public sealed interface ShopEvent permits OrderEvent, PaymentEvent, StockEvent {}
