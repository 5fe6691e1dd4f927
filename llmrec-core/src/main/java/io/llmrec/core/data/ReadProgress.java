package io.llmrec.core.data;

/** Hears how much of a file has been read. Called from the reading thread; must be fast. */
@FunctionalInterface
public interface ReadProgress {

  /**
   * Some more of the file was read: at least once per mebibyte, and at its end.
   *
   * @param bytesDone bytes read so far, as they lie on the disk (compressed, where the file is)
   * @param bytesTotal the size of the file
   */
  void update(long bytesDone, long bytesTotal);

  /** Tells nobody. */
  static ReadProgress none() {
    return (bytesDone, bytesTotal) -> {};
  }
}
