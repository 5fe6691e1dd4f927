package io.llmrec.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecBoleTest {

  private static final ReadOptions UTF8 = ReadOptions.utf8();

  @TempDir Path folder;

  private Path file(String text) {
    return TestFiles.write(folder, "made.inter", text);
  }

  @Test
  void readsRatingsInAnyOrderOfColumns() {
    Path file =
        file("item_id:token\trating:float\ttimestamp:float\tuser_id:token\ni\t4\t881250949.0\tu\n");

    assertEquals(
        List.of(new Interaction("u", "i", "rating", 4, Instant.ofEpochSecond(881250949))),
        RecBole.interactions(file, UTF8).toList());
  }

  @Test
  void rowsWithoutRatingsAreViews() {
    Path file = file("user_id:token\titem_id:token\ttimestamp:float\nu\ti\t9\n");

    assertEquals(
        List.of(Interaction.view("u", "i", Instant.ofEpochSecond(9))),
        RecBole.interactions(file, UTF8).toList());
  }

  @Test
  void inventsNoTimes() {
    Path file = file("user_id:token\titem_id:token\nu\ti\n");

    BadRowException e =
        assertThrows(BadRowException.class, () -> RecBole.interactions(file, UTF8).toList());

    assertEquals("timestamp", e.error().column());
    assertEquals("there is no such column; there is 'user_id', 'item_id'", e.error().message());
  }

  @Test
  void refusesColumnsWithoutAKnownType() {
    for (String header : List.of("user_id", "user_id:text", ":token")) {
      BadRowException e =
          assertThrows(
              BadRowException.class,
              () -> RecBole.interactions(file(header + "\titem_id:token\n"), UTF8).toList());

      assertEquals(header, e.error().column());
      assertEquals(
          "must be name:type in the header, with type one of"
              + " [float, float_seq, token, token_seq]",
          e.error().message());
    }
  }

  @Test
  void readsItemsUsersAndSequences() {
    Path items = file("item_id:token\tname:token_seq\tclass:token_seq\n7\tA Film\tComedy Drama\n");
    assertEquals(
        List.of(Item.of("7", "A Film").withCategories("Comedy", "Drama")),
        RecBole.items(items, "name", "class", UTF8).toList());

    Path users = file("user_id:token\tage:token\n3\t24\n");
    assertEquals(
        List.of(new UserContext("3", Map.of("age", "24"), List.of())),
        RecBole.users(users, List.of("age"), UTF8).toList());

    Path sequences =
        file("user_id:token\titem_id_list:token_seq\titem_id:token\n3\t1 2\t9\n4\t\t1\n");
    assertEquals(
        List.of(
            new UserSequence("3", List.of("1", "2"), "9"), new UserSequence("4", List.of(), "1")),
        RecBole.sequences(sequences, UTF8).toList());
  }

  @Test
  void readsTheRealSmallSet() {
    Path real = TestFiles.shared("data/ml100k");

    List<Interaction> ratings = RecBole.interactions(real.resolve("ml-100k.inter"), UTF8).toList();
    List<Item> films =
        RecBole.items(real.resolve("ml-100k.item"), "movie_title", "class", UTF8).toList();
    List<String> about = List.of("age", "gender", "occupation", "zip_code");

    assertEquals(100_000, ratings.size());
    assertEquals(
        new Interaction("196", "242", "rating", 3, Instant.ofEpochSecond(881250949)),
        ratings.get(0));
    assertEquals(1682, films.size());
    assertEquals(List.of("Animation", "Children's", "Comedy"), films.get(0).categories());
    assertEquals(943, RecBole.users(real.resolve("ml-100k.user"), about, UTF8).toList().size());
  }

  @Test
  void readsTheRealHistoriesOfGames() {
    Path real = TestFiles.shared("data/llmrank/Games-6k.test.inter.gz");
    long[] events = {0};

    long users =
        RecBole.sequences(real, UTF8)
            .forEach(sequence -> events[0] += sequence.history().size() + 1);

    assertEquals(50_546, users);
    assertEquals(440_264, events[0]);
  }
}
