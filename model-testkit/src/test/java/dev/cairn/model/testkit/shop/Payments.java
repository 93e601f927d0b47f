package dev.cairn.model.testkit.shop;

import dev.cairn.flow.saga.Receiver;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.testkit.shop.Payment.Phase;
import dev.cairn.model.testkit.shop.PaymentCommand.AskForPayment;
import dev.cairn.model.testkit.shop.PaymentCommand.HoldRefunds;
import dev.cairn.model.testkit.shop.PaymentCommand.ReportDeclined;
import dev.cairn.model.testkit.shop.PaymentCommand.ReportTaken;
import dev.cairn.model.testkit.shop.PaymentCommand.UndoPayment;
import dev.cairn.model.testkit.shop.PaymentEvent.PaymentAsked;
import dev.cairn.model.testkit.shop.PaymentEvent.PaymentDeclined;
import dev.cairn.model.testkit.shop.PaymentEvent.PaymentRefunded;
import dev.cairn.model.testkit.shop.PaymentEvent.PaymentTaken;
import dev.cairn.model.testkit.shop.PaymentEvent.PaymentWithdrawn;
import dev.cairn.model.testkit.shop.PaymentEvent.RefundsHeld;

/** The rules of the payment of an order. */
public final class Payments implements Decider<PaymentCommand, Payment, PaymentEvent> {

  /** The most that is paid at once. */
  public static final long CENTS_MAX = 100_000;

  /** Payments as aggregates. */
  public static final AggregateType<PaymentCommand, Payment, PaymentEvent> PAYMENT =
      AggregateType.of("payment", new Payments(), JsonCodec.forSealed(PaymentEvent.class));

  /** Payments as those whom sagas tell. */
  public static final Receiver<PaymentCommand> PAYMENTS =
      Receiver.of(PAYMENT, JsonCodec.forSealed(PaymentCommand.class));

  private Payments() {}

  @Override
  public Payment initialState() {
    return new Payment(Phase.NONE, false);
  }

  @Override
  public Decision<PaymentEvent> decide(PaymentCommand command, Payment payment) {
    return switch (command) {
      case AskForPayment(long cents) when cents > CENTS_MAX ->
          Decision.refused(new ShopRefusal.LimitExceeded(cents, CENTS_MAX));
      case AskForPayment(long cents) -> in(Phase.NONE, payment, new PaymentAsked(cents));
      case ReportTaken() -> in(Phase.ASKED, payment, new PaymentTaken());
      case ReportDeclined() -> in(Phase.ASKED, payment, new PaymentDeclined());
      case UndoPayment() -> undo(payment);
      case HoldRefunds(boolean held) -> Decision.accepted(new RefundsHeld(held));
    };
  }

  /** Undoing copes with whatever there is to undo: a saga may not know how far it came. */
  private static Decision<PaymentEvent> undo(Payment payment) {
    return switch (payment.phase()) {
      case TAKEN ->
          payment.refundsHeld()
              ? Decision.refused(new ShopRefusal.RefundsBlocked())
              : Decision.accepted(new PaymentRefunded());
      case NONE, ASKED -> Decision.accepted(new PaymentWithdrawn());
      case OVER -> Decision.nothing();
    };
  }

  private static Decision<PaymentEvent> in(Phase phase, Payment payment, PaymentEvent event) {
    return payment.phase() == phase
        ? Decision.accepted(event)
        : Decision.refused(new ShopRefusal.NotNow(payment.phase().name()));
  }

  @Override
  public Payment evolve(Payment payment, PaymentEvent event) {
    return switch (event) {
      case PaymentAsked _ -> payment.at(Phase.ASKED);
      case PaymentTaken _ -> payment.at(Phase.TAKEN);
      case PaymentDeclined _, PaymentRefunded _, PaymentWithdrawn _ -> payment.at(Phase.OVER);
      case RefundsHeld(boolean held) -> new Payment(payment.phase(), held);
    };
  }
}
