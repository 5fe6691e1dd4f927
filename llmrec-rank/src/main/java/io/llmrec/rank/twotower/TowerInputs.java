package io.llmrec.rank.twotower;

import io.llmrec.core.encode.ItemEncoder;
import io.llmrec.core.encode.UserEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the towers see of users and items. Immutable.
 *
 * @param ids of what there are rows: of items, of users
 * @param itemNumbers names of item attributes that are numbers; brought to mean 0 and deviation 1,
 *     a missing one to 0 beside a mark
 * @param userAttributes names of user attributes, each a category
 * @param itemVectors what makes vectors of items' texts, by name; not trained
 * @param userVectors what makes vectors of users, by name, out of id and attributes alone; not
 *     trained
 */
public record TowerInputs(
    Ids ids,
    List<String> itemNumbers,
    List<String> userAttributes,
    Map<String, ItemEncoder> itemVectors,
    Map<String, UserEncoder> userVectors) {

  /** What has an embedding of its own. An id that training did not see has the row of unknowns. */
  public enum Ids {
    /** Neither users nor items. */
    NONE,
    /** Items. */
    ITEMS,
    /** Items and users. */
    ITEMS_AND_USERS
  }

  /** Takes copies. */
  public TowerInputs {
    itemNumbers = List.copyOf(itemNumbers);
    userAttributes = List.copyOf(userAttributes);
    itemVectors = Collections.unmodifiableMap(new LinkedHashMap<>(itemVectors));
    userVectors = Collections.unmodifiableMap(new LinkedHashMap<>(userVectors));
  }

  /** Ids of items and users, categories of items, and the history. */
  public static TowerInputs ofIds() {
    return new TowerInputs(Ids.ITEMS_AND_USERS, List.of(), List.of(), Map.of(), Map.of());
  }

  /** Histories and what is said of items, but no ids: nothing is cold. */
  public static TowerInputs withoutIds() {
    return ofIds().with(Ids.NONE);
  }

  /** These inputs with rows for other ids. */
  public TowerInputs with(Ids others) {
    return new TowerInputs(others, itemNumbers, userAttributes, itemVectors, userVectors);
  }

  /** These inputs with an item attribute that is a number. */
  public TowerInputs withItemNumber(String attribute) {
    return new TowerInputs(
        ids, and(itemNumbers, attribute), userAttributes, itemVectors, userVectors);
  }

  /** These inputs with a user attribute. */
  public TowerInputs withUserAttribute(String attribute) {
    return new TowerInputs(
        ids, itemNumbers, and(userAttributes, attribute), itemVectors, userVectors);
  }

  /**
   * These inputs with vectors of items, for example of cleaned titles or of matched categories. A
   * new item has them at once.
   */
  public TowerInputs withItemVectors(String name, ItemEncoder encoder) {
    Map<String, ItemEncoder> more = new LinkedHashMap<>(itemVectors);
    more.put(name, encoder);
    return new TowerInputs(ids, itemNumbers, userAttributes, more, userVectors);
  }

  /** These inputs with vectors of users, for example of profiles. */
  public TowerInputs withUserVectors(String name, UserEncoder encoder) {
    Map<String, UserEncoder> more = new LinkedHashMap<>(userVectors);
    more.put(name, encoder);
    return new TowerInputs(ids, itemNumbers, userAttributes, itemVectors, more);
  }

  /** These inputs without any vectors of texts: the base that a gain is measured against. */
  public TowerInputs withoutVectors() {
    return new TowerInputs(ids, itemNumbers, userAttributes, Map.of(), Map.of());
  }

  private static List<String> and(List<String> names, String more) {
    List<String> all = new ArrayList<>(names);
    all.add(more);
    return all;
  }

  boolean itemIds() {
    return ids != Ids.NONE;
  }

  boolean userIds() {
    return ids == Ids.ITEMS_AND_USERS;
  }
}
