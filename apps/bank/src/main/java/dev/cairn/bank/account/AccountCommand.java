package dev.cairn.bank.account;

import java.util.Currency;

/** What an account can be asked for. */
public sealed interface AccountCommand {

  /** Most characters of each part of an owner's name. */
  int NAME_MAX = 100;

  /** Most characters of a reference. */
  int REFERENCE_MAX = 140;

  /**
   * To begin.
   *
   * @param customer the number of the customer it belongs to
   * @param owner their name, each part at most {@link #NAME_MAX} characters, the first at least one
   * @param currency the one currency it is kept in
   */
  record OpenAccount(long customer, PersonName owner, Currency currency) implements AccountCommand {

    /** Checks the name. */
    public OpenAccount {
      Texts.check("an owner's first name", owner.first(), 1, NAME_MAX);
      Texts.check("an owner's last name", owner.last(), 0, NAME_MAX);
    }
  }

  /**
   * To take in money that was paid at the counter.
   *
   * @param amount how much
   * @param reference what for, at most {@link #REFERENCE_MAX} characters; may be empty
   */
  record Deposit(Money amount, String reference) implements AccountCommand {

    /** Checks the reference. */
    public Deposit {
      Texts.check("a reference", reference, 0, REFERENCE_MAX);
    }
  }

  /**
   * To pay out money at the counter.
   *
   * @param amount how much
   * @param reference what for, at most {@link #REFERENCE_MAX} characters; may be empty
   */
  record Withdraw(Money amount, String reference) implements AccountCommand {

    /** Checks the reference. */
    public Withdraw {
      Texts.check("a reference", reference, 0, REFERENCE_MAX);
    }
  }

  /**
   * To give its half of a transfer; the other account gets {@link ReceiveTransfer} in the same
   * append.
   *
   * @param transfer the id that both halves share
   * @param to the other account
   * @param amount how much
   * @param reference what for, at most {@link #REFERENCE_MAX} characters; may be empty
   */
  record SendTransfer(String transfer, AccountId to, Money amount, String reference)
      implements AccountCommand {

    /** Checks the reference. */
    public SendTransfer {
      Texts.check("a reference", reference, 0, REFERENCE_MAX);
    }
  }

  /**
   * To take its half of a transfer.
   *
   * @param transfer the id that both halves share
   * @param from the other account
   * @param amount how much
   * @param reference what for, at most {@link #REFERENCE_MAX} characters; may be empty
   */
  record ReceiveTransfer(String transfer, AccountId from, Money amount, String reference)
      implements AccountCommand {

    /** Checks the reference. */
    public ReceiveTransfer {
      Texts.check("a reference", reference, 0, REFERENCE_MAX);
    }
  }
}
