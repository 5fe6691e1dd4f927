package io.llmrec.examples.movielens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.core.user.Interaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovieLensQuickstartTest {

  private static Path realFolder() {
    Path folder =
        Path.of(System.getProperty("llmrec.shared", "../../shared")).resolve("data/ml1m_full");
    Assumptions.assumeTrue(
        Files.isDirectory(folder), () -> "skipped: there is no MovieLens-1M in " + folder);
    return folder;
  }

  @Test
  void readsAllFilmsTextsAndOrderedRatings() {
    MovieLensFolder folder = new MovieLensFolder(realFolder());

    List<Interaction> ratings = folder.ratings();

    assertEquals(3883, folder.films().size());
    assertEquals("Toy Story (1995)", folder.films().get(0).title());
    assertEquals(3883, folder.recordedTexts("chatgpt_desc_yulan").size());
    assertEquals(3882, folder.recordedTexts("deepseek_profile_colakg").size());
    assertEquals(999_605, ratings.size());
    assertEquals(6040, ratings.stream().map(Interaction::userId).distinct().count());
  }

  @Test
  @Tag("long")
  void comparesAllSystems(@TempDir Path workspaces) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    MovieLensQuickstart.run(
        new MovieLensFolder(realFolder()),
        50,
        workspaces,
        new PrintStream(bytes, true, StandardCharsets.UTF_8));

    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("answered 50 users"), printed);
    assertTrue(printed.contains("| lexical, titles + Qwen-Max profile (169 words) |"), printed);
    assertTrue(printed.contains("| item-to-item |"), printed);
  }

  @Test
  void namesFileAndLineOfABadRow(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("movies.dat"), "1::A film (1999)::Drama\n2::No genres\n");

    Exception e =
        assertThrows(IllegalArgumentException.class, () -> new MovieLensFolder(folder).films());

    assertTrue(e.getMessage().startsWith("movies.dat, line 2 cannot be read"), e.getMessage());
  }

  @Test
  void readsTheOriginalRatingsInTimeOrder(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("movies.dat"), "1::A film (1999)::Drama\n");
    Files.writeString(folder.resolve("ratings.dat"), "7::1::5::200\n7::2::3::100\n");

    List<Interaction> ratings = new MovieLensFolder(folder).ratings();

    assertEquals(List.of("2", "1"), ratings.stream().map(Interaction::itemId).toList());
    assertEquals(3, ratings.get(0).value());
  }

  @Test
  void refusesAFolderWithoutFilms(@TempDir Path folder) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> new MovieLensFolder(folder));

    assertTrue(e.getMessage().endsWith("has no movies.dat: give a folder with MovieLens-1M"));
  }
}
