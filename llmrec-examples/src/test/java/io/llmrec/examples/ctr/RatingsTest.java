package io.llmrec.examples.ctr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.llmrec.examples.ctr.Ratings.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatingsTest {

  @Test
  void readsRatingsInEachUsersOrder(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ratings.csv");
    Files.writeString(
        file,
        """
        user_id,movie_id,rating,seq_pos,ts,ts_kind,gear_split
        1,10,4,1,,none,test
        1,11,3,0,100,exact,train
        1,12,5,,90,exact,train
        2,10,1,0,50,exact,
        """);

    Ratings ratings = Ratings.read(file);

    assertEquals(3, ratings.size());
    assertEquals(List.of("1", "2"), ratings.users());
    assertEquals(List.of("11", "10"), ratings.items());
    assertArrayEquals(new int[] {0, 1, 1}, ratings.item());
    assertArrayEquals(new long[] {100, 100, 50}, ratings.seconds());
    assertArrayEquals(new int[] {0, 2, 3}, ratings.starts());
    assertEquals(List.of(Told.YES, Told.NO, Told.LEFT_OUT), List.of(ratings.told()));
    assertTrue(ratings.liked(1));
    assertFalse(ratings.liked(0));
  }
}
