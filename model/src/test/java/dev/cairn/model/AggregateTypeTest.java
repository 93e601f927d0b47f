package dev.cairn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.InvalidNameException;
import org.junit.jupiter.api.Test;

class AggregateTypeTest {

  private static final JsonCodec<ParcelEvent> CODEC = JsonCodec.forSealed(ParcelEvent.class);

  @Test
  void theStreamOfAnAggregateIsItsCategoryAndItsId() {
    assertEquals("parcel-a-1", type("parcel").stream("a-1").value());
    assertEquals("parcel", type("parcel").stream("a-1").category());
  }

  @Test
  void aCategoryThatItsStreamsWouldNotHaveIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> type("air-parcel"));
    assertThrows(InvalidNameException.class, () -> type(""));
  }

  @Test
  void anEmptyIdIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> type("parcel").stream(""));
  }

  private static AggregateType<String, Integer, ParcelEvent> type(String category) {
    return AggregateType.of(category, new Count(), CODEC);
  }

  private record Count() implements Decider<String, Integer, ParcelEvent> {

    @Override
    public Integer initialState() {
      return 0;
    }

    @Override
    public Decision<ParcelEvent> decide(String command, Integer state) {
      return Decision.nothing();
    }

    @Override
    public Integer evolve(Integer state, ParcelEvent event) {
      return state + 1;
    }
  }
}
