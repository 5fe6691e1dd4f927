package io.llmrec.rank.twotower;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.encode.Embedding;
import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.UserEncoder;
import io.llmrec.core.fingerprint.Fingerprinted;
import io.llmrec.core.user.Interaction;
import io.llmrec.core.user.UserContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Items of eight kinds and users who mostly take one kind. Texts tell the kind; a fifth of the
 * items is never taken in training.
 */
final class TowerWorld {

  static final int KINDS = 8;
  static final int ITEMS = 160;
  static final int USERS = 240;
  private static final int EVENTS = 12;
  private static final int DIMENSION = 12;

  final Catalog catalog;
  final List<Interaction> positives = new ArrayList<>();
  final List<Interaction> later = new ArrayList<>();
  final Map<String, Map<String, String>> users = new java.util.HashMap<>();

  TowerWorld(long seed) {
    Draws draws = Draws.of(seed);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(
          Item.of("i" + i, "item " + i)
              .withCategories(i % 2 == 0 ? "even" : "odd")
              .withAttribute("price", String.valueOf(10 + i % 7)));
    }
    catalog = Catalog.of(items);
    for (int u = 0; u < USERS; u++) {
      users.put("u" + u, Map.of("age", String.valueOf(u % 3)));
      for (int e = 0; e < EVENTS; e++) {
        int kind = draws.below(10) < 9 ? u % KINDS : draws.below(KINDS);
        int item = kind + KINDS * draws.below(ITEMS / KINDS);
        Interaction one =
            Interaction.view("u" + u, "i" + item, Instant.ofEpochSecond(1000L * e + u));
        if (!cold(item)) {
          (e < EVENTS - 2 ? positives : later).add(one);
        }
      }
    }
  }

  static int kind(int item) {
    return item % KINDS;
  }

  static boolean cold(int item) {
    return item / KINDS % 5 == 4;
  }

  TowerData data() {
    return TowerData.of(positives).validatedBy(later).withUsers(users);
  }

  UserContext user(int number) {
    String id = "u" + number;
    return new UserContext(
        id, users.get(id), positives.stream().filter(one -> one.userId().equals(id)).toList());
  }

  /** The kind, blurred. */
  static ItemEncoder texts() {
    return new Texts();
  }

  private record Texts() implements ItemEncoder, Fingerprinted {
    @Override
    public List<Embedding> encode(List<Item> items) {
      return items.stream().map(item -> vector(Integer.parseInt(item.id().substring(1)))).toList();
    }

    @Override
    public String fingerprint() {
      return "kinds";
    }
  }

  private static Embedding vector(int item) {
    Draws draws = Draws.of(77, item);
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = 0.2f * draws.aroundZero();
    }
    values[kind(item)] += 1;
    return Embedding.of(values);
  }

  /** The kind that a user likes; none of every fifth user. */
  static UserEncoder profiles() {
    return some ->
        some.stream()
            .map(user -> Integer.parseInt(user.id().substring(1)))
            .map(u -> u % 5 == 0 ? Optional.<Embedding>empty() : Optional.of(vector(u % KINDS)))
            .toList();
  }
}
