package dev.cairn.bank.view;

import dev.cairn.Position;
import dev.cairn.Version;
import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.account.Money;
import java.time.Instant;

/**
 * An account at a glance.
 *
 * @param id its number
 * @param customer the customer it belongs to
 * @param owner their name
 * @param balance what is on it
 * @param opened when it was opened
 * @param version the version of its last event
 * @param position the position of its last event
 */
public record AccountRow(
    AccountId id,
    long customer,
    String owner,
    Money balance,
    Instant opened,
    Version version,
    Position position) {}
