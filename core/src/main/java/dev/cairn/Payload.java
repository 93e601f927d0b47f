package dev.cairn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The data or the metadata of an event: a content type and bytes that never change. JSON is checked
 * when the payload is made, so whoever holds one holds valid JSON; it is kept as it was written,
 * except that white space around it is dropped and a run of white space between two tokens that
 * holds a CR, LF or TAB becomes one space, so that it fits on a line.
 *
 * <p>A payload may be a slice of a larger array, so making one from bytes already in memory copies
 * nothing. Immutable and thread-safe.
 */
public final class Payload {

  /** The content type of JSON. */
  public static final String JSON = "application/json";

  private static final Payload NONE = new Payload(JSON, new byte[0], 0, 0);

  private final String contentType;
  private final byte[] bytes;
  private final int offset;
  private final int length;

  private Payload(String contentType, byte[] bytes, int offset, int length) {
    this.contentType = contentType;
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  /** Nothing at all, which is not the same as JSON's {@code null}: an event without metadata. */
  public static Payload none() {
    return NONE;
  }

  /**
   * Returns the payload of this JSON text.
   *
   * @throws InvalidJsonException if it is not valid JSON (RFC 8259), has a duplicate key, half a
   *     surrogate pair, or is nested more than {@link JsonText#DEPTH_MAX} deep
   */
  public static Payload json(String text) {
    return json(JsonText.encode(text));
  }

  /** Like {@link #json(String)}, from UTF-8; the array is copied. */
  public static Payload json(byte[] utf8) {
    byte[] checked = JsonText.checkedLine(utf8);
    return new Payload(JSON, checked, 0, checked.length);
  }

  /**
   * Returns a payload of another content type; the array is copied. Where the type is {@link #JSON}
   * this is {@link #json(byte[])}.
   */
  public static Payload of(String contentType, byte[] bytes) {
    Names.checked("content type", contentType);
    return contentType.equals(JSON)
        ? json(bytes)
        : new Payload(contentType, bytes.clone(), 0, bytes.length);
  }

  /**
   * Returns a slice of an array without copying or checking it: for stores, which checked the bytes
   * when they were appended and prove by checksum that they are the same. The array must never
   * change afterwards.
   */
  public static Payload verified(String contentType, byte[] bytes, int offset, int length) {
    java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
    return new Payload(contentType, bytes, offset, length);
  }

  /** The media type of the bytes. */
  public String contentType() {
    return contentType;
  }

  /** Whether the bytes are JSON. */
  public boolean isJson() {
    return contentType.equals(JSON);
  }

  /** Whether there is nothing at all. */
  public boolean isNone() {
    return length == 0 && isJson();
  }

  /** The number of bytes. */
  public int size() {
    return length;
  }

  /** The bytes, as a new array. */
  public byte[] bytes() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** The bytes, read-only and without a copy. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes, offset, length).slice().asReadOnlyBuffer();
  }

  /** The bytes read as UTF-8. */
  public String text() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that
        && contentType.equals(that.contentType)
        && Arrays.equals(
            bytes, offset, offset + length, that.bytes, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = contentType.hashCode();
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /** The text of JSON; of anything else only its type and size. */
  @Override
  public String toString() {
    return isJson() ? text() : "%s, %d bytes".formatted(contentType, length);
  }
}
