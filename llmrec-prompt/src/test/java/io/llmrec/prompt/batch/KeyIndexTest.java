package io.llmrec.prompt.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.llmrec.core.catalog.Item;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyIndexTest {

  @Test
  void findsWhatAMapFinds() {
    KeyIndex index = new KeyIndex();
    Map<WorkKey, Long> map = new HashMap<>();
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      WorkKey key = new WorkKey(random.nextInt(400), random.nextInt(100));
      long position = random.nextInt(1_000_000);
      index.put(key, position);
      map.put(key, position);
    }

    assertEquals(map.size(), index.size());
    map.forEach((key, position) -> assertEquals(position, index.find(key)));
    assertEquals(-1, index.find(new WorkKey(401, 0)));
  }

  @Test
  void aKeyOfZerosIsAKey() {
    KeyIndex index = new KeyIndex();
    assertEquals(-1, index.find(new WorkKey(0, 0)));

    index.put(new WorkKey(0, 0), 0);

    assertEquals(0, index.find(new WorkKey(0, 0)));
  }

  @Test
  void aKeyFollowsAllThatTheModelSees() {
    Item item = Item.of("1", "gloves").withAttribute("a", "x").withAttribute("b", "y");
    WorkKey key = WorkKey.of(item, "task", "model");

    assertEquals(
        key,
        WorkKey.of(
            Item.of("1", "gloves").withAttribute("b", "y").withAttribute("a", "x"),
            "task",
            "model"));
    assertNotEquals(key, WorkKey.of(item, "task", "other model"));
    assertNotEquals(key, WorkKey.of(item, "other task", "model"));
    assertNotEquals(key, WorkKey.of(item.withAttribute("a", "z"), "task", "model"));
    assertNotEquals(key, WorkKey.of(item.withCategories("c"), "task", "model"));
    assertEquals(key, WorkKey.parse(key.hex()));
  }
}
