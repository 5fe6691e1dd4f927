package io.llmrec.rank.twotower;

import io.llmrec.core.user.Interaction;
import java.util.List;
import java.util.Map;

/**
 * What two towers learn from.
 *
 * @param positives what users took; of each the earlier ones of the same user are the history
 * @param validation later ones, to tell when it is enough; must not be among the positives; empty
 *     for none
 * @param users attributes by user id; none for users who are not there
 * @param hardNegatives by user id, items that were shown and not taken, or places 100 to 500 of an
 *     earlier index: nearer ones are too often unknown positives
 */
public record TowerData(
    List<Interaction> positives,
    List<Interaction> validation,
    Map<String, Map<String, String>> users,
    Map<String, List<String>> hardNegatives) {

  /** Takes copies. */
  public TowerData {
    positives = List.copyOf(positives);
    validation = List.copyOf(validation);
    users = Map.copyOf(users);
    hardNegatives = Map.copyOf(hardNegatives);
  }

  /** Positives alone. */
  public static TowerData of(List<Interaction> positives) {
    return new TowerData(positives, List.of(), Map.of(), Map.of());
  }

  /** This data with positives to validate on. */
  public TowerData validatedBy(List<Interaction> later) {
    return new TowerData(positives, later, users, hardNegatives);
  }

  /** This data with attributes by user id. */
  public TowerData withUsers(Map<String, Map<String, String>> attributes) {
    return new TowerData(positives, validation, attributes, hardNegatives);
  }

  /** This data with hard negatives by user id. */
  public TowerData withHardNegatives(Map<String, List<String>> items) {
    return new TowerData(positives, validation, users, items);
  }
}
