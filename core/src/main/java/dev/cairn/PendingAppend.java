package dev.cairn;

/**
 * An append that was handed over by {@link EventStore#begin}. It belongs to the thread that began
 * it; others only name it as one that theirs follow.
 */
public interface PendingAppend {

  /**
   * Waits for the answer and gives it, or throws, as {@link EventStore#append} does; besides,
   * throws {@link PrecedingAppendException} if an append that this one follows took no effect. To
   * be called once, by the thread that began it: until then nobody may see to it that the append is
   * recorded.
   */
  AppendResult await();
}
