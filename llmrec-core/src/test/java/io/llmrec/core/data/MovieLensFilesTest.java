package io.llmrec.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovieLensFilesTest {

  @TempDir Path folder;

  private Path latin(String text) {
    return TestFiles.write(folder, "f", text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void readsTheSmallSet() {
    String flags = "|0".repeat(5) + "|1" + "|0".repeat(2) + "|1" + "|0".repeat(10);

    assertEquals(
        List.of(new Interaction("3", "7", "rating", 4, Instant.ofEpochSecond(881250949))),
        MovieLens100k.ratings(latin("3\t7\t4\t881250949\n")).toList());
    assertEquals(
        List.of(
            new Item(
                "7",
                "Amélie, made up (1995)",
                List.of("Comedy", "Drama"),
                Map.of("release_date", "01-Jan-1995"),
                List.of())),
        MovieLens100k.movies(latin("7|Amélie, made up (1995)|01-Jan-1995||http://x" + flags + "\n"))
            .toList());
    assertEquals(
        List.of(
            new UserContext(
                "3",
                Map.of("age", "24", "gender", "F", "occupation", "writer", "zip", "04103"),
                List.of())),
        MovieLens100k.users(latin("3|24|F|writer|04103\n")).toList());
  }

  @Test
  void refusesAGenreThatIsNeitherOneNorZero() {
    Path file = latin("7|Film||||2" + "|0".repeat(18) + "\n");

    BadRowException e =
        assertThrows(BadRowException.class, () -> MovieLens100k.movies(file).toList());

    assertEquals("unknown", e.error().column());
    assertEquals("must be 0 or 1", e.error().message());
  }

  @Test
  void readsTheMillionSet() {
    assertEquals(
        List.of(new Interaction("3", "7", "rating", 4.5, Instant.ofEpochSecond(978300000))),
        MovieLens1m.ratings(latin("3::7::4.5::978300000\n")).toList());
    assertEquals(
        List.of(Item.of("7", "Amélie, made up (1999)").withCategories("Comedy", "Sci-Fi")),
        MovieLens1m.movies(latin("7::Amélie, made up (1999)::Comedy|Sci-Fi\n")).toList());
    assertEquals(
        List.of(
            new UserContext(
                "3",
                Map.of("gender", "F", "age", "25", "occupation", "12", "zip", "04103"),
                List.of())),
        MovieLens1m.users(latin("3::F::25::12::04103\n")).toList());
  }

  @Test
  void readsFilesThatWereTurnedIntoUtf8() {
    Path file = TestFiles.write(folder, "f", "7::Amélie, made up (1999)::Comedy\n");

    assertEquals(
        "Amélie, made up (1999)",
        MovieLens1m.movies(file, ReadOptions.utf8()).toList().get(0).title());
  }

  @Test
  void readsTheRealFiles() {
    Path folder = TestFiles.shared("data/ml1m_full");

    List<Item> films = MovieLens1m.movies(folder.resolve("movies.dat")).toList();

    assertEquals(3883, films.size());
    assertEquals(
        Item.of("1", "Toy Story (1995)").withCategories("Animation", "Children's", "Comedy"),
        films.get(0));
    assertEquals(6040, MovieLens1m.users(folder.resolve("users.dat")).toList().size());
  }
}
