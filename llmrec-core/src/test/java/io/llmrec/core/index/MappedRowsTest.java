package io.llmrec.core.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is larger than one mapped piece. */
class MappedRowsTest {

  private static final int DIMENSION = 3;
  private static final int ROW_BYTES = DIMENSION * Float.BYTES;
  private static final int ROWS_PER_PIECE = (1 << 30) / ROW_BYTES;

  @TempDir Path temp;

  /** Writes a few rows of a file that is otherwise a hole. */
  private Path sparse(int... rows) throws IOException {
    Path file = temp.resolve("rows.f32");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      for (int row : rows) {
        byte[] bytes = TableFiles.bytes(new float[] {row, -row, 0.5f});
        channel.write(ByteBuffer.wrap(bytes), (long) row * ROW_BYTES);
      }
    }
    return file;
  }

  @Test
  void readsRowsOnBothSidesOfTheSeam() throws IOException {
    int[] rows = {0, ROWS_PER_PIECE - 1, ROWS_PER_PIECE, ROWS_PER_PIECE + 4};

    MappedRows mapped = MappedRows.map(sparse(rows), ROWS_PER_PIECE + 5, DIMENSION);

    for (int row : rows) {
      float[] values = new float[DIMENSION + 2];
      mapped.copyTo(row, values, 1);
      assertArrayEquals(new float[] {0, row, -row, 0.5f, 0}, values);
    }
  }

  @Test
  void savesVectorsInLittleEndian() {
    assertArrayEquals(
        new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0},
        TableFiles.bytes(new float[] {1, -2}));
    assertEquals(0, TableFiles.bytes(new float[0]).length);
  }
}
