package dev.cairn.bench.lives;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.Version;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Contest.Runner;
import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.contest.Rounds;
import dev.cairn.bench.figures.Figures;
import dev.cairn.bench.figures.Spread;
import dev.cairn.log.LogStore;
import dev.cairn.model.AggregateCache;
import dev.cairn.model.CommandContext;
import dev.cairn.model.CommandResult;
import dev.cairn.model.Commands;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Whole durable commands of 64 callers on one account, beside 64 callers with an account each, one
 * caller, and appends of the log alone.
 */
final class HotAccounts {

  private static final int CALLERS = 64;
  private static final long CACHED_MAX = 1_000;
  private static final String HOT = "hot/" + CALLERS;
  private static final String SPREAD = "spread/" + CALLERS;
  private static final String APPENDS = "append/" + CALLERS;

  private HotAccounts() {}

  static void measure(LogStore store, Pace pace, Figures figures) throws Exception {
    AggregateCache cache = AggregateCache.ofStates(CACHED_MAX);
    Commands hot = Commands.over(store).withCache(cache);
    Commands spread = Commands.over(store).withCache(cache);
    Rounds rounds =
        new Rounds()
            .with("hot/1", commands(spread, 1, _ -> "alone"))
            .with(HOT, commands(hot, CALLERS, _ -> "hot"))
            .with(SPREAD, commands(spread, CALLERS, caller -> "of-" + caller))
            .with(APPENDS, appends(store));
    System.err.println("bench: commands …");
    rounds.hold(pace, "commands/s", figures);
    rounds.ratio(HOT, "ratio-spread", HOT, SPREAD, figures);
    rounds.ratio(HOT, "ratio-append", HOT, APPENDS, figures);
    rounds.ratio(SPREAD, "ratio-append", SPREAD, APPENDS, figures);
    figures.add(HOT, "conflicts", "", Spread.of((double) hot.stats().conflicts()));
    figures.add(SPREAD, "conflicts", "", Spread.of((double) spread.stats().conflicts()));
  }

  private static Runner commands(Commands commands, int callers, IntFunction<String> account) {
    Account.Deposit deposit = new Account.Deposit(1);
    return time ->
        Crew.of(callers)
            .run(
                time,
                caller -> {
                  CommandContext context = CommandContext.by("bench");
                  var result =
                      commands.handle(Account.TYPE, account.apply(caller), deposit, context);
                  if (result instanceof CommandResult.Refused<?, ?>) {
                    throw new IllegalStateException("a deposit was refused: " + result);
                  }
                  return 1;
                });
  }

  /** The same events under their expected versions, without the command way. */
  private static Runner appends(LogStore store) {
    long[] versions = new long[CALLERS];
    return time ->
        Crew.of(CALLERS)
            .run(
                time,
                caller -> {
                  var expected = ExpectedVersion.exactly(Version.of(versions[caller]++));
                  var stream = Account.TYPE.stream("raw-" + caller);
                  var _ = store.append(Append.to(stream, expected, List.of(Account.event())));
                  return 1;
                });
  }
}
