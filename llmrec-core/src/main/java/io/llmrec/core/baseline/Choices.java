package io.llmrec.core.baseline;

import io.llmrec.core.user.Interaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who chose what: a sparse matrix of users and items, both numbered in the order of their ids, so
 * that the order of the interactions does not matter.
 *
 * @param items the numbers of the items, those included that nobody chose in the end
 * @param users the items of each user
 * @param choosers the users of each item: {@code users} transposed
 */
record Choices(ItemNumbers items, Row[] users, Row[] choosers) {

  static Choices of(Collection<Interaction> interactions) {
    Map<String, List<Interaction>> byUser = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (Interaction event : interactions) {
      byUser.computeIfAbsent(event.userId(), id -> new ArrayList<>()).add(event);
      ids.add(event.itemId());
    }
    ItemNumbers items = new ItemNumbers(new TreeSet<>(ids));
    Row[] users = new TreeMap<>(byUser).values().stream().map(items::row).toArray(Row[]::new);
    return new Choices(items, users, transposed(users, items.count()));
  }

  private static Row[] transposed(Row[] rows, int count) {
    int[] sizes = new int[count];
    for (Row row : rows) {
      for (int column : row.numbers()) {
        sizes[column]++;
      }
    }
    Row[] columns = new Row[count];
    Arrays.setAll(columns, i -> new Row(new int[sizes[i]], new double[sizes[i]]));
    int[] filled = new int[count];
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < rows[r].size(); i++) {
        int column = rows[r].numbers()[i];
        columns[column].numbers()[filled[column]] = r;
        columns[column].strengths()[filled[column]++] = rows[r].strengths()[i];
      }
    }
    return columns;
  }

  /** Adds to each item's count the users who chose both it and the given one. */
  void countTogether(int item, double[] counts) {
    for (int user : choosers[item].numbers()) {
      for (int other : users[user].numbers()) {
        counts[other]++;
      }
    }
  }
}
