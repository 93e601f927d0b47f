package dev.cairn.merkle;

/** A tile that a tree of its size must have is not where it is looked for. */
public final class MissingTileException extends MerkleException {

  private static final long serialVersionUID = 1L;

  private final String path;

  MissingTileException(TilePath path) {
    super("there is no tile at " + path + (path.isFull() ? "" : ", nor the full one"));
    this.path = path.toString();
  }

  /** Where it was looked for. */
  public TilePath path() {
    return TilePath.parse(path);
  }
}
