package dev.cairn.log.proof;

/** What {@link LincheckedStore} answers where one thread calls it. */
public class LincheckedList {

  private final StringBuilder values = new StringBuilder();
  private int followed;

  /** See {@link LincheckedStore#append(int)}. */
  public long append(int value) {
    return values.append(value).length();
  }

  /** See {@link LincheckedStore#handOver}. */
  public long handOver(int value) {
    return append(value);
  }

  /** See {@link LincheckedStore#appendAt}. */
  public long appendAt(int version, int value) {
    return version == values.length() ? append(value) : -values.length();
  }

  /** See {@link LincheckedStore#appendUnless}. */
  public long appendUnless(int after, int value) {
    return after >= values.length() ? append(value) : -1;
  }

  /** See {@link LincheckedStore#read}. */
  public String read() {
    return values.toString();
  }

  /** See {@link LincheckedStore#head}. */
  public long head() {
    return values.length();
  }

  /** See {@link LincheckedStore#follow}. */
  public String follow() {
    String fresh = values.substring(followed);
    followed = values.length();
    return fresh;
  }
}
