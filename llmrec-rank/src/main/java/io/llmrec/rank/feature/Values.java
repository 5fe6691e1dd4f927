package io.llmrec.rank.feature;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads typed values out of {@link Features}; what is of another type is an error. */
final class Values {

  private Values() {}

  /** The categories of a sample, as many as the feature keeps; none when it is missing. */
  static List<String> categories(CategoryFeature feature, Features values) {
    Object given = values.find(feature.name());
    if (given instanceof String text) {
      return text.isEmpty() ? List.of() : List.of(text);
    }
    if (given instanceof Long || given == null) {
      return given == null ? List.of() : List.of(given.toString());
    }
    if (feature.most() > 1 && given instanceof Collection<?> several) {
      List<String> all = texts(several);
      if (all != null) {
        return all.subList(0, Math.min(all.size(), feature.most()));
      }
    }
    throw Checks.wrongType(
        feature,
        given,
        feature.most() > 1 ? "a text, a whole number or texts" : "a text or a whole number");
  }

  /** The texts, or null when something else is among them. */
  private static @Nullable List<String> texts(Collection<?> several) {
    List<String> texts = new ArrayList<>(several.size());
    for (Object one : several) {
      if (!(one instanceof String text)) {
        return null;
      }
      texts.add(text);
    }
    return texts;
  }

  /** The number of a sample, NaN when it is missing. */
  static double number(NumberFeature feature, Features values) {
    Object given = values.find(feature.name());
    if (given == null) {
      return Double.NaN;
    }
    if (!(given instanceof Number number)) {
      throw Checks.wrongType(feature, given, "a number");
    }
    double value = number.doubleValue();
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "feature '%s' must be finite or NaN for a missing one, was %s"
              .formatted(feature.name(), value));
    }
    return value;
  }

  /** The last events of a sample, as many as the feature keeps; none when it is missing. */
  static List<Event> events(HistoryFeature feature, Features values) {
    Object given = values.find(feature.name());
    if (given == null) {
      return List.of();
    }
    if (!(given instanceof List<?> all)) {
      throw Checks.wrongType(feature, given, "a history");
    }
    List<Event> events = new ArrayList<>();
    for (Object one : all.subList(Math.max(0, all.size() - feature.longest()), all.size())) {
      if (!(one instanceof Event event)) {
        throw Checks.wrongType(feature, given, "a history");
      }
      if (event.values().size() != feature.fields().size()) {
        throw new IllegalArgumentException(
            "an event of '%s' must have the %d fields %s, has %d"
                .formatted(
                    feature.name(),
                    feature.fields().size(),
                    feature.fields(),
                    event.values().size()));
      }
      events.add(event);
    }
    return events;
  }

  /** The last keys of a sample, as many as the feature keeps; none when it is missing. */
  static List<String> keys(VectorFeature feature, Features values) {
    Object given = values.find(feature.name());
    if (given == null) {
      return List.of();
    }
    if (given instanceof String key) {
      return List.of(key);
    }
    List<String> all = given instanceof Collection<?> several ? texts(several) : null;
    if (all == null || feature.most() == 1) {
      throw Checks.wrongType(
          feature, given, feature.most() > 1 ? "a key or keys" : "the key of an entity");
    }
    return all.subList(Math.max(0, all.size() - feature.most()), all.size());
  }
}
