package io.llmrec.core.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a listener how many bytes have been read. */
final class CountedBytes extends FilterInputStream {

  private static final long STEP = 1 << 20;

  private final long total;
  private final ReadProgress progress;
  private long done;
  private long reported = -1;

  CountedBytes(InputStream in, long total, ReadProgress progress) {
    super(in);
    this.total = total;
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    count(Math.max(count, 0));
    return count;
  }

  @Override
  public void close() throws IOException {
    super.close();
    report();
  }

  private void count(int bytes) {
    done += bytes;
    if (done - reported >= STEP) {
      report();
    }
  }

  private void report() {
    if (done > reported) {
      reported = done;
      progress.update(done, Math.max(done, total));
    }
  }
}
