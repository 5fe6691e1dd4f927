package io.llmrec.embed.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFileTest {

  @TempDir Path folder;

  @Test
  void readsNumbersAndSlices() throws Exception {
    Path file = folder.resolve("f");
    Files.write(file, ByteBuffer.allocate(20).putInt(7).putLong(-9).putLong(11).array());

    MappedFile mapped = MappedFile.open(file);

    assertEquals(20, mapped.size());
    assertEquals(7, mapped.getInt(0));
    assertEquals(-9, mapped.getLong(4));
    assertEquals(11, mapped.slice(12, 8).getLong());
    assertTrue(mapped.slice(0, 20).isReadOnly());
  }

  @Test
  void refusesWhatIsNotInside() throws Exception {
    Path file = Files.write(folder.resolve("f"), new byte[10]);

    MappedFile mapped = MappedFile.open(file);

    assertEquals(0, mapped.slice(10, 0).remaining());
    assertThrows(IndexOutOfBoundsException.class, () -> mapped.slice(5, 6));
    assertThrows(IndexOutOfBoundsException.class, () -> mapped.slice(-1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> mapped.slice(0, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> mapped.slice(Long.MAX_VALUE, 1));
  }

  @Test
  void mapsAnEmptyFile() throws Exception {
    MappedFile mapped = MappedFile.open(Files.write(folder.resolve("f"), new byte[0]));

    assertEquals(0, mapped.size());
    assertEquals(0, mapped.slice(0, 0).remaining());
  }

  /** A sparse file takes no room on disk where the file system knows holes. */
  @Test
  void readsAcrossTheBordersOfAFileLargerThanTwoGibibytes() throws Exception {
    Path file = folder.resolve("large");
    long border = 1L << 30;
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      for (long mark : new long[] {border, 2 * border, 3 * border}) {
        channel.write(ByteBuffer.allocate(8).putLong(0, mark), mark - 4);
      }
    }

    MappedFile mapped = MappedFile.open(file);

    assertEquals(3 * border + 4, mapped.size());
    assertEquals(border, mapped.getLong(border - 4));
    assertEquals(2 * border, mapped.slice(2 * border - 100, 200).getLong(96));
    assertEquals(3 * border, mapped.getLong(3 * border - 4));
  }

  @Test
  void saysWhenThereIsNoFile() {
    assertThrows(NoSuchFileException.class, () -> MappedFile.open(folder.resolve("none")));
  }
}
