package io.llmrec.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are written whole or not at all. */
class DurableFilesTest {

  @TempDir Path temp;

  @Test
  void replacesAFileAndLeavesNothingBeside() throws IOException {
    Path file = temp.resolve("file");

    DurableFiles.write(file, "a longer first text");
    DurableFiles.write(file, "骑行");

    assertEquals("骑行", Files.readString(file));
    assertEquals(1, temp.toFile().list().length);
  }

  @Test
  void writesOverWhatAKillLeft() throws IOException {
    Path file = temp.resolve("file");
    Files.writeString(DurableFiles.sibling(file), "half of a very long text that was never fin");

    DurableFiles.write(file, "whole");

    assertEquals("whole", Files.readString(file));
  }

  @Test
  void namesTheFileThatCannotBeWritten() {
    Path file = temp.resolve("nowhere").resolve("file");

    String message =
        assertThrows(UncheckedIOException.class, () -> DurableFiles.write(file, "x")).getMessage();

    assertTrue(message.startsWith("could not write " + file + ": "), message);
  }

  @Test
  void movesAFolderIntoPlace() throws IOException {
    Path from = Files.createDirectory(temp.resolve("from"));
    Files.writeString(from.resolve("file"), "x");

    DurableFiles.moveIntoPlace(from, temp.resolve("to"));

    assertEquals("x", Files.readString(temp.resolve("to").resolve("file")));
    assertFalse(Files.exists(from));
  }

  @Test
  void deletesAFolderWithAllThatIsInIt() throws IOException {
    Path inner = Files.createDirectories(temp.resolve("a").resolve("b"));
    Files.writeString(inner.resolve("file"), "x");

    DurableFiles.deleteFolder(temp.resolve("a"));
    DurableFiles.deleteFolder(temp.resolve("a"));

    assertEquals(0, temp.toFile().list().length);
  }

  @Test
  void doesNotFollowLinksWhenItDeletes() throws IOException {
    Path kept = Files.writeString(temp.resolve("kept"), "x");
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Files.createSymbolicLink(folder.resolve("link"), kept);

    DurableFiles.deleteFolder(folder);

    assertTrue(Files.exists(kept));
  }

  /** The check value that the catalogue of CRCs gives for CRC-32C. */
  @Test
  void computesTheKnownChecksum() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "123456789");

    assertEquals(0xE3069283L, DurableFiles.checksum(file));
    DurableFiles.force(file);
    assertEquals(0xE3069283L, DurableFiles.checksum(file));
  }

  @Test
  void namesTheFileThatCannotBeRead() {
    Path file = temp.resolve("nowhere");

    String message =
        assertThrows(UncheckedIOException.class, () -> DurableFiles.checksum(file)).getMessage();

    assertTrue(message.startsWith("could not read " + file + ": "), message);
  }
}
